package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.RouteMap;
import dev.canreach.sets.TrafficSets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ways through the entries of two networks, for all sources and all packets at once. Entries and receivers
 * are the same where their ids are. Connections that say nothing are compared first, and then single requests.
 */
final class WayDiff {
  private final Network before;
  private final Network after;
  private final TrafficSets sets = new TrafficSets();
  private final List<Entry> entries;
  private final RouteMap beforeMap;
  private final RouteMap afterMap;
  private final List<JointEnd> sources;
  private final PairChange.Comparison comparison = new PairChange.Comparison(sets);
  private final WayLines opened = new WayLines();
  private final WayLines closed = new WayLines();
  private final WayLines undecided = new WayLines();
  private final TreeSet<String> unlike = new TreeSet<>();
  private final Tally tally = new Tally();

  private WayDiff(Network before, Network after) {
    this.before = before;
    this.after = after;
    entries = Entry.of(before, after);
    beforeMap = new RouteMap(before, Valuation.DEFAULT, sets, named(before, after));
    afterMap = new RouteMap(after, Valuation.DEFAULT, sets, named(after, before));
    sources = JointEnd.of(before, beforeMap.ends(), after, afterMap.ends());
  }

  private List<Integer> named(Network network, Network other) {
    return entries.stream().flatMap(entry -> entry.in(network, other).stream()).map(Endpoint::index).toList();
  }

  /** What the step from one network to another changes. */
  static Ways between(Network before, Network after) {
    return new WayDiff(before, after).ways();
  }

  private Ways ways() {
    Spelling.Numbers numbers = new Spelling.Numbers();
    RequestWays oldRequests = new RequestWays(before, numbers);
    RequestWays newRequests = new RequestWays(after, numbers);
    for (Entry entry : entries) {
      connections(entry);
      if (!oldRequests.of(entry.in(before, after)).equals(newRequests.of(entry.in(after, before)))
          || !isSameForRequests(entry)) {
        unlike.add(entry.id());
      }
    }
    Requests requests = new RequestDiff(before, after, beforeMap, afterMap, sources, comparison, sets)
        .requests(entries, unlike);
    SortedSet<String> added = Entry.ids(after);
    SortedSet<String> removed = Entry.ids(before);
    added.removeIf(id -> new Entry(id, Optional.empty()).in(before, after).isPresent());
    removed.removeIf(id -> new Entry(id, Optional.empty()).in(after, before).isPresent());
    return new Ways(changes(opened, new WayExamples(after, before, sets)),
        changes(closed, new WayExamples(before, after, sets)),
        undecided.merged().stream().map(this::undecided).toList(),
        requests, List.copyOf(added), List.copyOf(removed),
        tally.pairs());
  }

  /** Where a joint end stands among the sources of one of the networks. */
  private interface Position {
    int of(JointEnd end);
  }

  private void connections(Entry entry) {
    Both both = both(entry, false);
    for (String receiver : both.receivers()) {
      for (int from = 0; from < sources.size(); from++) {
        PairChange change = both.compare(receiver, from);
        opened.add(from, change.opened());
        closed.add(from, change.closed());
        undecided.add(from, change.undecided());
        tally.add(change, sources.get(from).size());
      }
      opened.end(entry, receiver);
      closed.end(entry, receiver);
      undecided.end(entry, receiver);
    }
  }

  /** Whether the ways for requests, which are the same, let the same sources through to the same receivers. */
  private boolean isSameForRequests(Entry entry) {
    Both both = both(entry, true);
    for (String receiver : both.receivers()) {
      for (int from = 0; from < sources.size(); from++) {
        PairChange change = both.compare(receiver, from);
        if (!change.isSame()) {
          return false;
        }
      }
    }
    return true;
  }

  private Both both(Entry entry, boolean anyRequest) {
    return new Both(through(before, after, beforeMap, entry, anyRequest, JointEnd::before),
        through(after, before, afterMap, entry, anyRequest, JointEnd::after));
  }

  /** What an entry forwards in both networks: by the id of the receiver the traffic of each joint source. */
  private final class Both {
    private final SortedMap<String, List<Optional<FamilyTraffic>>> old;
    private final SortedMap<String, List<Optional<FamilyTraffic>>> now;

    Both(SortedMap<String, List<Optional<FamilyTraffic>>> old, SortedMap<String, List<Optional<FamilyTraffic>>> now) {
      this.old = old;
      this.now = now;
    }

    SortedSet<String> receivers() {
      TreeSet<String> receivers = new TreeSet<>(old.keySet());
      receivers.addAll(now.keySet());
      return receivers;
    }

    PairChange compare(String receiver, int from) {
      return comparison.compare(at(old.getOrDefault(receiver, List.of()), from),
          at(now.getOrDefault(receiver, List.of()), from));
    }
  }

  private static @Nullable FamilyTraffic at(List<Optional<FamilyTraffic>> row, int from) {
    return row.isEmpty() ? null : row.get(from).orElse(null);
  }

  /** By the id of the receiver the traffic of each joint source. */
  private SortedMap<String, List<Optional<FamilyTraffic>>> through(Network network, Network other, RouteMap map,
      Entry entry,
      boolean anyRequest, Position position) {
    SortedMap<String, List<Optional<FamilyTraffic>>> rows = new TreeMap<>();
    Optional<Endpoint> endpoint = entry.in(network, other);
    if (endpoint.isEmpty()) {
      return rows;
    }
    Map<Integer, @Nullable FamilyTraffic[]> traffic = map.through(endpoint.get().index(), entry.address(), anyRequest);
    traffic.forEach((receiver, byEnd) -> rows.put(network.endpoint(receiver).id(), sources.stream()
        .map(position::of)
        .map(end -> end == JointEnd.ABSENT ? Optional.<FamilyTraffic>empty() : Optional.ofNullable(byEnd[end]))
        .toList()));
    return rows;
  }

  private List<WayChange> changes(WayLines lines, WayExamples examples) {
    return lines.merged()
        .stream()
        .map(line -> new WayChange(ends(line.from()), shown(line), line.to(), line.traffic(),
            examples.of(sources.get(line.from().nextSetBit(0)), line.via().get(0), line.to().get(0), line.traffic())))
        .toList();
  }

  private UndecidedWay undecided(WayLines.Line line) {
    JointEnd from = sources.get(line.from().nextSetBit(0));
    SortedSet<Assumption> open = new TreeSet<>();
    for (Entry entry : line.via()) {
      for (String receiver : line.to()) {
        open.addAll(open(before, after, beforeMap, from.before(), entry, receiver));
        open.addAll(open(after, before, afterMap, from.after(), entry, receiver));
      }
    }
    return new UndecidedWay(ends(line.from()), shown(line), line.to(), line.traffic(), open);
  }

  private static SortedSet<Assumption> open(Network network, Network other, RouteMap map, int from, Entry entry,
      String receiver) {
    Optional<Endpoint> via = entry.in(network, other);
    Optional<Endpoint> to = network.endpoint(receiver);
    return from == JointEnd.ABSENT || via.isEmpty() || to.isEmpty()
        ? new TreeSet<>()
        : map.open(from, via.get().index(), to.get().index());
  }

  private static List<String> shown(WayLines.Line line) {
    return line.via().stream().map(Entry::shown).toList();
  }

  private Ends ends(BitSet positions) {
    return JointEnd.ends(sources, positions);
  }
}
