package dev.canreach.resource.manifest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private final Map<String, Structure> structures;

  private Schema(Map<String, Structure> structures) {
    this.structures = structures;
  }

  /**
   * Reads a table: blocks of a type's name, then lines {@code TYPE: FIELD...}. The types that all dialects share, such as
   * metadata, are part of every schema.
   *
   * @param anchor the class whose package holds the table
   * @param file the name of the table
   */
  public static Schema load(Class<?> anchor, String file) {
    var structures = new HashMap<String, Structure>();
    read(Schema.class, "fields.txt", structures);
    read(anchor, file, structures);
    return new Schema(structures);
  }

  private static void read(Class<?> anchor, String file, Map<String, Structure> structures) {
    try (InputStream stream = anchor.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no table " + file);
      }
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      String name = "";
      boolean open = false;
      var fields = new HashMap<String, FieldType>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("  ")) {
          int colon = line.indexOf(':');
          FieldType type = type(line.substring(2, colon));
          for (String field : line.substring(colon + 2).split(" ", -1)) {
            fields.put(field, type);
          }
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          structures.put(name, new Structure(fields, open));
          open = line.endsWith(" open");
          name = open ? line.substring(0, line.length() - " open".length()) : line;
          fields.clear();
        }
      }
      structures.put(name, new Structure(fields, open));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** The fields of a type of object. */
  Structure structure(String name) {
    Structure structure = structures.get(name);
    if (structure == null) {
      throw new IllegalArgumentException("no type " + name);
    }
    return structure;
  }
}
