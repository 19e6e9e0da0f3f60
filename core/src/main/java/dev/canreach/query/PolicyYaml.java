package dev.canreach.query;

import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector;
import java.util.List;
import java.util.Map;

/** Suggested policies as YAML documents that can be applied as they stand. */
final class PolicyYaml {
  private PolicyYaml() {}

  static String render(List<PolicyDraft> drafts) {
    return String.join("---\n", drafts.stream().map(PolicyYaml::render).toList());
  }

  private static String render(PolicyDraft draft) {
    boolean egress = draft.subject() == Side.SOURCE;
    StringBuilder out = new StringBuilder();
    out.append("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ")
        .append(text(draft.name()))
        .append(", namespace: ")
        .append(text(draft.namespace()))
        .append("}\nspec:\n  podSelector: ")
        .append(selector(draft.pods()))
        .append("\n  policyTypes: [")
        .append(egress ? "Egress" : "Ingress")
        .append("]\n  ")
        .append(draft.direction())
        .append(":\n  - ")
        .append(egress ? "to" : "from")
        .append(": [")
        .append(peer(draft.peer()))
        .append("]\n");
    if (!draft.ports().isEmpty()) {
      out.append("    ports: [")
          .append(String.join(", ",
              draft.ports()
                  .stream()
                  .map(port -> "{protocol: " + port.protocol() + ", port: " + port.number() + "}")
                  .toList()))
          .append("]\n");
    }
    return out.toString();
  }

  private static String peer(PolicyDraft.Peer peer) {
    return switch (peer) {
      case PolicyDraft.Peer.Pods pods -> "{namespaceSelector: "
          + selector(PolicyDraft.equality(Map.of(NamespaceLabels.NAME, pods.namespace()))) + ", podSelector: "
          + selector(PolicyDraft.equality(pods.labels())) + "}";
      case PolicyDraft.Peer.Block block -> "{ipBlock: {cidr: " + text(block.block().toString()) + "}}";
    };
  }

  private static String selector(LabelSelector selector) {
    if (selector.requirements().isEmpty()) {
      return "{}";
    }
    boolean equality = selector.requirements()
        .stream()
        .allMatch(
            requirement -> requirement.operator() == LabelSelector.Operator.IN && requirement.values().size() == 1);
    if (equality) {
      return "{matchLabels: {" + String.join(", ", selector.requirements()
          .stream()
          .map(requirement -> text(requirement.key()) + ": " + text(requirement.values().get(0)))
          .toList()) + "}}";
    }
    return "{matchExpressions: ["
        + String.join(", ", selector.requirements().stream().map(PolicyYaml::expression).toList()) + "]}";
  }

  private static String expression(LabelSelector.Requirement requirement) {
    String operator = switch (requirement.operator()) {
      case IN -> "In";
      case NOT_IN -> "NotIn";
      case EXISTS -> "Exists";
      case DOES_NOT_EXIST -> "DoesNotExist";
      case INVALID -> throw new IllegalArgumentException("a selector that selects nothing isolates nothing");
    };
    String values = requirement.values().isEmpty()
        ? ""
        : ", values: [" + String.join(", ", requirement.values().stream().map(PolicyYaml::text).toList()) + "]";
    return "{key: " + text(requirement.key()) + ", operator: " + operator + values + "}";
  }

  /** A text that every YAML reader takes as this text: quoted unless it is plainly a word. */
  private static String text(String value) {
    boolean plain = value.matches("[a-z][a-z0-9]*([./-][a-z0-9]+)*")
        && !value.matches("y|n|yes|no|on|off|true|false|null");
    return plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
