package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.MapEnd;
import dev.canreach.sets.RouteMap;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for requests that arrive in one of two networks only. For every endpoint the rules about requests on the ways to
 * it say which requests to try, and each of them is tried from all sources at once. What connections that say nothing
 * open or close is not said again.
 */
final class RequestDiff {
  /** How many predicates are looked at, over all endpoints; those that come later are undecided. */
  private static final int MOST_PREDICATES = 40_000;
  /** Stands for the way straight to a receiver among entries. */
  private static final Entry STRAIGHT = new Entry("", Optional.empty());

  private final Network before;
  private final Network after;
  private final RouteMap beforeMap;
  private final RouteMap afterMap;
  private final List<JointEnd> sources;
  private final PairChange.Comparison comparison;
  private final TrafficSets sets;
  private final RuleChanges rules;
  private final RequestWays oldWays;
  private final RequestWays newWays;
  private final RequestSituations old;
  private final RequestSituations now;
  private final Map<Request, WayLines> opened = new LinkedHashMap<>();
  private final Map<Request, WayLines> closed = new LinkedHashMap<>();
  private final SortedSet<String> undecided = new TreeSet<>();
  private int tried;
  /** The ids of endpoints that have routes in one of the networks. */
  private final Set<String> routed = new TreeSet<>();
  /** Entries and receivers between which connections pass that say nothing. */
  private final Set<List<String>> usual = new HashSet<>();

  RequestDiff(Network before, Network after, RouteMap beforeMap, RouteMap afterMap, List<JointEnd> sources,
      PairChange.Comparison comparison, TrafficSets sets) {
    this.before = before;
    this.after = after;
    this.beforeMap = beforeMap;
    this.afterMap = afterMap;
    this.sources = sources;
    this.comparison = comparison;
    this.sets = sets;
    rules = new RuleChanges(before, after);
    Spelling.Numbers numbers = new Spelling.Numbers();
    oldWays = new RequestWays(before, numbers);
    newWays = new RequestWays(after, numbers);
    old = new RequestSituations(before, numbers);
    now = new RequestSituations(after, numbers);
  }

  /**
   * What was found.
   *
   * @param entries the endpoints that have routes, and their addresses
   * @param unlike ids of those whose ways for requests are not spelled alike
   */
  Requests requests(List<Entry> entries, Set<String> unlike) {
    entries.forEach(entry -> routed.add(entry.id()));
    if (old.isStraight() || now.isStraight()) {
      for (int to = 0; to < sources.size(); to++) {
        straight(to);
      }
    }
    entries.stream()
        .filter(entry -> entry.address().isEmpty())
        .sorted(Comparator.comparing(entry -> !isVirtual(entry)))
        .forEach(entry -> entry(entry, unlike.contains(entry.id())));
    RequestExamples openings = new RequestExamples(after, before, sets, routed);
    RequestExamples closings = new RequestExamples(before, after, sets, routed);
    return new Requests(shown(opened, openings), shown(closed, closings), List.copyOf(undecided),
        hasNewcomers());
  }

  private boolean isVirtual(Entry entry) {
    return entry.in(after, before)
        .or(() -> entry.in(before, after))
        .filter(endpoint -> endpoint.role() == Role.VIRTUAL)
        .isPresent();
  }

  /** Whether rules look at requests, and some sources are not the same endpoints at the same addresses. */
  private boolean hasNewcomers() {
    return (old.isAny() || now.isAny())
        && sources.stream().flatMap(end -> end.members().stream()).map(Endpoint::id).anyMatch(this::isNewcomer);
  }

  private boolean isNewcomer(String id) {
    Optional<List<Address>> first = before.endpoint(id).map(Endpoint::addresses);
    return !first.equals(after.endpoint(id).map(Endpoint::addresses));
  }

  /** By the receiver the traffic of each joint source in both networks. */
  private interface Both {
    Map<String, List<PairChange>> of(Request request);
  }

  private void entry(Entry entry, boolean unlike) {
    Optional<Endpoint> first = entry.in(before, after);
    Optional<Endpoint> second = entry.in(after, before);
    if (!unlike && isAlike(first, second)) {
      return;
    }
    if (unlike && hasTakenOver(entry, first, second)) {
      undecided.add(entry.id());
    }
    SortedMap<String, PacketExpr> oldOnes = new TreeMap<>();
    SortedMap<String, PacketExpr> newOnes = new TreeMap<>();
    first.ifPresent(endpoint -> oldOnes.putAll(old.of(endpoint.index())));
    second.ifPresent(endpoint -> newOnes.putAll(now.of(endpoint.index())));
    boolean found = compare(oldOnes, newOnes, entry, request -> {
      SortedMap<String, @Nullable FamilyTraffic[]> one = said(before, beforeMap, first, request);
      SortedMap<String, @Nullable FamilyTraffic[]> other = said(after, afterMap, second, request);
      SortedSet<String> receivers = new TreeSet<>(one.keySet());
      receivers.addAll(other.keySet());
      Map<String, List<PairChange>> changes = new TreeMap<>();
      receivers.forEach(receiver -> changes.put(receiver, changes(one.get(receiver), other.get(receiver))));
      return changes;
    });
    if (!found
        && (unlike || (tried > MOST_PREDICATES && !newOnes.isEmpty()) || !oldOnes.keySet().equals(newOnes.keySet()))) {
      undecided.add(entry.id());
    }
  }

