package dev.canreach.lower;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.linkerd.AccessPolicy;
import dev.canreach.resource.manifest.Suggestion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The keys of `--assume` (contract §4) and what their values must look like. */
final class AssumptionKeys {
  static final String DNS = "dns.";
  private static final String ENVIRONMENT = "env.";

  private static final Set<String> KEYS = new TreeSet<>(List.of("cni", "podCidrs", "serviceCidrs", "internet", "world",
      "mesh", "rootNamespace", "trustDomain", "trustDomainAliases", "mtls", "extensionProviders", "remoteIp",
      "numTrustedProxies", "outboundTrafficPolicy", "policyEnforcementMode", "policyCIDRMatchMode", "hostFirewall",
      "mutualAuth", "sctp", "ingressController", "clusterNetworkPolicy", "appPolicy", "features", "firewall-backend",
      "userland-proxy", "icc", "ip", "iptables", "ip6tables", "ipv6", "fixed-cidr-v6", "allow-direct-routing",
      "default-network-opts", "host-addresses", "remote-arrives-on", "listens", "compose-files", "defaultInboundPolicy",
      "clusterNetworks"));

  private AssumptionKeys() {}

  /** The key, with the name of a `dns.NAME` in lower case and without a dot at its end. */
  static String canonical(String key) {
    if (!key.startsWith(DNS)) {
      return key;
    }
    String name = key.toLowerCase(Locale.ROOT);
    return name.endsWith(".") && name.length() > DNS.length() ? name.substring(0, name.length() - 1) : name;
  }

  /** What is wrong with an entry, if anything. */
  static Optional<String> problem(String key, String value) {
    if (key.startsWith(DNS) && key.length() > DNS.length()) {
      return each(key, value, item -> Address.parse(item).isPresent(), "IP address");
    }
    if (key.startsWith(ENVIRONMENT) && key.length() > ENVIRONMENT.length()) {
      return Optional.empty();
    }
    if (!KEYS.contains(key)) {
      return Optional.of("unknown assumption `" + key + "`" + suggestion(key));
    }
    return switch (key) {
      case "podCidrs", "serviceCidrs", "clusterNetworks" ->
          each(key, value, item -> Cidr.parse(item).isPresent(), "CIDR block");
      case "internet" -> oneOf(key, value, List.of("public", "any"));
      case "defaultInboundPolicy" -> oneOf(key, value,
          Arrays.stream(AccessPolicy.values()).map(AccessPolicy::text).toList());
      case "world" -> oneOf(key, value, List.of("open", "closed"));
      default -> Optional.empty();
    };
  }

  /** The items of a list that is separated by commas or blanks. */
  static List<String> items(String value) {
    return Arrays.stream(value.split("[,\\s]+", -1)).filter(item -> !item.isEmpty()).toList();
  }

  private static Optional<String> each(String key, String value, Predicate<String> valid, String what) {
    return items(value).stream()
        .filter(valid.negate())
        .findFirst()
        .map(item -> "`" + item + "` in assumption `" + key + "` is no " + what);
  }

  private static Optional<String> oneOf(String key, String value, List<String> allowed) {
    return allowed.contains(value)
        ? Optional.empty()
        : Optional.of("assumption `" + key + "` must be " + String.join(" or ", allowed) + ", not `" + value + "`");
  }

  private static String suggestion(String key) {
    return KEYS.stream()
        .filter(known -> distance(key, known) <= Math.max(1, known.length() / 3))
        .min(Comparator.<String>comparingInt(known -> distance(key, known)).thenComparing(Comparator.naturalOrder()))
        .map(known -> "; did you mean `" + known + "`?")
        .orElse("; the keys are " + String.join(", ", KEYS) + ", dns.NAME, env.NAME");
  }

  private static int distance(String key, String known) {
    return Suggestion.distance(key.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
  }
}
