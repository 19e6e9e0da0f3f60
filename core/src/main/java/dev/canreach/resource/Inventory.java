package dev.canreach.resource;

import dev.canreach.source.UnreadDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final Optional<Earlier> earlier;
  private final Map<Class<?>, Made> made = new ConcurrentHashMap<>();
  private final Map<Class<?>, List<Resource>> byType = new ConcurrentHashMap<>();
  private final Map<Class<?>, List<Resource>> latest = new ConcurrentHashMap<>();

  /**
   * The inventory that another one was made of.
   *
   * @param inventory the other one
   * @param differing the objects that one of the two has and the other has not
   */
  private record Earlier(Inventory inventory, List<Resource> differing) {
    boolean hasSame(Class<?> type) {
      return differing.stream().noneMatch(type::isInstance);
    }
  }

  /** Something that was worked out, and of what. */
  private record Made(List<?> parts, Object value) {}

  /**
   * An inventory of these parts, in any order.
   *
   * @param files how many files were read
   */
  public Inventory(List<? extends Resource> resources, List<Rejection> rejections, List<NotUnderstood> notUnderstood,
      List<UnreadDocument> unread, int files) {
    this(resources, rejections, notUnderstood, unread, files, Optional.empty());
  }

  private Inventory(List<? extends Resource> resources, List<Rejection> rejections, List<NotUnderstood> notUnderstood,
      List<UnreadDocument> unread, int files, Optional<Earlier> earlier) {
    this.earlier = earlier;
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

  /**
   * This inventory with some objects in the place of others, and with other things that nobody understood or could read. It
   * keeps this one, and what was worked out of parts of it that stay as they are.
   *
   * @param gone the objects that are no longer there; those very objects, not equal ones
   * @param added the objects that were not there
   */
  public Inventory replacing(Set<Resource> gone, List<Resource> added, List<Rejection> refused,
      List<NotUnderstood> others, List<UnreadDocument> documents) {
    List<Resource> stay = resources.stream().filter(each -> !gone.contains(each)).toList();
    return new Inventory(Stream.concat(added.stream(), stay.stream()).toList(), refused, others, documents, files,
        Optional.of(new Earlier(this, Stream.concat(gone.stream(), added.stream()).toList())));
  }

  /** The modelled objects by kind, namespace, name and place. Objects written twice are here twice. */
  public List<Resource> resources() {
    return resources;
  }

  /** The objects of one type, in the same order. */
  public <T extends Resource> List<T> all(Class<T> type) {
    @SuppressWarnings("unchecked") // each of them is an instance of the type
    List<T> all = (List<T>) byType.computeIfAbsent(type,
        key -> before(type).<List<Resource>>map(before -> List.copyOf(before.all(type)))
            .orElseGet(() -> List.copyOf(resources.stream().filter(key::isInstance).toList())));
    return all;
  }

  /**
   * The objects of one type as the server holds them: one of each kind, namespace and name, the later one of two; in
   * ascending order of their ids.
   */
  public <T extends Resource> List<T> latest(Class<T> type) {
    @SuppressWarnings("unchecked") // each of them is an instance of the type
    List<T> objects = (List<T>) latest.computeIfAbsent(type,
        key -> before(type).<List<Resource>>map(before -> List.copyOf(before.latest(type)))
            .orElseGet(() -> latestOf(all(type))));
    return objects;
  }

  /** The earlier inventory, when it has the same objects of the type. */
  private Optional<Inventory> before(Class<?> type) {
    return earlier.filter(before -> before.hasSame(type)).map(Earlier::inventory);
  }

  private static List<Resource> latestOf(List<? extends Resource> all) {
    SortedMap<String, Resource> byId = new TreeMap<>();
    all.forEach(resource -> byId.put(resource.id(), resource));
    return List.copyOf(byId.values());
  }

  /** What was read of the object of this {@link Resource#id()}, in the same order. */
  public List<Resource> called(String id) {
    return byId().resources.getOrDefault(id, List.of());
  }

  /** The objects that nobody models of this {@link NotUnderstood#id()}, in the same order. */
  public List<NotUnderstood> notUnderstood(String id) {
    return byId().notUnderstood.getOrDefault(id, List.of());
  }

  private ById byId() {
    return made(ById.class, List.of(this), () -> new ById(this));
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
    return rejections.isEmpty() ? List.of() : rejections.getOrDefault(resource.id(), List.of());
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
   * Something that several readers work out alike: it is made once for all of them who have the same parts, of this
   * inventory and of those that it becomes by {@link #replacing}.
   *
   * @param type what it is, which nobody may change
   * @param parts what it is made of
   * @param make makes it of nothing but the parts; two threads may make two at once
   */
  public <T> T made(Class<T> type, List<?> parts, Supplier<T> make) {
    return made(type, parts, other -> make.get());
  }

  /**
   * The same for something that is made of many parts, each on its own.
   *
   * @param make makes it of nothing but the parts; it is given another one, made of other parts, where there is one, and may take from that what it
   *     knows to have been made of the very same objects
   */
  public <T> T made(Class<T> type, List<?> parts, Function<Optional<T>, T> make) {
    Optional<T> known = known(type, parts)
        .or(() -> earlier.flatMap(before -> before.inventory().known(type, parts)));
    if (known.isPresent()) {
      return known.get();
    }
    T value = make.apply(any(type).or(() -> earlier.flatMap(before -> before.inventory().any(type))));
    made.putIfAbsent(type, new Made(parts, value));
    return value;
  }

  private <T> Optional<T> any(Class<T> type) {
    return Optional.ofNullable(made.get(type)).map(each -> type.cast(each.value()));
  }

  private <T> Optional<T> known(Class<T> type, List<?> parts) {
    return Optional.ofNullable(made.get(type))
        .filter(each -> each.parts().equals(parts))
        .map(each -> type.cast(each.value()));
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
