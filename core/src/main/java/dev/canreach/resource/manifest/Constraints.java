package dev.canreach.resource.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  private final Class<?> anchor;
  private final String file;
  /** The demands on each type; read when the first one is asked for, since most inputs are of one dialect. */
  private @Nullable Map<String, List<Constraint>> byType;

  private Constraints(Class<?> anchor, String file) {
    this.anchor = anchor;
    this.file = file;
  }

  /**
   * A table: blocks of a type's name, then lines {@code DEMAND: WORD...}.
   *
   * @param anchor the class whose package holds the table
   * @param file the name of the table
   */
  public static Constraints load(Class<?> anchor, String file) {
    return new Constraints(anchor, file);
  }

  private synchronized Map<String, List<Constraint>> byType() {
    if (byType == null) {
      var read = new HashMap<String, List<Constraint>>();
      TypeTable.read(anchor, file)
          .forEach((type, lines) -> read.put(type,
              lines.stream().map(line -> new Constraint(demand(line.what()), line.words())).toList()));
      byType = read;
    }
    return byType;
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
    return byType().getOrDefault(type, List.of());
  }
}
