package dev.canreach.resource.manifest;

import dev.canreach.source.KubernetesScalars;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Scalar;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.ScalarRules;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The fields of an object, typed. A field that is null counts as missing, and so does one of the wrong type: {@link SchemaCheck} reports it.
 *
 * @param map the object; one without entries where the object is missing
 * @param present whether the object is written
 * @param path the path of the object
 */
public record Fields(MapNode map, boolean present, FieldPath path) {

  private static final ScalarRules SCALARS = new KubernetesScalars();

  public Fields {
    Objects.requireNonNull(map);
    Objects.requireNonNull(path);
  }

  /** The fields of a whole object. */
  public static Fields of(MapNode object) {
    return new Fields(object, true, FieldPath.ROOT);
  }

  /** Where the object begins; for a missing one, where the object begins that lacks it. */
  public Span span() {
    return map.span();
  }

  /** Where the object is. */
  public Place place() {
    return new Place(path, span());
  }

  /** Where a field is. */
  public Place at(String name) {
    return new Place(path.child(name), find(name).map(Node::span).orElse(span()));
  }

  /** Whether a field is written and isn't null. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** A text. */
  public Optional<String> text(String name) {
    return find(name).flatMap(Fields::textOf);
  }

  /** A text, empty when it is missing. */
  public String textOrEmpty(String name) {
    return text(name).orElse("");
  }

  /** A whole number. */
  public Optional<Long> number(String name) {
    return scalar(name).flatMap(
        scalar -> scalar instanceof Scalar.Int(long value) ? Optional.of(value) : Optional.empty());
  }

  /** A whole number that fits an {@code int}. */
  public Optional<Integer> integer(String name) {
    return number(name).filter(value -> value == value.intValue()).map(Long::intValue);
  }

  /** A boolean. */
  public Optional<Boolean> flag(String name) {
    return scalar(name).flatMap(
        scalar -> scalar instanceof Scalar.Bool(boolean value) ? Optional.of(value) : Optional.empty());
  }

  /** A scalar of any type but null. */
  public Optional<Scalar> scalar(String name) {
    return find(name)
        .flatMap(node -> node instanceof ScalarNode scalar ? Optional.of(SCALARS.resolve(scalar)) : Optional.empty());
  }

  /** An object. */
  public Fields object(String name) {
    return fields(find(name), path.child(name));
  }

  /** A list of objects, in order. An item that is null is an object without fields (K8S/KX-2). */
  public List<Fields> objects(String name) {
    var objects = new ArrayList<Fields>();
    FieldPath list = path.child(name);
    for (Node item : items(name)) {
      FieldPath place = list.index(objects.size());
      objects.add(isNull(item)
          ? new Fields(new MapNode(List.of(), item.span()), true, place)
          : fields(Optional.of(item), place));
    }
    return objects;
  }

  /** A list of lists of objects, in order; a list that is none has no objects. */
  public List<List<Fields>> objectLists(String name) {
    var lists = new ArrayList<List<Fields>>();
    FieldPath list = path.child(name);
    for (Node item : items(name)) {
      FieldPath place = list.index(lists.size());
      var objects = new ArrayList<Fields>();
      if (item instanceof ListNode inner) {
        inner.items().forEach(each -> objects.add(fields(Optional.of(each), place.index(objects.size()))));
      }
      lists.add(List.copyOf(objects));
    }
    return lists;
  }

  /** A list of texts, in order. An item that is null is an empty text. */
  public List<Value> texts(String name) {
    var texts = new ArrayList<Value>();
    FieldPath list = path.child(name);
    for (Node item : items(name)) {
      texts.add(new Value("", textOf(item).orElse(""), new Place(list.index(texts.size()), item.span())));
    }
    return texts;
  }

  /** A list of scalars, in order. An item that is null or no scalar is null. */
  public List<ScalarItem> scalars(String name) {
    var scalars = new ArrayList<ScalarItem>();
    FieldPath list = path.child(name);
    for (Node item : items(name)) {
      Scalar scalar = item instanceof ScalarNode node ? SCALARS.resolve(node) : new Scalar.Null();
      scalars.add(new ScalarItem(scalar, new Place(list.index(scalars.size()), item.span())));
    }
    return scalars;
  }

