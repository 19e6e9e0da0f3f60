package dev.canreach.resource.istio;

import dev.canreach.resource.istio.AuthorizationMatch.Attribute;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the kinds that decide who may call (ISTIO/I-5, I-7, I-8). */
final class SecurityReader {
  /** The fields of sources and operations; each has a negation. */
  private static final Map<String, Attribute> FIELDS = fields();
  /** The keys of conditions without a parameter. */
  private static final Map<String, Attribute> KEYS = keys();

  private SecurityReader() {}

  private static Map<String, Attribute> fields() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    fields.put("principals", Attribute.PRINCIPAL);
    fields.put("namespaces", Attribute.NAMESPACE);
    fields.put("serviceAccounts", Attribute.SERVICE_ACCOUNT);
    fields.put("trustDomains", Attribute.TRUST_DOMAIN);
    fields.put("ipBlocks", Attribute.SOURCE_IP);
    fields.put("remoteIpBlocks", Attribute.REMOTE_IP);
    fields.put("requestPrincipals", Attribute.REQUEST_PRINCIPAL);
    fields.put("hosts", Attribute.HOST);
    fields.put("methods", Attribute.METHOD);
    fields.put("paths", Attribute.PATH);
    fields.put("ports", Attribute.PORT);
    return fields;
  }

  private static Map<String, Attribute> keys() {
    Map<String, Attribute> keys = new LinkedHashMap<>();
    keys.put("source.ip", Attribute.SOURCE_IP);
    keys.put("remote.ip", Attribute.REMOTE_IP);
    keys.put("source.namespace", Attribute.NAMESPACE);
    keys.put("source.serviceAccount", Attribute.SERVICE_ACCOUNT);
    keys.put("source.principal", Attribute.PRINCIPAL);
    keys.put("source.trustDomain", Attribute.TRUST_DOMAIN);
    keys.put("request.auth.principal", Attribute.REQUEST_PRINCIPAL);
    keys.put("request.auth.audiences", Attribute.AUDIENCE);
    keys.put("request.auth.presenter", Attribute.PRESENTER);
    keys.put("destination.ip", Attribute.DESTINATION_IP);
    keys.put("destination.port", Attribute.PORT);
    keys.put("connection.sni", Attribute.SNI);
    return keys;
  }

  static PeerAuthentication peerAuthentication(Subject subject) {
    Fields spec = subject.spec();
    SortedMap<Integer, MutualTls> ports = new TreeMap<>();
    Fields map = spec.object("portLevelMtls");
    for (Value entry : spec.entries("portLevelMtls")) {
      Optional<Integer> port = number(entry.key());
      port.ifPresent(number -> ports.put(number, mode(map.object(entry.key())).orElse(MutualTls.UNSET)));
    }
    return new PeerAuthentication(subject.object(), Parts.selector(spec, "selector"),
        spec.has("mtls") ? Optional.of(mode(spec.object("mtls")).orElse(MutualTls.UNSET)) : Optional.empty(), ports);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,5}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static Optional<MutualTls> mode(Fields mtls) {
    return switch (mtls.textOrEmpty("mode")) {
      case "DISABLE" -> Optional.of(MutualTls.DISABLE);
      case "PERMISSIVE" -> Optional.of(MutualTls.PERMISSIVE);
      case "STRICT" -> Optional.of(MutualTls.STRICT);
      default -> Optional.empty();
    };
  }

  static RequestAuthentication requestAuthentication(Subject subject) {
    Fields spec = subject.spec();
    List<String> issuers = new ArrayList<>();
    List<String> words = new ArrayList<>();
    boolean unnamed = false;
    for (Fields rule : spec.objects("jwtRules")) {
      String issuer = rule.textOrEmpty("issuer");
      words.addAll(Parts.texts(rule, "spaceDelimitedClaims"));
      if (issuer.isEmpty()) {
        unnamed = true;
      } else {
        issuers.add(issuer);
      }
    }
    return new RequestAuthentication(subject.object(), Parts.selector(spec, "selector"), isTargeted(spec), issuers,
        unnamed, words);
  }

  private static boolean isTargeted(Fields spec) {
    return spec.has("targetRef") || spec.size("targetRefs") > 0;
  }

  static AuthorizationPolicy authorizationPolicy(Subject subject) {
    Fields spec = subject.spec();
    AuthorizationAction action = switch (spec.textOrEmpty("action")) {
      case "DENY" -> AuthorizationAction.DENY;
      case "AUDIT" -> AuthorizationAction.AUDIT;
      case "CUSTOM" -> AuthorizationAction.CUSTOM;
      default -> AuthorizationAction.ALLOW;
    };
    String dryRun = subject.object().meta().annotations().getOrDefault(CommonRules.DRY_RUN, "");
    return new AuthorizationPolicy(subject.object(), Parts.selector(spec, "selector"), isTargeted(spec), action,
        spec.object("provider").textOrEmpty("name"), CommonRules.TRUE.contains(dryRun),
        spec.objects("rules").stream().map(SecurityReader::rule).toList());
  }

  private static AuthorizationRule rule(Fields rule) {
    return new AuthorizationRule(
        rule.objects("from").stream().map(from -> matches(from.object("source"))).toList(),
        rule.objects("to").stream().map(to -> matches(to.object("operation"))).toList(),
        rule.objects("when").stream().map(SecurityReader::condition).toList(), rule.span());
  }

  static List<AuthorizationMatch> matches(Fields fields) {
    List<AuthorizationMatch> matches = new ArrayList<>();
    FIELDS.forEach((name, attribute) -> {
      String negation = "not" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      if (fields.size(name) > 0) {
        matches.add(new AuthorizationMatch(attribute, "", Parts.texts(fields, name), List.of(), name,
            fields.at(name).span()));
      }
      if (fields.size(negation) > 0) {
        matches.add(new AuthorizationMatch(attribute, "", List.of(), Parts.texts(fields, negation), negation,
            fields.at(negation).span()));
      }
    });
    return matches;
  }

  private static AuthorizationMatch condition(Fields condition) {
    String key = condition.textOrEmpty("key");
    return new AuthorizationMatch(attribute(key), parameter(key), Parts.texts(condition, "values"),
        Parts.texts(condition, "notValues"), key, condition.span());
  }

  /** What the key of a condition compares. */
  static Attribute attribute(String key) {
    if (KEYS.containsKey(key)) {
      return KEYS.get(key);
    }
    boolean bracket = key.endsWith("]");
    if (bracket && key.startsWith("request.headers[") && parameter(key).length() > 2) {
      return Attribute.HEADER;
    }
    if (bracket && key.startsWith("request.auth.claims[") && parameter(key).length() > 2) {
      return Attribute.CLAIM;
    }
    return key.startsWith("experimental.envoy.filters.") ? Attribute.FILTER_STATE : Attribute.UNKNOWN;
  }

  /** What stands in the brackets of a key, with them. */
  private static String parameter(String key) {
    int bracket = key.indexOf('[');
    return bracket < 0 || !key.endsWith("]") ? "" : key.substring(bracket);
  }
}