  /**
   * Whether connections straight to an endpoint are opened or closed because a route takes them no more, or now, without a
   * trace in what policies let through and in what routes deliver: nobody else compares that.
   */
  private boolean hasTakenOver(Entry entry, Optional<Endpoint> first, Optional<Endpoint> second) {
    if (isVirtual(entry)) {
      return false;
    }
    List<PairChange> all = changes(said(before, beforeMap, first, Request.NONE).get(entry.id()),
        said(after, afterMap, second, Request.NONE).get(entry.id()));
    List<PairChange> routed = changes(through(before, beforeMap, first, entry.id()),
        through(after, afterMap, second, entry.id()));
    BitSet compared = new BitSet();
    mark(routed, compared);
    sources.stream().filter(end -> stands(end, entry)).forEach(end -> {
      List<PairChange> direct = changes(
          end.before() == JointEnd.ABSENT ? null : beforeMap.straight(end.before(), Request.NONE),
          end.after() == JointEnd.ABSENT ? null : afterMap.straight(end.after(), Request.NONE));
      mark(direct, compared);
    });
    BitSet different = new BitSet();
    mark(all, different);
    different.andNot(compared);
    return !different.isEmpty();
  }

  /** Marks the sources for which something differs. */
  private static void mark(List<PairChange> changes, BitSet sources) {
    for (int from = 0; from < changes.size(); from++) {
      if (!changes.get(from).isSame()) {
        sources.set(from);
      }
    }
  }

  /** Whether an end of maps is the endpoint of an entry, or has it as a member. */
  private boolean stands(JointEnd end, Entry entry) {
    return end.members().isEmpty()
        ? List.of(before.outside().id(), after.outside().id()).contains(entry.id())
        : end.members().stream().anyMatch(member -> member.id().equals(entry.id()));
  }

  private static @Nullable FamilyTraffic @Nullable [] through(Network network, RouteMap map, Optional<Endpoint> entry,
      String receiver) {
    return entry
        .flatMap(endpoint -> map.through(endpoint.index(), Optional.empty(), false)
            .entrySet()
            .stream()
            .filter(each -> network.endpoint(each.getKey()).id().equals(receiver))
            .map(Map.Entry::getValue)
            .findFirst())
        .orElse(null);
  }

  /** Whether no rule that changed can judge packets to an entry whose ways are the same. */
  private boolean isAlike(Optional<Endpoint> first, Optional<Endpoint> second) {
    return first.isPresent() && second.isPresent() && first.get().addresses().equals(second.get().addresses())
        && oldWays.all(first.get().index()).equals(newWays.all(second.get().index()))
        && old.destinations(first.get().index()).stream().allMatch(this::hasSameRules);
  }

  /** Whether the same rules judge packets to an endpoint of the network before the change. */
  private boolean hasSameRules(int index) {
    return after.endpoint(before.endpoint(index).id()).filter(same -> isAlike(index, same.index())).isPresent();
  }

  private boolean isAlike(int first, int second) {
    return !rules.isBefore(first) && !rules.isAfter(second) && old.spelled(first).equals(now.spelled(second));
  }

  private static SortedMap<String, @Nullable FamilyTraffic[]> said(Network network, RouteMap map,
      Optional<Endpoint> entry, Request request) {
    SortedMap<String, @Nullable FamilyTraffic[]> traffic = new TreeMap<>();
    entry.ifPresent(endpoint -> map.said(endpoint.index(), request)
        .forEach((receiver, row) -> traffic.put(network.endpoint(receiver).id(), row)));
    return traffic;
  }

  private List<PairChange> changes(@Nullable FamilyTraffic @Nullable [] one,
      @Nullable FamilyTraffic @Nullable [] other) {
    return sources.stream()
        .map(from -> comparison.compare(at(one, from.before()), at(other, from.after())))
        .toList();
  }

  private static @Nullable FamilyTraffic at(@Nullable FamilyTraffic @Nullable [] row, int end) {
    return row == null || end == JointEnd.ABSENT ? null : row[end];
  }