  /** How many items a list has; 0 when it is missing. */
  public int size(String name) {
    return items(name).size();
  }

  /** Whether a field is a list without items. */
  public boolean isEmptyList(String name) {
    return find(name).filter(node -> node instanceof ListNode list && list.items().isEmpty()).isPresent();
  }

  /** Whether a field that should be a list is written, and is none. */
  public boolean isUnreadableList(String name) {
    return find(name).filter(node -> !(node instanceof ListNode)).isPresent();
  }

  /** Whether a field is missing, or a list whose items are scalars. */
  public boolean isListOfScalars(String name) {
    return find(name)
        .map(node -> node instanceof ListNode list && list.items().stream().allMatch(ScalarNode.class::isInstance))
        .orElse(true);
  }

  /** Whether a field is missing, or a mapping whose values are scalars. */
  public boolean isMappingOfScalars(String name) {
    return find(name)
        .map(node -> node instanceof MapNode mapping
            && mapping.entries().stream().allMatch(entry -> entry.value() instanceof ScalarNode))
        .orElse(true);
  }

  /** A mapping of texts in source order, each at the place of the mapping itself. A value that is null is an empty text. */
  public List<Value> entries(String name) {
    return entries(name, node -> textOf(node).orElse(""));
  }

  /** A mapping of quantities, which may be written as text or as numbers. */
  public List<Value> quantities(String name) {
    return entries(name, node -> node instanceof ScalarNode scalar ? scalar.text() : "");
  }

  private List<Value> entries(String name, Function<Node, String> text) {
    Optional<Node> node = find(name);
    if (node.isEmpty() || !(node.get() instanceof MapNode mapping)) {
      return List.of();
    }
    var last = new LinkedHashMap<String, MapNode.Entry>();
    for (MapNode.Entry entry : mapping.entries()) {
      SCALARS.key(entry.key()).ifPresent(key -> last.put(key, entry));
    }
    FieldPath place = path.child(name);
    var values = new ArrayList<Value>();
    for (Map.Entry<String, MapNode.Entry> entry : last.entrySet()) {
      MapNode.Entry written = entry.getValue();
      values.add(new Value(entry.getKey(), text.apply(written.value()), new Place(place, written.key().span())));
    }
    return values;
  }

  /** A mapping of texts by key. */
  public SortedMap<String, String> mapping(String name) {
    var mapping = new TreeMap<String, String>();
    entries(name).forEach(value -> mapping.put(value.key(), value.text()));
    return mapping;
  }

  private List<Node> items(String name) {
    return find(name).flatMap(node -> node instanceof ListNode list ? Optional.of(list.items()) : Optional.empty())
        .orElse(List.of());
  }

  private Fields fields(Optional<Node> node, FieldPath place) {
    if (node.isPresent() && node.get() instanceof MapNode object) {
      return new Fields(object, true, place);
    }
    Span nearest = node.map(Node::span).orElse(span());
    return new Fields(new MapNode(List.of(), nearest), false, place);
  }

  /** The value of a field; of several the last, and none when that one is null. */
  private Optional<Node> find(String name) {
    List<MapNode.Entry> entries = map.entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      MapNode.Entry entry = entries.get(i);
      if (entry.key().text().equals(name)) {
        return isNull(entry.value()) ? Optional.empty() : Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  /** Whether a value is null; its longest spelling has four characters. */
  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.plain() && scalar.text().length() <= 4
        && SCALARS.resolve(scalar) instanceof Scalar.Null;
  }

  /** The text of a scalar, also of one that the server refuses because it reads as a number or boolean (K8S/KX-10). */
  private static Optional<String> textOf(Node node) {
    return node instanceof ScalarNode scalar && !isNull(node) ? Optional.of(scalar.text()) : Optional.empty();
  }
}
