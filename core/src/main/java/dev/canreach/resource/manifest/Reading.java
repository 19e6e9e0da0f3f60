package dev.canreach.resource.manifest;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceFile;
import dev.canreach.source.SourceSet;
import dev.canreach.source.UnreadDocument;
import java.util.ArrayList;
import java.util.List;

/** Collects what the readers of a run find. */
public final class Reading {
  private final ReadOptions options;
  private final Diagnostics diagnostics;
  private final List<Resource> resources = new ArrayList<>();
  private final List<NotUnderstood> notUnderstood = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  /** A run that reports to {@code diagnostics}. */
  public Reading(ReadOptions options, Diagnostics diagnostics) {
    this.options = options;
    this.diagnostics = diagnostics;
  }

  /** How manifests are read. */
  public ReadOptions options() {
    return options;
  }

  /** The problems of one object. */
  public Problems problems(String object) {
    return new Problems(object, options.strict(), diagnostics, rejections);
  }

  /** The problems of one object whose server refuses unknown and repeated fields, whatever the options say. */
  public Problems strictProblems(String object) {
    return new Problems(object, true, diagnostics, rejections);
  }

  /** The objects of one type that were read so far, in the order of reading. */
  public <T extends Resource> List<T> all(Class<T> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Reports something that concerns no object that the server refuses. */
  public void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  /** Adds an object that is part of the model. */
  public void add(Resource resource) {
    resources.add(resource);
  }

  /** Adds an object that nobody models, and returns how it is named. */
  public NotUnderstood addNotUnderstood(Manifest manifest, Relevance relevance) {
    Fields metadata = manifest.fields().object("metadata");
    String namespace = metadata.textOrEmpty("namespace");
    boolean local = relevance == Relevance.NAMESPACED;
    boolean hidden = local && hidesNamespace(manifest.fields());
    var object = new NotUnderstood(manifest.apiVersion(), manifest.kind(),
        local && namespace.isEmpty() ? options.defaultNamespace() : namespace, metadata.textOrEmpty("name"),
        manifest.span(), hidden ? Relevance.RELEVANT : relevance);
    notUnderstood.add(object);
    return object;
  }

  /** Whether nobody can say where an object is going to be, which is read without a check. */
  private static boolean hidesNamespace(Fields object) {
    Fields metadata = object.object("metadata");
    return (object.has("metadata") && !metadata.present())
        || (metadata.has("namespace") && metadata.text("namespace").isEmpty())
        || metadata.text("namespace").filter(text -> !text.isEmpty()).flatMap(Names::dnsLabel).isPresent();
  }

  /** Adds everything that another run found, and what it reported. */
  public void addAll(Reading other) {
    resources.addAll(other.resources);
    notUnderstood.addAll(other.notUnderstood);
    rejections.addAll(other.rejections);
    diagnostics.addAll(other.diagnostics);
  }

  /** Everything that was found in these sources. */
  public Inventory inventory(SourceSet sources) {
    int files = (int) sources.files().stream().filter(SourceFile::read).count();
    List<UnreadDocument> unread = new ArrayList<>(sources.unread());
    rejections.stream()
        .filter(Reading::hidesNamespace)
        .map(rejection -> new UnreadDocument(rejection.span(), rejection.message()))
        .forEach(unread::add);
    return new Inventory(resources, rejections, notUnderstood, unread, files);
  }

  /**
   * Whether an object stands in a namespace that cannot exist, such as a placeholder, or its metadata cannot be read: where
   * it is going to be is not known. A name that only lacks its quotes is (K8S/KX-10).
   */
  private static boolean hidesNamespace(Rejection rejection) {
    return switch (rejection.field()) {
      case "metadata" -> rejection.type().equals(ProblemType.DECODE.text());
      case "metadata.namespace" -> rejection.type().equals(ProblemType.INVALID.text())
          || (rejection.type().equals(ProblemType.DECODE.text()) && !rejection.unquoted());
      default -> false;
    };
  }
}
