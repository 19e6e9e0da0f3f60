package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Who clients are over mutual TLS (ISTIO/I-3). A packet carries a principal exactly when mutual TLS gives one; which one it is
 * follows from the pod that sends.
 */
final class Identities {
  /** Mutual TLS gives the client an identity. */
  static final PacketExpr KNOWN = PacketExpr.matches(TextField.PRINCIPAL, TextPattern.present());

  private final MeshSettings settings;
  private final Map<Integer, PodClass> clients = new TreeMap<>();
  /** By the form of namespaces; many policies name the same. */
  private final Map<String, PacketExpr> namespaces = new HashMap<>();

  Identities(MeshSettings settings, Membership membership) {
    this.settings = settings;
    membership.proxied()
        .forEach(endpoint -> membership.pod(endpoint).ifPresent(pod -> clients.put(endpoint, pod)));
  }

  /** Its identity has this form: an exact text, or one that begins or ends with `*`. */
  PacketExpr principal(String value) {
    int slash = value.indexOf('/');
    String domain = slash < 0 ? "" : value.substring(0, slash);
    boolean own = settings.trustDomains().stream().anyMatch(each -> isDomain(domain, each));
    // a pattern that the domain of the mesh has itself stays as it is written
    String same = own && !isDomain(domain, settings.trustDomain())
        ? settings.trustDomain() + value.substring(slash)
        : value;
    return value.equals("*") ? KNOWN : among(pod -> matches(value, id(pod)) || matches(same, id(pod)));
  }

  private static boolean isDomain(String pattern, String domain) {
    return pattern.startsWith("*") ? domain.endsWith(pattern.substring(1)) : domain.equals(pattern);
  }

  /** It runs in a namespace of this form; `*` stands for any text. */
  PacketExpr namespace(String value) {
    return namespaces.computeIfAbsent(value, this::inNamespace);
  }

  private PacketExpr inNamespace(String value) {
    Pattern pattern = Pattern.compile(".*/ns/" + wildcards(value, ".*") + "/.*", Pattern.DOTALL);
    return among(pod -> pattern.matcher("spiffe://" + id(pod)).matches());
  }

  /** It runs under a service account, of the namespace where none is written. */
  PacketExpr account(String value, String namespace) {
    int slash = value.indexOf('/');
    String in = slash < 0 ? namespace : value.substring(0, slash);
    String name = value.substring(slash + 1);
    return among(pod -> pod.namespace().equals(in) && pod.account().equals(name));
  }

  /** Its trust domain has this form. */
  PacketExpr trustDomain(String value) {
    if (value.equals("*")) {
      return KNOWN;
    }
    Pattern pattern = Pattern.compile(wildcards(value, "[^/]*"), Pattern.DOTALL);
    boolean matches = pattern.matcher(settings.trustDomain()).matches();
    return matches ? KNOWN : PacketExpr.FALSE;
  }

  private static String wildcards(String value, String wildcard) {
    return String.join(wildcard, List.of(value.split("\\*", -1)).stream().map(Pattern::quote).toList());
  }

  private PacketExpr among(Predicate<PodClass> predicate) {
    BitSet members = new BitSet();
    clients.forEach((endpoint, pod) -> members.set(endpoint, predicate.test(pod)));
    return PacketExpr.and(KNOWN, PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(members)));
  }

  /** The identity of a pod, without `spiffe://`. */
  String id(PodClass pod) {
    return settings.trustDomain() + "/ns/" + pod.namespace() + "/sa/" + pod.account();
  }

  /** Whether a text has a form: `*` alone is any text, one at an end any beginning or end, others are letters. */
  static boolean matches(String pattern, String text) {
    if (pattern.equals("*")) {
      return !text.isEmpty();
    }
    if (pattern.startsWith("*")) {
      return text.endsWith(pattern.substring(1));
    }
    return pattern.endsWith("*")
        ? text.startsWith(pattern.substring(0, pattern.length() - 1))
        : text.equals(pattern);
  }
}
