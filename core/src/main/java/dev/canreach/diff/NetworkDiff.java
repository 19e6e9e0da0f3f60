package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.sets.TrafficSets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares two networks, all pairs of ends and all packets at once. Endpoints are the same where their ids are. What is
 * compared are the packets that workloads and outside addresses send each other, as the policies on the direct path
 * judge them, where pairs of a workload with itself are left out, as in maps; and those that they send to entries, such as
 * Services, which forward them. So are the names that the networks give themselves.
 */
public final class NetworkDiff {
  private final Network before;
  private final Network after;
  private final TrafficSets sets = new TrafficSets();
  private final ReachabilityMap beforeMap;
  private final ReachabilityMap afterMap;
  private final List<JointEnd> ends;
  private final Lines opened;
  private final Lines closed;
  private final Lines undecided;
  private final Tally tally = new Tally();

  private NetworkDiff(Network before, Network after) {
    this.before = before;
    this.after = after;
    beforeMap = new ReachabilityMap(before, Valuation.DEFAULT, sets);
    afterMap = new ReachabilityMap(after, Valuation.DEFAULT, sets);
    ends = JointEnd.of(before, beforeMap.ends(), after, afterMap.ends());
    opened = new Lines(ends);
    closed = new Lines(ends);
    undecided = new Lines(ends);
  }

  /** What the step from one network to another changes. */
  public static Difference between(Network before, Network after) {
    return new NetworkDiff(before, after).difference();
  }

  private Difference difference() {
    PairChange.Comparison comparison = new PairChange.Comparison(sets);
    for (int from = 0; from < ends.size(); from++) {
      @Nullable
      FamilyTraffic[] old = row(beforeMap, ends.get(from).before());
      @Nullable
      FamilyTraffic[] now = row(afterMap, ends.get(from).after());
      for (int to = 0; to < ends.size(); to++) {
        if (isPair(from, to)) {
          PairChange change = comparison.compare(at(old, ends.get(to).before()), at(now, ends.get(to).after()));
          opened.add(to, change.opened());
          closed.add(to, change.closed());
          undecided.add(to, change.undecided());
          tally.add(change, pairs(from, to));
        }
      }
      opened.end(from);
      closed.end(from);
      undecided.end(from);
    }
    Ends everyone = ends(all());
    return new Difference(changes(opened, new Examples(after, before, sets)),
        changes(closed, new Examples(before, after, sets)),
        undecided.merged().stream().map(this::undecided).toList(),
        members(end -> end.before() == JointEnd.ABSENT), members(end -> end.after() == JointEnd.ABSENT),
        everyone.endpoints(), everyone.addresses(), tally.pairs(),
        WayDiff.between(before, after), NameDiff.between(before, after));
  }

  private static @Nullable FamilyTraffic[] row(ReachabilityMap map, int from) {
    @Nullable
    FamilyTraffic[] row = new @Nullable FamilyTraffic[map.ends().size()];
    if (from != JointEnd.ABSENT) {
      map.row(from).forEach(group -> group.to().forEach(to -> row[to] = group.traffic()));
    }
    return row;
  }

  private static @Nullable FamilyTraffic at(@Nullable FamilyTraffic[] row, int end) {
    return end == JointEnd.ABSENT ? null : row[end];
  }

  private boolean isPair(int from, int to) {
    return from != to || ends.get(from).hasPairs();
  }

  private long pairs(int from, int to) {
    long size = ends.get(from).size();
    return from == to ? size * (size - 1) : size * ends.get(to).size();
  }

  private List<Change> changes(Lines lines, Examples examples) {
    return lines.merged().stream().map(line -> {
      int from = line.from().nextSetBit(0);
      return new Change(ends(line.from()), targets(line),
          line.traffic(),
          examples.of(ends.get(from), ends.get(first(line, from)), line.traffic()));
    }).toList();
  }

  private Undecided undecided(Lines.Line line) {
    JointEnd from = ends.get(line.from().nextSetBit(0));
    JointEnd to = ends.get(first(line, line.from().nextSetBit(0)));
    SortedSet<Assumption> open = new TreeSet<>();
    if (from.before() != JointEnd.ABSENT && to.before() != JointEnd.ABSENT) {
      open.addAll(beforeMap.open(from.before(), to.before()));
    }
    if (from.after() != JointEnd.ABSENT && to.after() != JointEnd.ABSENT) {
      open.addAll(afterMap.open(from.after(), to.after()));
    }
    return new Undecided(ends(line.from()), targets(line), line.traffic(), open);
  }

  /** The first destination of a line that the source can have. */
  private int first(Lines.Line line, int from) {
    return line.to().stream().filter(to -> isPair(from, to)).findFirst().orElseThrow();
  }

  /** The destinations; a single source is none of them. */
  private Ends targets(Lines.Line line) {
    BitSet to = (BitSet) line.to().clone();
    int from = line.from().nextSetBit(0);
    if (line.from().cardinality() == 1 && !isPair(from, from)) {
      to.clear(from);
    }
    return ends(to);
  }

  private Ends ends(BitSet positions) {
    return JointEnd.ends(ends, positions);
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, ends.size());
    return all;
  }

  private List<Endpoint> members(Predicate<JointEnd> which) {
    List<Endpoint> members = new ArrayList<>();
    ends.stream().filter(which).forEach(end -> members.addAll(end.members()));
    members.sort(Comparator.comparing(Endpoint::id));
    return members;
  }
}
