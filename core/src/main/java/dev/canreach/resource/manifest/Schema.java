package dev.canreach.resource.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The fields of objects and their types, read from a table of text. */
public final class Schema {
  /** The type of a value. */
  sealed interface FieldType {
    /** A scalar, or anything. */
    record Leaf(LeafType type) implements FieldType {}

    /** An object whose type has this name. */
    record Reference(String name) implements FieldType {}

    /** A list. */
    record Listing(FieldType item) implements FieldType {}

    /** A mapping with free keys. */
    record Mapping(FieldType value) implements FieldType {}
  }

  /** The types without parts. */
  enum LeafType {
    STRING, BOOL, INT32, INT64, NUMBER, QUANTITY, INT_OR_STRING, SCALAR, TIME, ANY
  }

  /**
   * The fields of a type of object.
   *
   * @param fields the fields by name
   * @param open whether there may be others
   */
  record Structure(Map<String, FieldType> fields, boolean open) {
    Structure {
      fields = Map.copyOf(fields);
    }

    Set<String> names() {
      return fields.keySet();
    }

    Optional<FieldType> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }
  }

  /** The lines of one type; where it is open, it may have other fields too. */
  private record Block(boolean open, List<TypeTable.Line> lines) {}

  private static final String OPEN = " open";
  /** What every table begins with: the types that all dialects share, such as metadata. */
  private static final String SHARED = "fields.txt";

  private final Class<?> anchor;
  private final String file;
  private final Map<String, Structure> structures = new ConcurrentHashMap<>();
  /** The lines of each type; read when the first one is asked for, since most inputs are of one dialect. */
  private @Nullable Map<String, Block> blocks;

  private Schema(Class<?> anchor, String file) {
    this.anchor = anchor;
    this.file = file;
  }

  /**
   * A table: blocks of a type's name, then lines {@code TYPE: FIELD...}. The types that all dialects share, such as
   * metadata, are part of every schema.
   *
   * @param anchor the class whose package holds the table
   * @param file the name of the table
   */
  public static Schema load(Class<?> anchor, String file) {
    return new Schema(anchor, file);
  }

  private synchronized Map<String, Block> blocks() {
    if (blocks == null) {
      var read = new HashMap<String, Block>();
      read(Schema.class, SHARED, read);
      read(anchor, file, read);
      blocks = read;
    }
    return blocks;
  }

  private static void read(Class<?> anchor, String file, Map<String, Block> blocks) {
    TypeTable.read(anchor, file).forEach((type, lines) -> {
      boolean open = type.endsWith(OPEN);
      blocks.put(open ? type.substring(0, type.length() - OPEN.length()) : type, new Block(open, lines));
    });
  }

  /** The fields of a type of object. */
  Structure structure(String name) {
    return structures.computeIfAbsent(name, this::parsed);
  }

  private Structure parsed(String name) {
    Block block = blocks().get(name);
    if (block == null) {
      throw new IllegalArgumentException("no type " + name);
    }
    var fields = new HashMap<String, FieldType>();
    for (TypeTable.Line line : block.lines()) {
      FieldType type = type(line.what());
      line.words().forEach(field -> fields.put(field, type));
    }
    return new Structure(fields, block.open());
  }

  private static FieldType type(String text) {
    if (text.startsWith("[]")) {
      return new FieldType.Listing(type(text.substring(2)));
    }
    if (text.startsWith("{}")) {
      return new FieldType.Mapping(type(text.substring(2)));
    }
    return switch (text) {
      case "string" -> new FieldType.Leaf(LeafType.STRING);
      case "bool" -> new FieldType.Leaf(LeafType.BOOL);
      case "int32" -> new FieldType.Leaf(LeafType.INT32);
      case "int64" -> new FieldType.Leaf(LeafType.INT64);
      case "number" -> new FieldType.Leaf(LeafType.NUMBER);
      case "scalar" -> new FieldType.Leaf(LeafType.SCALAR);
      case "quantity" -> new FieldType.Leaf(LeafType.QUANTITY);
      case "int-or-string" -> new FieldType.Leaf(LeafType.INT_OR_STRING);
      case "time" -> new FieldType.Leaf(LeafType.TIME);
      case "any" -> new FieldType.Leaf(LeafType.ANY);
      default -> new FieldType.Reference(text);
    };
  }
}
