package dev.canreach.lint.rules.networkpolicy;

import java.util.List;
import java.util.stream.Collectors;

/** Lists of names in messages. */
final class Quoted {
  private static final int SHOWN = 3;

  private Quoted() {}

  /** {@code `a`, `b`, `c` and 4 more}. */
  static String some(List<String> names) {
    String shown = names.stream().limit(SHOWN).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  /** {@code `a`}, or {@code `a` and 4 more workloads}, with what follows when there are more. */
  static String and(String first, int more, String noun) {
    return "`" + first + "`" + (more == 0 ? "" : " and " + more + " more " + noun + (more == 1 ? "" : "s"));
  }
}
