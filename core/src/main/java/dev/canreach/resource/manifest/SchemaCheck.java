package dev.canreach.resource.manifest;

import dev.canreach.resource.manifest.Schema.FieldType;
import dev.canreach.resource.manifest.Schema.LeafType;
import dev.canreach.resource.manifest.Schema.Structure;
import dev.canreach.source.KubernetesScalars;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.Scalar;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.ScalarRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an object with its schema as the API server decodes it (K8S/W-16, K8S/KX-10): wrong types are errors, unknown and repeated fields are
 * dropped.
 */
public final class SchemaCheck {
  private static final ScalarRules SCALARS = new KubernetesScalars();

  private static final String TEXT = "text";

  private final Schema schema;
  private final Problems problems;
  private final boolean nulls;

  private SchemaCheck(Schema schema, Problems problems, boolean nulls) {
    this.schema = schema;
    this.problems = problems;
    this.nulls = nulls;
  }

  /** Reports where the object departs from the type of this name. */
  public static void check(MapNode object, Schema schema, String type, Problems problems) {
    new SchemaCheck(schema, problems, true).structure(object, schema.structure(type), FieldPath.ROOT);
  }

  /** The same for a custom resource, whose server does not take null for a missing value except in metadata (CILIUM/CX-11). */
  public static void checkWithoutNulls(MapNode object, Schema schema, String type, Problems problems) {
    new SchemaCheck(schema, problems, false).structure(object, schema.structure(type), FieldPath.ROOT);
  }

  private void structure(MapNode map, Structure structure, FieldPath path) {
    for (Map.Entry<String, MapNode.Entry> field : lastOfEachKey(map, path).entrySet()) {
      MapNode.Entry entry = field.getValue();
      Optional<FieldType> type = structure.field(field.getKey());
      if (type.isPresent()) {
        value(entry.value(), type.get(), path.child(field.getKey()));
      } else if (!structure.open()) {
        String meant = Suggestion.closest(field.getKey(), structure.names())
            .map(name -> ": did you mean " + Quote.text(name) + "?")
            .orElse(": remove it");
        problems.dropped(ProblemType.UNKNOWN_FIELD, new Place(path.child(field.getKey()), entry.key().span()),
            "unknown field " + Quote.text(field.getKey()) + (problems.strict() ? "" : ", which the server drops")
                + meant);
      }
    }
  }

  /** The entries by the key that readers see. Of a key that occurs twice the last entry counts; null is no key (K8S/KX-10). */
  private Map<String, MapNode.Entry> lastOfEachKey(MapNode map, FieldPath path) {
    var entries = new LinkedHashMap<String, MapNode.Entry>();
    for (MapNode.Entry entry : map.entries()) {
      Optional<String> key = SCALARS.key(entry.key());
      if (key.isEmpty()) {
        problems.error(ProblemType.DECODE, new Place(path, entry.key().span()),
            "a key may not be null: put it in quotes if it is text");
      } else if (entries.put(key.get(), entry) != null) {
        problems.dropped(ProblemType.DUPLICATE_FIELD, new Place(path.child(key.get()), entry.key().span()),
            Quote.text(key.get()) + " is written twice" + (problems.strict() ? "" : ", and only this last one counts")
                + ": remove the other");
      }
    }
    return entries;
  }

  private void value(Node node, FieldType type, FieldPath path) {
    if (Fields.isNull(node)) {
      if (!nulls && !path.toString().startsWith("metadata")) {
        problems.error(ProblemType.INVALID, new Place(path, node.span()),
            "null is no value here: leave the field out, or write one");
      }
      return;
    }
    switch (type) {
      case FieldType.Leaf(LeafType leaf) -> leaf(node, leaf, path);
      case FieldType.Reference(String name) -> {
        if (node instanceof MapNode map) {
          structure(map, schema.structure(name), path);
        } else {
          wrong(node, "an object", path);
        }
      }
      case FieldType.Mapping(FieldType item) -> {
        if (node instanceof MapNode map) {
          lastOfEachKey(map, path).forEach((key, entry) -> value(entry.value(), item, path.key(key)));
        } else {
          wrong(node, "a mapping", path);
        }
      }
      case FieldType.Listing(FieldType item) -> {
        if (node instanceof ListNode list) {
          for (int i = 0; i < list.items().size(); i++) {
            value(list.items().get(i), item, path.index(i));
          }
        } else {
          wrong(node, "a list", path);
        }
      }
    }
  }