  private void straight(int to) {
    JointEnd end = sources.get(to);
    List<String> receivers = end.members().isEmpty()
        ? List.of(Integer.toString(to))
        : end.members().stream().map(Endpoint::id).filter(id -> !routed.contains(id)).toList();
    String outside = after.outside().id();
    boolean isEntry = routed.contains(outside) || !before.outside().id().equals(outside);
    if (receivers.isEmpty() || (end.members().isEmpty() && isEntry)) {
      return;
    }
    Optional<Integer> first = index(before, beforeMap, end.before());
    Optional<Integer> second = index(after, afterMap, end.after());
    if (first.isPresent() && second.isPresent() && isAlike(first.get(), second.get())) {
      return;
    }
    SortedMap<String, PacketExpr> oldOnes = new TreeMap<>();
    SortedMap<String, PacketExpr> newOnes = new TreeMap<>();
    first.ifPresent(index -> oldOnes.putAll(old.straight(index)));
    second.ifPresent(index -> newOnes.putAll(now.straight(index)));
    boolean found = compare(oldOnes, newOnes, STRAIGHT, request -> {
      List<PairChange> changes = new ArrayList<>(changes(
          end.before() == JointEnd.ABSENT ? null : beforeMap.straight(end.before(), request),
          end.after() == JointEnd.ABSENT ? null : afterMap.straight(end.after(), request)));
      for (int from = 0; from < changes.size(); from++) {
        boolean isPair = from == to
            ? end.hasPairs()
            : !end.members().isEmpty() || !sources.get(from).members().isEmpty();
        if (!isPair) {
          changes.set(from, comparison.compare(null, null));
        }
      }
      Map<String, List<PairChange>> each = new TreeMap<>();
      receivers.forEach(receiver -> each.put(receiver, changes));
      return each;
    });
    boolean any = !oldOnes.isEmpty() || !newOnes.isEmpty();
    if (any && !found && (tried > MOST_PREDICATES || !oldOnes.keySet().equals(newOnes.keySet()))) {
      undecided.addAll(end.members().isEmpty() ? List.of(after.outside().id()) : receivers);
    }
  }

  private static Optional<Integer> index(Network network, RouteMap map, int end) {
    if (end == JointEnd.ABSENT) {
      return Optional.empty();
    }
    return Optional.of(map.ends().get(end) instanceof MapEnd.Listed listed
        ? listed.members().representative()
        : network.outside().index());
  }

  /** Tries the requests; whether one arrives on one side only. */
  private boolean compare(SortedMap<String, PacketExpr> oldOnes, SortedMap<String, PacketExpr> newOnes, Entry entry,
      Both both) {
    if (oldOnes.isEmpty() && newOnes.isEmpty()) {
      return false;
    }
    tried += oldOnes.size() + newOnes.size();
    if (tried > MOST_PREDICATES) {
      return false;
    }
    Map<String, List<PairChange>> silent = both.of(Request.NONE);
    List<PairChange> none = changes(null, null);
    silent.forEach((receiver, changes) -> {
      if (changes.stream().anyMatch(PairChange::passes)) {
        usual.add(List.of(entry.id(), receiver));
      }
    });
    Covered openings = new Covered(opened);
    Covered closings = new Covered(closed);
    for (Request request : SampleRequests.of(predicates(oldOnes, newOnes))) {
      both.of(request).forEach((receiver, changes) -> {
        Entry via = receiver.equals(entry.id()) ? STRAIGHT : entry;
        for (int from = 0; from < sources.size(); from++) {
          PairChange said = changes.get(from);
          PairChange nothing = silent.getOrDefault(receiver, none).get(from);
          openings.add(request, receiver, from, said.opened(), nothing.opened());
          closings.add(request, receiver, from, said.closed(), nothing.closed());
        }
        end(opened, request, via, receiver);
        end(closed, request, via, receiver);
      });
    }
    return openings.found || closings.found
        || silent.values().stream().flatMap(List::stream).anyMatch(each -> !each.isSame());
  }

  /** The predicates, those first that only one of the networks has. */
  private static List<PacketExpr> predicates(SortedMap<String, PacketExpr> oldOnes,
      SortedMap<String, PacketExpr> newOnes) {
    Map<String, PacketExpr> ordered = new LinkedHashMap<>();
    newOnes.forEach((text, expr) -> {
      if (!oldOnes.containsKey(text)) {
        ordered.put(text, expr);
      }
    });
    oldOnes.forEach((text, expr) -> {
      if (!newOnes.containsKey(text)) {
        ordered.put(text, expr);
      }
    });
    ordered.putAll(oldOnes);
    ordered.putAll(newOnes);
    return List.copyOf(ordered.values());
  }

  /** What the requests so far have shown of one target: each says only what is new. */
  private final class Covered {
    private final Map<Request, WayLines> lines;
    private final Map<String, Map<Integer, SortedMap<IpFamily, TrafficSet>>> known = new TreeMap<>();
    private boolean found;

