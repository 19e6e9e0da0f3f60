package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.Optional;

/** Checks network policies (K8S/N-02, N-12 to N-16, N-26). */
final class NetworkPolicyRules {
  private static final String CIDR = "cidr";
  private static final String END_PORT = "endPort";
  private static final String IP_BLOCK = "ipBlock";
  private static final String TYPES = "policyTypes";

  private NetworkPolicyRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    Labels.checkSelector(spec.object("podSelector"), problems);
    rules(spec, "ingress", "from", problems);
    rules(spec, "egress", "to", problems);
    if (spec.size(TYPES) > 2) {
      problems.error(ProblemType.INVALID, spec.at(TYPES), "there are only two policy types: remove the others");
      return;
    }
    for (Value type : spec.texts(TYPES)) {
      problems.oneOf(type.place(), type.text(), "Ingress", "Egress");
    }
  }

  private static void rules(Fields spec, String direction, String peers, Problems problems) {
    for (Fields rule : spec.objects(direction)) {
      rule.objects("ports").forEach(port -> port(port, problems));
      rule.objects(peers).forEach(peer -> peer(peer, problems));
    }
  }

  private static void port(Fields port, Problems problems) {
    PortRules.checkWrittenProtocol(port, problems);
    Place end = port.at(END_PORT);
    Optional<Long> last = port.number(END_PORT);
    if (!port.has("port")) {
      last.ifPresent(
          value -> problems.error(ProblemType.INVALID, end,
              "`endPort` needs `port`: write the first port of the range"));
      return;
    }
    PortRules.checkNumberOrName(port, "port", problems);
    if (last.isEmpty()) {
      return;
    }
    if (port.scalar("port").filter(Scalar.Text.class::isInstance).isPresent()) {
      problems.error(ProblemType.INVALID, end, "`endPort` needs a number in `port`, not a name");
      return;
    }
    if (last.get() < port.number("port").orElse(0L)) {
      problems.invalid(end, last.get().toString(), "is less than `port`: write the last port of the range");
    }
    problems.inRange(end, last.get(), PortRules.FIRST, PortRules.LAST);
  }

  private static void peer(Fields peer, Problems problems) {
    boolean selects = peer.has("podSelector") || peer.has("namespaceSelector");
    if (peer.has("podSelector")) {
      Labels.checkSelector(peer.object("podSelector"), problems);
    }
    if (peer.has("namespaceSelector")) {
      Labels.checkSelector(peer.object("namespaceSelector"), problems);
    }
    if (peer.has(IP_BLOCK)) {
      block(peer.object(IP_BLOCK), problems);
    }
    if (selects && peer.has(IP_BLOCK)) {
      problems.forbidden(peer.place(), "`ipBlock` stands alone: move it to a peer of its own");
    } else if (!selects && !peer.has(IP_BLOCK)) {
      problems.required(peer.place(), "this peer is empty: write `podSelector`, `namespaceSelector` or `ipBlock`");
    }
  }

  private static void block(Fields block, Problems problems) {
    String written = block.textOrEmpty(CIDR);
    if (written.isEmpty()) {
      problems.required(block.at(CIDR), "`ipBlock` needs `cidr`");
      return;
    }
    Addresses.warnUnusualCidr(block.at(CIDR), written, problems);
    Optional<Cidr> whole = Addresses.checkCidr(block.at(CIDR), written, problems);
    for (Value except : block.texts("except")) {
      Addresses.warnUnusualCidr(except.place(), except.text(), problems);
      Optional<Cidr> part = Addresses.checkCidr(except.place(), except.text(), problems);
      if (whole.isPresent() && part.isPresent()
          && (whole.get().equals(part.get()) || !whole.get().contains(part.get()))) {
        problems.invalid(except.place(), except.text(), "is no part of `" + whole.get() + "`: leave out a part of it");
      }
    }
  }
}