  private void leaf(Node node, LeafType type, FieldPath path) {
    if (type == LeafType.ANY) {
      return;
    }
    Scalar scalar = node instanceof ScalarNode text ? SCALARS.resolve(text) : new Scalar.Null();
    switch (type) {
      case STRING -> expect(scalar instanceof Scalar.Text, node, TEXT, path);
      case BOOL -> expect(scalar instanceof Scalar.Bool, node, "`true` or `false`", path);
      case INT32 -> expect(isInt32(scalar), node, "a whole number of 32 bits", path);
      case INT64 -> expect(scalar instanceof Scalar.Int, node, "a whole number", path);
      case NUMBER -> expect(scalar instanceof Scalar.Int || scalar instanceof Scalar.Decimal, node, "a number", path);
      case SCALAR -> expect(node instanceof ScalarNode, node, TEXT, path);
      case INT_OR_STRING ->
          expect(isInt32(scalar) || scalar instanceof Scalar.Text, node, "a whole number of 32 bits or text", path);
      case QUANTITY -> expect(isQuantity(scalar), node, "a quantity such as `500m` or `2Gi`", path);
      case TIME -> expect(scalar instanceof Scalar.Text(String text) && isTime(text), node,
          "a time such as `2026-01-31T12:00:00Z`", path);
      case ANY -> {
        // anything will do
      }
    }
  }

  private void expect(boolean fits, Node node, String expected, FieldPath path) {
    if (!fits) {
      wrong(node, expected, path);
    }
  }

  private void wrong(Node node, String expected, FieldPath path) {
    String found = switch (node) {
      case MapNode map -> "an object stands here";
      case ListNode list -> "a list stands here";
      case ScalarNode scalar -> switch (SCALARS.resolve(scalar)) {
        case Scalar.Text(String text) -> Quote.text(text) + " is text";
        case Scalar.Bool(boolean value) -> Quote.text(scalar.text()) + " is a boolean";
        case Scalar.Int(long value) -> Quote.text(scalar.text()) + " is a number";
        case Scalar.Decimal(double value) -> Quote.text(scalar.text()) + " is a number";
        case Scalar.Null() -> "nothing stands here";
      };
    };
    Place place = new Place(path, node.span());
    String message = found + ", but the field needs " + expected;
    if (expected.equals(TEXT) && node instanceof ScalarNode) {
      problems.unquoted(place, message + ": put it in quotes");
    } else {
      problems.error(ProblemType.DECODE, place, message);
    }
  }

  private static boolean isInt32(Scalar scalar) {
    return scalar instanceof Scalar.Int(long value) && value == (int) value;
  }

  private static boolean isQuantity(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Int(long value) -> true;
      case Scalar.Decimal(double value) -> Double.isFinite(value);
      case Scalar.Text(String text) -> Quantities.isQuantity(text);
      case Scalar.Bool(boolean value) -> false;
      case Scalar.Null() -> false;
    };
  }

  /** A point in time (RFC 3339). */
  private static boolean isTime(String text) {
    String shape = "0000-00-00T00:00:00";
    if (text.length() <= shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(i);
      if (shape.charAt(i) == '0' ? c < '0' || c > '9' : c != shape.charAt(i)) {
        return false;
      }
    }
    char zone = text.charAt(text.length() - 1);
    return zone == 'Z' || (zone >= '0' && zone <= '9' && text.lastIndexOf(':') == text.length() - 3);
  }
}
