package dev.canreach.agreement;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Random pieces of manifests in YAML's flow style. Pools are small, so that what is drawn for one object often meets what
 * is drawn for another.
 */
final class Draw {
  private final Random random;

  Draw(Random random) {
    this.random = random;
  }

  /** One of the texts. */
  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** What one of the suppliers makes. */
  @SafeVarargs
  final String from(Supplier<String>... choices) {
    return choices[random.nextInt(choices.length)].get();
  }

  /** True once in so many times. */
  boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  /** The text, once in so many times; else nothing. */
  String maybe(int times, String text) {
    return once(times) ? text : "";
  }

  /** From `least` to `most` items, as a list. */
  String list(int least, int most, Supplier<String> item) {
    return Stream.generate(item).limit((long) least + random.nextInt(most - least + 1)).toList().toString();
  }

  /** Fields without those that are empty, as a mapping. */
  static String map(String... fields) {
    return "{" + fields(fields) + "}";
  }

  /** Fields without those that are empty, for a mapping. */
  static String fields(String... fields) {
    return Stream.of(fields).filter(field -> !field.isEmpty()).collect(Collectors.joining(", "));
  }

  /** A namespace of {@link Cluster}. */
  String namespace() {
    return pick("x", "w");
  }

  /** Labels of a pod, as a mapping. */
  String labels() {
    return map(pick("", "app: a", "app: b", "app: c"), maybe(2, "tier: " + pick("web", "db")));
  }

  /** A label selector over pods. */
  String podSelector() {
    return pick("{}", "{matchLabels: {app: a}}", "{matchLabels: {app: b}}", "{matchLabels: {tier: db}}",
        "{matchExpressions: [{key: app, operator: In, values: [a, c]}]}",
        "{matchExpressions: [{key: tier, operator: DoesNotExist}]}");
  }

  /** A label selector over namespaces. */
  String namespaceSelector() {
    return pick("{}", "{matchLabels: {team: red}}", "{matchLabels: {kubernetes.io/metadata.name: w}}",
        "{matchExpressions: [{key: team, operator: NotIn, values: [blue]}]}");
  }

  /** A block that pods, nodes or outside addresses lie in. */
  String block() {
    return pick(BLOCKS.toArray(String[]::new));
  }

  /** A port that is used, or one beside it. */
  String port() {
    return pick("80", "80", "81", "443", "8080", "9080", "53");
  }

  /** A protocol with ports. */
  String protocol() {
    return pick("TCP", "TCP", "TCP", "UDP", "SCTP");
  }

  private static final List<String> BLOCKS = List.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/24", "10.0.0.2/31",
      "10.0.1.1/32", "10.0.8.0/24", "203.0.113.0/24", "203.0.113.128/25", "::/0", "fd00::/64");
}
