package dev.canreach.resource;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was read and what became of it: the honest last line of every run.
 *
 * @param objects how many objects were read
 * @param files in how many files
 * @param modelled how many objects are part of the model
 * @param ignored objects of kinds that have no say in traffic, by kind
 * @param notUnderstood objects that nobody models but that could matter, by kind
 * @param unread how many documents could not be read
 */
public record Coverage(int objects, int files, int modelled, SortedMap<String, Integer> ignored,
    SortedMap<String, Integer> notUnderstood, int unread) {
  public Coverage {
    if (objects < 0 || files < 0 || modelled < 0 || unread < 0) {
      throw new IllegalArgumentException("negative count in coverage");
    }
    ignored = Collections.unmodifiableSortedMap(new TreeMap<>(ignored));
    notUnderstood = Collections.unmodifiableSortedMap(new TreeMap<>(notUnderstood));
  }

  /** The coverage as one line of text. */
  public String line() {
    var line = new StringBuilder("Read ").append(count(objects, "object"))
        .append(" in ")
        .append(count(files, "file"))
        .append(": ")
        .append(modelled)
        .append(" modelled");
    append(line, "ignored", ignored);
    append(line, "not understood", notUnderstood);
    if (unread > 0) {
      line.append("; ").append(count(unread, "document")).append(" could not be read");
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String what, SortedMap<String, Integer> kinds) {
    int total = kinds.values().stream().mapToInt(Integer::intValue).sum();
    if (total > 0) {
      line.append(", ").append(total).append(' ').append(what);
      line.append(kinds.entrySet()
          .stream()
          .map(kind -> kind.getKey() + " " + kind.getValue())
          .collect(Collectors.joining(", ", " (", ")")));
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
