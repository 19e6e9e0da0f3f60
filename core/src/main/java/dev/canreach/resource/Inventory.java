package dev.canreach.resource;

import dev.canreach.source.UnreadDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that a run read, in an order that does not depend on the order of the input. */
public final class Inventory {
  private static final Comparator<Resource> ORDER = Comparator.comparing(Resource::kind)
      .thenComparing(Resource::namespace)
      .thenComparing(Resource::name)
      .thenComparing(Resource::span);
  private static final Comparator<NotUnderstood> NOT_UNDERSTOOD_ORDER = Comparator.comparing(NotUnderstood::kind)
      .thenComparing(NotUnderstood::namespace)
      .thenComparing(NotUnderstood::name)
      .thenComparing(NotUnderstood::span);
  private static final Comparator<Rejection> REJECTION_ORDER = Comparator.comparing(Rejection::span)
      .thenComparing(Rejection::field)
      .thenComparing(Rejection::message);

  private final List<Resource> resources;
  private final SortedMap<String, List<Rejection>> rejections;
  private final List<NotUnderstood> notUnderstood;
  private final List<UnreadDocument> unread;
  private final int files;
  private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();
  private final Map<Class<?>, List<Resource>> byType = new ConcurrentHashMap<>();
  private final Map<Class<?>, List<Resource>> latest = new ConcurrentHashMap<>();

  /**
   * An inventory of these parts, in any order.
   *
   * @param files how many files were read
   */
  public Inventory(List<? extends Resource> resources, List<Rejection> rejections, List<NotUnderstood> notUnderstood,
      List<UnreadDocument> unread, int files) {
    this.resources = resources.stream().<Resource>map(Objects::requireNonNull).sorted(ORDER).toList();
    var byObject = new TreeMap<String, List<Rejection>>();
    rejections.stream()
        .sorted(REJECTION_ORDER)
        .forEach(rejection -> byObject.computeIfAbsent(rejection.object(), id -> new ArrayList<>()).add(rejection));
    byObject.replaceAll((id, list) -> List.copyOf(list));
    this.rejections = Collections.unmodifiableSortedMap(byObject);
    this.notUnderstood = notUnderstood.stream().sorted(NOT_UNDERSTOOD_ORDER).toList();
    this.unread = unread.stream().sorted(Comparator.comparing(UnreadDocument::span)).toList();
    this.files = files;
  }

  /** The modelled objects by kind, namespace, name and place. Objects written twice are here twice. */
  public List<Resource> resources() {
    return resources;
  }

  /** The objects of one type, in the same order. */
  public <T extends Resource> List<T> all(Class<T> type) {
    @SuppressWarnings("unchecked") // each of them is an instance of the type
    List<T> all = (List<T>) byType.computeIfAbsent(type,
        key -> resources.stream().filter(key::isInstance).toList());
    return all;
  }

  /**
   * The objects of one type as the server holds them: one of each kind, namespace and name, the later one of two; in
   * ascending order of their ids.
   */
  public <T extends Resource> List<T> latest(Class<T> type) {
    @SuppressWarnings("unchecked") // each of them is an instance of the type
    List<T> objects = (List<T>) latest.computeIfAbsent(type, key -> {
      SortedMap<String, Resource> byId = new TreeMap<>();
      all(type).forEach(resource -> byId.put(resource.id(), resource));
      return List.copyOf(byId.values());
    });
    return objects;
  }

  /** What was read of the object of this {@link Resource#id()}, in the same order. */
  public List<Resource> called(String id) {
    return view(ById.class, ById::new).resources.getOrDefault(id, List.of());
  }

  /** The objects that nobody models of this {@link NotUnderstood#id()}, in the same order. */
  public List<NotUnderstood> notUnderstood(String id) {
    return view(ById.class, ById::new).notUnderstood.getOrDefault(id, List.of());
  }

  private static final class ById {
    final Map<String, List<Resource>> resources;
    final Map<String, List<NotUnderstood>> notUnderstood;

    ById(Inventory inventory) {
      resources = inventory.resources.stream().collect(Collectors.groupingBy(Resource::id));
      notUnderstood = inventory.notUnderstood.stream().collect(Collectors.groupingBy(NotUnderstood::id));
    }
  }

  /** The reasons why the server would refuse objects, by {@link Resource#id()}. */
  public SortedMap<String, List<Rejection>> rejections() {
    return rejections;
  }

  /** The reasons why the server would refuse this very object; empty when it would accept it. */
  public List<Rejection> rejections(Resource resource) {
    return rejections.getOrDefault(resource.id(), List.of());
  }

  /** The objects that nobody models. */
  public List<NotUnderstood> notUnderstood() {
    return notUnderstood;
  }

  /** The documents that could not be read: each could hold anything. */
  public List<UnreadDocument> unread() {
    return unread;
  }

  /**
   * Something that several readers of this inventory work out alike: it is made once for all of them, in any thread.
   *
   * @param type what it is, which nobody may change; there is one of each type
   * @param make makes it from nothing but the inventory, and asks for no other view
   */
  public <T> T view(Class<T> type, Function<Inventory, T> make) {
    return type.cast(views.computeIfAbsent(type, key -> make.apply(this)));
  }

  /** How many files were read. */
  public int files() {
    return files;
  }

  /** What was read and what became of it. */
  public Coverage coverage() {
    var ignored = new TreeMap<String, Integer>();
    var open = new TreeMap<String, Integer>();
    for (NotUnderstood object : notUnderstood) {
      switch (object.relevance()) {
        case IRRELEVANT -> ignored.merge(object.kind(), 1, Integer::sum);
        case ENTRY, ELSEWHERE, NAMESPACED, RELEVANT -> open.merge(object.kind(), 1, Integer::sum);
      }
    }
    int modelled = (int) resources.stream().map(Resource::span).distinct().count();
    return new Coverage(modelled + notUnderstood.size(), files, modelled, ignored, open, unread.size());
  }
}
