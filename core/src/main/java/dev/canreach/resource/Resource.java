package dev.canreach.resource;

import dev.canreach.source.Span;

/** An object as its manifest says it: typed, nothing inferred, and where it stands. */
public interface Resource {
  /** The API group and version as written, such as {@code networking.k8s.io/v1}. */
  String apiVersion();

  /** The API group, such as {@code networking.k8s.io}; empty for the core group. */
  default String group() {
    return group(apiVersion());
  }

  /** The group of a group and version. */
  static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }

  /** The kind, such as {@code NetworkPolicy}. */
  String kind();

  /** The namespace; empty for a cluster-scoped object. */
  String namespace();

  /** The name, unique among the objects of the same kind and namespace. */
  String name();

  /** Where the object begins. */
  Span span();

  /**
   * What the object says to anybody here, wherever it stands: equal for objects that differ only in what nobody reads. Where
   * that is not worked out, it is the object itself, so that objects in two places are never taken for equal.
   */
  default Resource meaning() {
    return this;
  }

  /**
   * How messages name the object: {@code NetworkPolicy shop/db}, {@code Namespace shop}. No other object that is read has this
   * name: of two kinds that are called the same, one goes by its group as well.
   */
  default String id() {
    return id(kind(), namespace(), name());
  }

  /** The {@link #id()} of an object whose parts are known, if no other group has its kind. */
  static String id(String kind, String namespace, String name) {
    return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
  }

  /** A kind by which messages tell its objects apart from those of a group that has the kind, too. */
  static String qualified(String kind, String group) {
    return kind + "." + group;
  }
}
