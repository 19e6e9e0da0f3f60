package dev.canreach.lower.dns;

import dev.canreach.packet.Address;
import dev.canreach.resource.platform.Corefile;
import dev.canreach.resource.platform.Directive;
import dev.canreach.resource.platform.ServerBlock;
import dev.canreach.resource.platform.ServerKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the plugins of a server block that have a say in what names mean. */
final class DnsSteps {
  /** Plugins that change no address of a name. */
  private static final Set<String> HARMLESS = Set.of("root", "metadata", "geoip", "cancel", "tls", "quic", "timeouts",
      "multisocket", "reload", "nsid", "bufsize", "debug", "trace", "ready", "health", "pprof", "prometheus", "errors",
      "log", "dnstap", "any", "chaos", "loadbalance", "cache", "header", "dnssec", "autopath", "minimal", "transfer",
      "loop", "whoami", "on", "sign", "local");
  /** The order in which the others are asked, whatever the order in the file; those that are not here come first. */
  private static final List<String> ORDER = List.of("rewrite", "template", "hosts", "route53", "azure", "clouddns",
      "k8s_external", "kubernetes", "file", "auto", "secondary", "etcd", "forward", "grpc");

  private final Corefile file;
  private final List<String> served;

  private DnsSteps(Corefile file, List<String> served) {
    this.file = file;
    this.served = served;
  }

  /** The steps of a block that serves these zones. */
  static List<DnsStep> of(Corefile file, ServerBlock block, List<String> served) {
    var steps = new DnsSteps(file, served);
    return block.directives()
        .stream()
        .filter(directive -> !HARMLESS.contains(directive.name()))
        .sorted(Comparator.comparingInt(directive -> ORDER.indexOf(directive.name())))
        .flatMap(directive -> steps.step(directive).stream())
        .toList();
  }

  private Optional<DnsStep> step(Directive directive) {
    if (directive.readsEnvironment()) {
      return Optional.of(uncertain(directive, name -> true));
    }
    List<String> arguments = directive.arguments();
    return switch (directive.name()) {
      case "rewrite" -> rewrite(directive);
      case "hosts" -> Optional.of(hosts(directive));
      case "kubernetes" -> Optional.of(cluster(directive));
      case "forward" -> Optional.of(forward(directive));
      case "template" -> Optional.of(uncertain(directive, in(arguments, 2)));
      case "file", "grpc" -> Optional.of(uncertain(directive,
          directive.name().equals("grpc")
              ? in(arguments.subList(0, Math.min(1, arguments.size())), 0)
              : in(arguments, 1)));
      case "auto", "secondary", "etcd", "k8s_external", "acl" -> Optional.of(uncertain(directive, in(arguments, 0)));
      case "route53", "azure", "clouddns" -> Optional.of(uncertain(directive,
          in(arguments.stream().map(zone -> zone.substring(0, Math.max(0, zone.indexOf(':')))).toList(), 0)));
      default -> Optional.of(uncertain(directive, name -> true));
    };
  }

  private DnsStep uncertain(Directive directive, Predicate<String> names) {
    return new DnsStep.Uncertain(names,
        "`" + directive.name() + "` in `" + file.id() + "` (" + directive.span().file() + ":" + directive.span().line()
            + ")",
        directive.name().equals("rewrite"));
  }

  /** The zones among the arguments of a plugin; those of the block where it names none. */
  private List<String> zones(List<String> arguments, int first) {
    List<String> zones = arguments.stream().skip(first).map(ServerKey::zone).toList();
    return zones.isEmpty() ? served : zones;
  }

  private Predicate<String> in(List<String> arguments, int first) {
    List<String> zones = zones(arguments, first);
    return name -> DnsName.inside(name, zones);
  }

  /** Names that go on to the next plugin: none, all, or those of the zones that are listed. */
  private static Predicate<String> falls(Directive directive) {
    List<Directive> written = directive.properties("fallthrough");
    if (written.isEmpty()) {
      return name -> false;
    }
    List<String> zones = written.get(written.size() - 1).arguments().stream().map(ServerKey::zone).toList();
    return name -> zones.isEmpty() || DnsName.inside(name, zones);
  }

