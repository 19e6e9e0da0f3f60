package dev.canreach.intent;

import dev.canreach.query.EndpointRef;
import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import dev.canreach.query.QuestionReader;
import dev.canreach.query.Suggestions;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads intents: the members `groups` and `intents` of a configuration. Every mistake is a diagnostic. */
public final class IntentReader {
  /** The members of a configuration that are read here. */
  public static final Set<String> KEYS = Set.of("groups", "intents");

  private static final String GROUP = "group/";
  private static final List<String> KINDS = List.of("never", "always", "only");
  private static final List<String> INTENT = List.of("name", "never", "always", "only", "severity", "enforcement",
      "except");
  private static final List<String> FLOW = List.of("from", "to", "protocol", "port", "family");
  private static final List<String> EXCEPTION = List.of("from", "to", "protocol", "port", "family", "until", "reason");

  private final Diagnostics diagnostics;
  private final Map<String, List<String>> groups = new HashMap<>();

  private IntentReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The intents of a configuration; those with mistakes are left out, and a diagnostic says what is wrong. */
  public static List<Intent> read(MapNode configuration, Diagnostics diagnostics) {
    return new IntentReader(diagnostics).intents(configuration);
  }

  private List<Intent> intents(MapNode configuration) {
    configuration.find("groups").ifPresent(this::groups);
    List<Intent> intents = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : configuration.find("intents").map(each -> items(each, "`intents`")).orElse(List.of())) {
      intent(node).ifPresent(intent -> {
        if (names.add(intent.name())) {
          intents.add(intent);
        } else {
          error(intent.span(), "another intent is called `" + intent.name() + "`: give each a name of its own");
        }
      });
    }
    return List.copyOf(intents);
  }

  private void groups(Node node) {
    map(node, "`groups`").ifPresent(all -> all.entries()
        .forEach(entry -> groups.put(entry.key().text(), List.copyOf(ends(entry.value())))));
  }

  private Optional<Intent> intent(Node node) {
    Optional<MapNode> map = map(node, "an intent");
    if (map.isEmpty() || !keys(map.get(), INTENT)) {
      return Optional.empty();
    }
    Optional<String> name = map.get().find("name").flatMap(this::text).filter(text -> !text.isBlank());
    List<String> kinds = KINDS.stream().filter(kind -> map.get().find(kind).isPresent()).toList();
    if (name.isEmpty() || kinds.size() != 1) {
      error(node.span(), name.isEmpty()
          ? "the intent lacks a `name`: give it one that says what is wanted"
          : "the intent `" + name.get() + "` wants one of `never`, `always` and `only`");
      return Optional.empty();
    }
    Optional<MapNode> flow = map.get().find(kinds.get(0)).flatMap(value -> map(value, "`" + kinds.get(0) + "`"));
    if (flow.isEmpty() || !keys(flow.get(), FLOW)) {
      return Optional.empty();
    }
    List<String> from = ends(flow.get(), "from");
    List<String> to = ends(flow.get(), "to");
    Optional<Question> traffic = kinds.get(0).equals("always") ? needed(flow.get()) : traffic(flow.get());
    Optional<Severity> severity = choice(map.get(), "severity", Severity.values(), Severity.ERROR);
    Optional<Intent.Enforcement> enforcement = choice(map.get(), "enforcement", Intent.Enforcement.values(),
        Intent.Enforcement.WARN);
    Optional<List<Intent.Waiver>> exceptions = exceptions(map.get(), kinds.get(0));
    if (from.isEmpty() || to.isEmpty() || traffic.isEmpty() || severity.isEmpty() || enforcement.isEmpty()
        || exceptions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Intent(name.get(), Intent.Kind.valueOf(kinds.get(0).toUpperCase(Locale.ROOT)), from, to,
        traffic.get(), severity.get(), enforcement.get(), exceptions.get(), node.span()));
  }

  private Optional<List<Intent.Waiver>> exceptions(MapNode intent, String kind) {
    List<Intent.Waiver> waivers = new ArrayList<>();
    List<Node> items = intent.find("except").map(each -> items(each, "`except`")).orElse(List.of());
    if (!items.isEmpty() && kind.equals("always")) {
      error(items.get(0).span(), "`always` has no exceptions: name the ends that it is about");
      return Optional.empty();
    }
    for (Node item : items) {
      Optional<MapNode> map = map(item, "an exception");
      if (map.isEmpty() || !keys(map.get(), EXCEPTION)) {
        return Optional.empty();
      }
      List<String> from = ends(map.get(), "from");
      List<String> to = map.get().find("to").isPresent() ? ends(map.get(), "to") : List.of("");
      Optional<Question> traffic = traffic(map.get());
      Optional<Node> until = map.get().find("until");
      Optional<LocalDate> day = until.flatMap(this::day);
      if (from.isEmpty() || to.isEmpty() || traffic.isEmpty() || until.isPresent() != day.isPresent()) {
        return Optional.empty();
      }
      String reason = map.get().find("reason").flatMap(this::text).orElse("");
      for (String source : from) {
        to.forEach(target -> waivers.add(new Intent.Waiver(source, target, traffic.get(), day, reason, item.span())));
      }
    }
    return Optional.of(waivers);
  }

  private Optional<LocalDate> day(Node node) {
    Optional<String> text = text(node);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      error(node.span(), "`" + text.orElse("") + "` is no day: write it as `2027-01-31`");
      return Optional.empty();
    }
  }

  /** What must always pass: with "some port" it would be true of whatever port is open, which nobody wants to know. */
  private Optional<Question> needed(MapNode flow) {
    Optional<Question> traffic = traffic(flow, "tcp");
    if (traffic.isPresent() && !traffic.get().isConcrete()) {
      error(flow.span(), "`always` needs a `port`: name the one that must be reachable, such as `port: tcp/443`");
      return Optional.empty();
    }
    return traffic;
  }

  private Optional<Question> traffic(MapNode flow) {
    return traffic(flow, "");
  }

  /**
   * @param portsOf the protocol of a port that comes without one; empty for all protocols
   */
  private Optional<Question> traffic(MapNode flow, String portsOf) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", "internet");
    members.put("to", "internet");
    for (String key : List.of("protocol", "port", "family")) {
      flow.find(key).flatMap(this::text).ifPresent(text -> members.put(key, text));
    }
    if (members.get("port") instanceof String port && port.contains("/")) {
      if (members.containsKey("protocol")) {
        error(flow.span(), "the protocol is given twice: write `protocol` or `port: " + port + "`");
        return Optional.empty();
      }
      members.put("protocol", port.substring(0, port.indexOf('/')));
      members.put("port", port.substring(port.indexOf('/') + 1));
    }
    if (!portsOf.isEmpty() && members.containsKey("port")) {
      members.putIfAbsent("protocol", portsOf);
    }
    try {
      return Optional.of(QuestionReader.read(members, "{}"));
    } catch (QuestionException e) {
      error(flow.span(), e.problem());
      return Optional.empty();
    }
  }

  private List<String> ends(MapNode flow, String key) {
    Optional<Node> node = flow.find(key);
    if (node.isEmpty()) {
      error(flow.span(), "`" + key + "` is missing: name an end, a list of ends, or `group/NAME`");
      return List.of();
    }
    return ends(node.get());
  }

  /** The ends that a text or a list of texts names, groups taken apart; none when one of them is wrong. */
  private List<String> ends(Node node) {
    List<String> ends = new ArrayList<>();
    List<Node> items = node instanceof ListNode list ? list.items() : List.of(node);
    for (Node item : items) {
      Optional<String> text = text(item);
      if (text.isEmpty()) {
        return List.of();
      }
      if (text.get().startsWith(GROUP)) {
        List<String> group = groups.get(text.get().substring(GROUP.length()));
        if (group == null) {
          error(item.span(), "there is no group `" + text.get().substring(GROUP.length()) + "`"
              + Suggestions.didYouMean(text.get().substring(GROUP.length()), List.copyOf(groups.keySet()))
              + ": define it under `groups` before");
          return List.of();
        }
        ends.addAll(group);
        continue;
      }
      try {
        ends.add(EndpointRef.parse(text.get()).text());
      } catch (QuestionException e) {
        error(item.span(), e.problem());
        return List.of();
      }
    }
    if (ends.isEmpty()) {
      error(node.span(), "the list is empty: name an end");
    }
    return ends;
  }

  private <E extends Enum<E>> Optional<E> choice(MapNode map, String key, E[] values, E otherwise) {
    Optional<Node> node = map.find(key);
    if (node.isEmpty()) {
      return Optional.of(otherwise);
    }
    String text = text(node.get()).orElse("");
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(value);
      }
    }
    List<String> words = List.of(values).stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    error(node.get().span(), "`" + text + "` is no " + key + ": write " + String.join(", ", words));
    return Optional.empty();
  }

  private boolean keys(MapNode map, List<String> known) {
    boolean good = true;
    for (MapNode.Entry entry : map.entries()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        error(entry.key().span(), "unknown key `" + key + "`" + Suggestions.didYouMean(key, known) + ": known are "
            + String.join(", ", known));
        good = false;
      }
    }
    return good;
  }

  private Optional<MapNode> map(Node node, String what) {
    if (node instanceof MapNode map) {
      return Optional.of(map);
    }
    error(node.span(), what + " must be a mapping");
    return Optional.empty();
  }

  private List<Node> items(Node node, String what) {
    if (node instanceof ListNode list) {
      return list.items();
    }
    error(node.span(), what + " must be a list");
    return List.of();
  }

  private Optional<String> text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.text());
    }
    error(node.span(), "a text or number must stand here");
    return Optional.empty();
  }

  private void error(Span span, String message) {
    diagnostics.add(new Diagnostic(Severity.ERROR, span, "intent", message));
  }
}
