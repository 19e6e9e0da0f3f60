package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads destination rules (ISTIO/I-6). */
final class TrafficReader {
  private static final String POLICY = "trafficPolicy";

  private TrafficReader() {}

  static DestinationRule destinationRule(Subject subject) {
    Fields spec = subject.spec();
    List<Subset> subsets = new ArrayList<>();
    for (Fields subset : spec.objects("subsets")) {
      subsets.add(
          new Subset(subset.textOrEmpty("name"), subset.mapping("labels"), policy(subset, POLICY), subset.span()));
    }
    return new DestinationRule(subject.object(), spec.textOrEmpty("host"), policy(spec, POLICY), subsets,
        Parts.texts(spec, "exportTo"), Parts.selector(spec, "workloadSelector"));
  }

  private static Optional<TrafficPolicy> policy(Fields owner, String name) {
    if (!owner.has(name)) {
      return Optional.empty();
    }
    Fields policy = owner.object(name);
    List<PortPolicy> ports = new ArrayList<>();
    for (Fields port : policy.objects("portLevelSettings")) {
      ports.add(new PortPolicy(port.object("port").integer("number").orElse(0), tls(port), passthrough(port)));
    }
    return Optional.of(new TrafficPolicy(tls(policy), passthrough(policy), ports));
  }

  private static boolean passthrough(Fields policy) {
    return policy.object("loadBalancer").textOrEmpty("simple").equals("PASSTHROUGH");
  }

  /** An empty block is not a missing one: it disables TLS (ISTIO/I-1). */
  private static Optional<ClientTls> tls(Fields policy) {
    if (!policy.has("tls")) {
      return Optional.empty();
    }
    Fields tls = policy.object("tls");
    ClientTls.Mode mode = switch (tls.textOrEmpty("mode")) {
      case "SIMPLE" -> ClientTls.Mode.SIMPLE;
      case "MUTUAL" -> ClientTls.Mode.MUTUAL;
      case "ISTIO_MUTUAL" -> ClientTls.Mode.ISTIO_MUTUAL;
      default -> ClientTls.Mode.DISABLE;
    };
    return Optional.of(new ClientTls(mode, tls.textOrEmpty("sni")));
  }
}
