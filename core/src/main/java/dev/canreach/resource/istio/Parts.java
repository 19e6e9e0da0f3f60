package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parts that several kinds have. */
final class Parts {
  private Parts() {}

  static List<String> texts(Fields fields, String name) {
    return fields.texts(name).stream().map(Value::text).toList();
  }

  static OptionalInt port(Fields fields, String name) {
    return fields.integer(name).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** A selector of the security kinds, whose labels are under {@code matchLabels}. */
  static WorkloadSelector selector(Fields spec, String name) {
    return selector(spec, name, "matchLabels");
  }

  /** A selector of the networking kinds, whose labels are under {@code labels}. */
  static WorkloadSelector workloads(Fields spec) {
    return selector(spec, "workloadSelector", "labels");
  }

  private static WorkloadSelector selector(Fields spec, String name, String labels) {
    Fields selector = spec.object(name);
    boolean readable = !spec.has(name) || (selector.present() && selector.isMappingOfScalars(labels));
    return new WorkloadSelector(spec.has(name), readable, selector.mapping(labels));
  }

  static SortedMap<String, StringMatch> matches(Fields owner, String name) {
    SortedMap<String, StringMatch> matches = new TreeMap<>();
    Fields map = owner.object(name);
    for (Value entry : owner.entries(name)) {
      matches.put(entry.key(), match(map.object(entry.key())));
    }
    return matches;
  }

  static Optional<StringMatch> match(Fields owner, String name) {
    return owner.has(name) ? Optional.of(match(owner.object(name))) : Optional.empty();
  }

  private static StringMatch match(Fields match) {
    if (match.has("exact")) {
      return new StringMatch(StringMatch.Kind.EXACT, match.textOrEmpty("exact"));
    }
    if (match.has("prefix")) {
      return new StringMatch(StringMatch.Kind.PREFIX, match.textOrEmpty("prefix"));
    }
    if (match.has("regex")) {
      String text = match.textOrEmpty("regex");
      return new StringMatch(text.equals("*") ? StringMatch.Kind.PRESENT : StringMatch.Kind.REGEX, text);
    }
    return new StringMatch(StringMatch.Kind.PRESENT, "");
  }

  static List<RouteDestination> destinations(Fields rule) {
    List<RouteDestination> destinations = new ArrayList<>();
    List<Fields> written = rule.objects("route");
    for (Fields target : written) {
      Fields destination = target.object("destination");
      // a single target gets everything, whatever its weight
      int weight = written.size() == 1 ? 1 : Math.max(0, target.integer("weight").orElse(0));
      destinations.add(new RouteDestination(destination.textOrEmpty("host"), destination.textOrEmpty("subset"),
          port(destination.object("port"), "number"), weight, headers(target), target.span()));
    }
    return destinations;
  }

  static HeaderChanges headers(Fields owner) {
    Fields request = owner.object("headers").object("request");
    return new HeaderChanges(request.mapping("set"), request.mapping("add"), texts(request, "remove"));
  }
}
