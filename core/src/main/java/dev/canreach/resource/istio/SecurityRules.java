package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.EmbeddedYaml;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import java.util.List;

/** Checks how connections and tokens are authenticated (ISTIO/I-5, I-8, I-14). */
final class SecurityRules {
  private static final String PORTS = "portLevelMtls";

  private SecurityRules() {}

  static void peerAuthentication(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.dryRun(subject, false);
    CommonRules.selector(spec, "selector", "matchLabels", problems);
    if (!spec.has(PORTS)) {
      return;
    }
    List<Value> ports = spec.entries(PORTS);
    if (ports.isEmpty()) {
      problems.required(spec.at(PORTS), "no port is listed: list one, or leave `" + PORTS + "` out");
    }
    if (spec.object("selector").entries("matchLabels").isEmpty()) {
      problems.forbidden(spec.at(PORTS),
          "a policy for a whole namespace has no modes of single ports: select some pods");
    }
    for (Value port : ports) {
      boolean number = port.key().matches("[0-9]{1,5}");
      if (!number || Integer.parseInt(port.key()) < 1 || Integer.parseInt(port.key()) > 65_535) {
        problems.invalid(port.place(), port.key(), "is no port of a container: use 1 to 65535");
      }
    }
  }

  static void requestAuthentication(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    CommonRules.dryRun(subject, false);
    CommonRules.selector(spec, "selector", "matchLabels", problems);
    CommonRules.targets(spec, problems);
    for (Fields rule : spec.objects("jwtRules")) {
      String keys = rule.text("jwksUri").orElse(rule.textOrEmpty("jwks_uri"));
      if (rule.textOrEmpty("issuer").isEmpty() && keys.isEmpty()) {
        problems.required(rule.at("issuer"), "nothing says who issues the tokens: write `issuer`");
      }
      if (!keys.isEmpty() && !keys.matches("https?://[^/\\s]+.*")) {
        problems.invalid(rule.at("jwksUri"), keys, "is no address of keys: begin with `https://` or `http://`");
      }
      if (!rule.textOrEmpty("jwks").isEmpty() && !isKeys(subject, rule.textOrEmpty("jwks"))) {
        problems.invalid(rule.at("jwks"), rule.textOrEmpty("jwks"),
            "is no set of keys: write a JSON object with `keys`");
      }
    }
  }

  private static boolean isKeys(Subject subject, String text) {
    List<Node> documents = EmbeddedYaml.read(text, subject.object().span());
    return text.strip().startsWith("{") && documents.size() == 1 && documents.get(0) instanceof MapNode;
  }
}
