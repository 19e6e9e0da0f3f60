package dev.canreach.query;

import dev.canreach.lower.kubernetes.ExternalNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the name lookups of the clients of one question came to; without any, the destination is no name. */
final class Lookups {
  private final List<NameLookup.Lookup> all;
  private final Map<Integer, NameLookup.Lookup> byClient = new TreeMap<>();

  Lookups(List<NameLookup.Lookup> all) {
    this.all = List.copyOf(all);
    all.forEach(lookup -> byClient.putIfAbsent(lookup.client().endpoint().index(), lookup));
  }

  /** Whether the client of a leg plainly gets its answer. */
  boolean answer(Leg leg) {
    return of(leg).map(lookup -> lookup.verdict() == Verdict.REACHABLE).orElse(true);
  }

  /** Whether the client of a leg may get its answer, for all that is known. */
  boolean mayAnswer(Leg leg) {
    return of(leg).map(NameLookup.Lookup::mayAnswer).orElse(true);
  }

  Optional<NameLookup.Lookup> of(Leg leg) {
    return Optional.ofNullable(byClient.get(leg.from().endpoint().index()));
  }

  /** The lookup that came furthest. */
  Optional<NameLookup.Lookup> best() {
    return all.stream().min(Comparator.comparingInt(lookup -> rank(lookup.verdict())));
  }

  /** The clients that cannot ask, or perhaps cannot: their pairs fail whatever their connections would do. */
  List<Answer.Pair> failures() {
    return all.stream()
        .filter(lookup -> lookup.verdict() != Verdict.REACHABLE)
        .map(lookup -> new Answer.Pair(lookup.client().shown(), ExternalNames.PREFIX + lookup.name(), lookup.verdict()))
        .toList();
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case REACHABLE -> 0;
      case UNKNOWN -> 1;
      case BLOCKED -> 2;
      case UNROUTABLE -> 3;
    };
  }
}