  private DnsStep hosts(Directive directive) {
    Map<String, Set<Address>> listed = new HashMap<>();
    for (Directive line : directive.body()) {
      Address.parse(line.name())
          .ifPresent(address -> line.arguments()
              .forEach(name -> listed.computeIfAbsent(DnsName.canonical(name), key -> new LinkedHashSet<>())
                  .add(address)));
    }
    Map<String, List<Address>> addresses = new HashMap<>();
    listed.forEach((name, known) -> addresses.put(name, List.copyOf(known)));
    List<String> zones = zones(directive.arguments(), 1);
    // a file of its own may list anything; without one it is the name server's own, which only knows itself
    boolean external = directive.arguments().stream().limit(1).anyMatch(name -> !name.equals("/etc/hosts"));
    return external
        ? uncertain(directive, name -> DnsName.inside(name, zones))
        : new DnsStep.Hosts(zones, addresses, falls(directive));
  }

  private DnsStep cluster(Directive directive) {
    Set<String> namespaces = Set.copyOf(directive.properties("namespaces")
        .stream()
        .flatMap(line -> line.arguments().stream())
        .distinct()
        .toList());
    ClusterScope.Pods pods = ClusterScope.Pods.DISABLED;
    for (Directive line : directive.properties("pods")) {
      pods = switch (String.join(" ", line.arguments())) {
        case "insecure" -> ClusterScope.Pods.INSECURE;
        case "verified" -> ClusterScope.Pods.VERIFIED;
        default -> ClusterScope.Pods.DISABLED;
      };
    }
    boolean selective = !directive.properties("labels").isEmpty()
        || !directive.properties("namespace_labels").isEmpty();
    boolean ignoresEmpty = directive.properties("ignore")
        .stream()
        .anyMatch(line -> line.arguments().contains("empty_service"));
    var scope = new ClusterScope(pods, namespaces, selective, directive.properties("noendpoints").isEmpty(),
        !directive.properties("endpoint_pod_names").isEmpty(), !ignoresEmpty);
    List<String> zones = zones(directive.arguments(), 0).stream().filter(DnsSteps::isForward).toList();
    return new DnsStep.Cluster(zones, scope, falls(directive));
  }

  /** Whether a zone holds names, and not addresses. */
  private static boolean isForward(String zone) {
    return !zone.endsWith("in-addr.arpa") && !zone.endsWith("ip6.arpa") && zone.indexOf('/') < 0;
  }

  private DnsStep forward(Directive directive) {
    List<String> except = directive.properties("except")
        .stream()
        .flatMap(line -> line.arguments().stream())
        .map(ServerKey::zone)
        .toList();
    return new DnsStep.Forward(ServerKey.zone(directive.arguments().get(0)), except);
  }

  /** A rule for names; rules for other parts of a question change no address. */
  private Optional<DnsStep> rewrite(Directive directive) {
    List<String> words = new ArrayList<>(directive.arguments());
    for (Directive line : directive.body()) {
      if (!line.name().equals("answer")) {
        words.add(line.name());
        words.addAll(line.arguments());
      }
    }
    boolean goesOn = !words.isEmpty() && words.get(0).equals("continue");
    if (goesOn || (!words.isEmpty() && words.get(0).equals("stop"))) {
      words.remove(0);
    }
    String field = words.isEmpty() ? "" : words.get(0);
    if (field.equals("ttl") || field.equals("edns0")) {
      return Optional.empty();
    }
    if (!field.equals("name") || words.size() < 3) {
      return Optional.of(uncertain(directive, name -> true));
    }
    boolean typed = words.size() > 3;
    String type = typed ? words.get(1) : "exact";
    String from = DnsName.canonical(words.get(typed ? 2 : 1));
    String to = DnsName.canonical(words.get(typed ? 3 : 2));
    return Optional.of(switch (type) {
      case "exact" -> new DnsStep.Rewrite(name -> name.equals(from) ? Optional.of(to) : Optional.empty(), !goesOn);
      case "suffix" -> new DnsStep.Rewrite(name -> name.endsWith(from)
          ? Optional.of(name.substring(0, name.length() - from.length()) + to)
          : Optional.empty(), !goesOn);
      case "prefix" -> uncertain(directive, name -> name.startsWith(from));
      case "substring" -> uncertain(directive, name -> name.contains(from));
      default -> uncertain(directive, name -> true);
    });
  }
}
