package dev.canreach.resource.manifest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a server demands of the fields of objects beyond their types, read from a table of text. */
public final class Constraints {
  /** What a constraint demands. */
  enum Demand {
    /** The fields are written. */
    REQUIRED,
    /** Texts, and texts in lists, are not empty. */
    FILLED,
    /** The lists are written and have items. */
    SOME,
    /** The first field is one of the words that follow. */
    VALUES,
    /** The first field, or each number in it, lies between two numbers. */
    RANGE,
    /** The first field has at most so many items. */
    MOST,
    /** The fields are durations that are not too short. */
    DURATION,
    /** At most one of the fields is written. */
    ONE_OF,
    /** The fields are labels. */
    LABELS
  }

  /**
   * One demand on the fields of a type.
   *
   * @param demand what is demanded
   * @param words the fields, and what else the demand needs
   */
  record Constraint(Demand demand, List<String> words) {
    Constraint {
      words = List.copyOf(words);
    }
  }

  private final Map<String, List<Constraint>> byType;

  private Constraints(Map<String, List<Constraint>> byType) {
    this.byType = byType;
  }

  /**
   * Reads a table: blocks of a type's name, then lines {@code DEMAND: WORD...}.
   *
   * @param anchor the class whose package holds the table
   * @param file the name of the table
   */
  public static Constraints load(Class<?> anchor, String file) {
    Map<String, List<Constraint>> byType = new HashMap<>();
    try (InputStream stream = anchor.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no table " + file);
      }
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      String type = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("  ")) {
          int colon = line.indexOf(':');
          byType.computeIfAbsent(type, key -> new ArrayList<>())
              .add(new Constraint(demand(line.substring(2, colon)),
                  Arrays.asList(line.substring(colon + 2).split(" ", -1))));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          type = line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Constraints(byType);
  }

  private static Demand demand(String text) {
    return switch (text) {
      case "required" -> Demand.REQUIRED;
      case "filled" -> Demand.FILLED;
      case "some" -> Demand.SOME;
      case "values" -> Demand.VALUES;
      case "range" -> Demand.RANGE;
      case "most" -> Demand.MOST;
      case "duration" -> Demand.DURATION;
      case "one of" -> Demand.ONE_OF;
      case "labels" -> Demand.LABELS;
      default -> throw new IllegalArgumentException("no demand " + text);
    };
  }

  /** The demands on a type of object. */
  List<Constraint> of(String type) {
    return byType.getOrDefault(type, List.of());
  }
}