    Covered(Map<Request, WayLines> lines) {
      this.lines = lines;
    }

    void add(Request request, String receiver, int from, SortedMap<IpFamily, TrafficSet> said,
        SortedMap<IpFamily, TrafficSet> nothing) {
      if (said.isEmpty()) {
        return;
      }
      SortedMap<IpFamily, TrafficSet> before = known.computeIfAbsent(receiver, key -> new TreeMap<>())
          .computeIfAbsent(from, key -> new TreeMap<>());
      SortedMap<IpFamily, TrafficSet> rest = less(less(said, nothing), before);
      if (!rest.isEmpty()) {
        found = true;
        lines.computeIfAbsent(request, key -> new WayLines()).add(from, rest);
        rest.forEach((family, traffic) -> before.merge(family, traffic, sets::union));
      }
    }
  }

  private static void end(Map<Request, WayLines> lines, Request request, Entry via, String receiver) {
    WayLines own = lines.get(request);
    if (own != null) {
      own.end(via, receiver);
    }
  }

  /** Packets of TCP that are in the one and not in the other. */
  private SortedMap<IpFamily, TrafficSet> less(SortedMap<IpFamily, TrafficSet> said,
      SortedMap<IpFamily, TrafficSet> nothing) {
    SortedMap<IpFamily, TrafficSet> rest = new TreeMap<>();
    int tcp = Protocol.TCP.number();
    said.forEach((family, traffic) -> {
      TrafficSet own = sets.intersect(sets.range(Field.PROTOCOL, tcp, tcp),
          sets.minus(traffic, nothing.getOrDefault(family, TrafficSet.EMPTY)));
      if (!own.isEmpty()) {
        rest.put(family, own);
      }
    });
    return rest;
  }

  private List<RequestChange> shown(Map<Request, WayLines> lines, RequestExamples examples) {
    List<RequestChange> changes = new ArrayList<>();
    lines.forEach((request, each) -> {
      for (WayLines.Line line : each.merged()) {
        if (line.via().contains(STRAIGHT)) {
          changes.add(straight(line, request, examples));
        }
        List<Entry> entries = line.via()
            .stream()
            .filter(entry -> !entry.equals(STRAIGHT))
            .sorted(usualFirst(line))
            .toList();
        if (!entries.isEmpty()) {
          changes
              .add(new RequestChange(JointEnd.ends(sources, line.from()), entries.stream().map(Entry::shown).toList(),
                  receivers(line.to()), line.traffic(),
                  examples.of(first(line), entries.get(0), line.to().get(0), request, line.traffic())));
        }
      }
    });
    return changes;
  }

  private JointEnd first(WayLines.Line line) {
    return sources.get(line.from().nextSetBit(0));
  }

  private Comparator<Entry> usualFirst(WayLines.Line line) {
    return Comparator.comparing(entry -> !usual.contains(List.of(entry.id(), line.to().get(0))));
  }

  private RequestChange straight(WayLines.Line line, Request request, RequestExamples examples) {
    JointEnd from = first(line);
    String to = line.to()
        .stream()
        .filter(id -> from.hasPairs() || !from.members().stream().map(Endpoint::id).toList().contains(id))
        .findFirst()
        .orElse(line.to().get(0));
    Entry target = target(to);
    return new RequestChange(JointEnd.ends(sources, line.from()), List.of(), receivers(line.to()), line.traffic(),
        examples.of(from, target, target.id(), request, line.traffic()));
  }

  /** What packets straight to a receiver name. */
  private Entry target(String receiver) {
    return outside(receiver)
        .map(addresses -> new Entry(after.outside().id(), Optional.of(addresses.ranges().get(0).first())))
        .orElseGet(() -> new Entry(receiver, Optional.empty()));
  }

  private Optional<AddressSet> outside(String receiver) {
    return !receiver.isEmpty() && Character.isDigit(receiver.charAt(0)) && after.endpoint(receiver).isEmpty()
        && before.endpoint(receiver).isEmpty()
            ? Optional.of(sources.get(Integer.parseInt(receiver)).addresses())
            : Optional.empty();
  }

  private Ends receivers(List<String> ids) {
    List<Endpoint> endpoints = new ArrayList<>();
    AddressSet addresses = AddressSet.EMPTY;
    for (String id : ids) {
      Optional<Endpoint> endpoint = after.endpoint(id).or(() -> before.endpoint(id));
      if (endpoint.isPresent() && endpoint.get().role() != Role.OUTSIDE) {
        endpoints.add(endpoint.get());
      } else {
        addresses = addresses.union(outside(id).orElseGet(this::everythingOutside));
      }
    }
    return new Ends(endpoints, addresses);
  }

  private AddressSet everythingOutside() {
    BitSet all = new BitSet();
    all.set(0, sources.size());
    return JointEnd.ends(sources, all).addresses();
  }
}
