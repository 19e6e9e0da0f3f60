package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads Services (K8S/S-01 to S-16). */
final class ServiceReader {
  /** The annotation that stands for {@code loadBalancerSourceRanges} when the field is empty (K8S/KX-5). */
  static final String SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

  private static final String NONE = "None";
  private static final int LAST_PORT = 65535;

  private ServiceReader() {}

  static List<Service> read(Subject subject) {
    Fields spec = subject.spec();
    ServiceType type = type(spec.textOrEmpty("type"));
    List<String> clusterIps = clusterIps(spec);
    return List.of(new Service(subject.meta(), type, spec.mapping("selector"),
        type != ServiceType.EXTERNAL_NAME && clusterIps.contains(NONE), addresses(clusterIps), ports(spec),
        addresses(texts(spec, "externalIPs")), loadBalancerIps(subject), sourceRanges(subject),
        policy(spec.textOrEmpty("externalTrafficPolicy")), policy(spec.textOrEmpty("internalTrafficPolicy")),
        type == ServiceType.EXTERNAL_NAME ? spec.textOrEmpty("externalName") : "", families(spec),
        spec.textOrEmpty("ipFamilyPolicy"), spec.flag("allocateLoadBalancerNodePorts").orElse(true),
        spec.flag("publishNotReadyAddresses").orElse(false), subject.span()));
  }

  private static ServiceType type(String type) {
    return switch (type) {
      case "NodePort" -> ServiceType.NODE_PORT;
      case "LoadBalancer" -> ServiceType.LOAD_BALANCER;
      case "ExternalName" -> ServiceType.EXTERNAL_NAME;
      default -> ServiceType.CLUSTER_IP;
    };
  }

  private static TrafficPolicy policy(String policy) {
    return policy.equals("Local") ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
  }

  /** The cluster addresses as written, {@code None} among them; a lone {@code clusterIP} stands for the list. */
  static List<String> clusterIps(Fields spec) {
    String single = spec.textOrEmpty("clusterIP");
    List<String> list = texts(spec, "clusterIPs");
    return list.isEmpty() && !single.isEmpty() ? List.of(single) : list;
  }

  private static List<ServicePort> ports(Fields spec) {
    var ports = new ArrayList<ServicePort>();
    for (Fields port : spec.objects("ports")) {
      Optional<Protocol> protocol = PodSpecReader.protocol(port.textOrEmpty("protocol"));
      int number = port.integer("port").orElse(0);
      if (protocol.isPresent() && isPort(number)) {
        int nodePort = port.integer("nodePort").orElse(0);
        ports.add(new ServicePort(port.textOrEmpty("name"), protocol.get(), number, target(port, number),
            isPort(nodePort) ? OptionalInt.of(nodePort) : OptionalInt.empty(), port.textOrEmpty("appProtocol"),
            port.span()));
      }
    }
    return ports;
  }

  /** The port of the pods: the Service's own when missing, zero or empty (K8S/KX-4). */
  private static PortRef target(Fields port, int number) {
    Optional<Scalar> target = port.scalar("targetPort");
    if (target.isPresent() && target.get() instanceof Scalar.Text(String name) && !name.isEmpty()) {
      return new PortRef.ByName(name);
    }
    if (target.isPresent() && target.get() instanceof Scalar.Int(long value) && isPort(value)) {
      return new PortRef.ByNumber((int) value);
    }
    return new PortRef.ByNumber(number);
  }

  private static List<Address> loadBalancerIps(Subject subject) {
    var ips = new ArrayList<String>();
    for (Fields ingress : subject.fields().object("status").object("loadBalancer").objects("ingress")) {
      ips.add(ingress.textOrEmpty("ip"));
    }
    ips.add(subject.spec().textOrEmpty("loadBalancerIP"));
    return addresses(ips).stream().distinct().toList();
  }

  private static List<Cidr> sourceRanges(Subject subject) {
    var ranges = new ArrayList<Cidr>();
    for (String range : sourceRangeTexts(subject)) {
      Addresses.parseCidr(range).ifPresent(ranges::add);
    }
    return ranges;
  }

  /** The ranges as written, from the field or else from the annotation, without the spaces around them. */
  private static List<String> sourceRangeTexts(Subject subject) {
    List<String> field = texts(subject.spec(), "loadBalancerSourceRanges");
    List<String> written = field.isEmpty()
        ? splitRanges(subject.meta().annotations().getOrDefault(SOURCE_RANGES, ""))
        : field;
    return written.stream().map(String::strip).toList();
  }

  /** The ranges in the annotation. */
  static List<String> splitRanges(String annotation) {
    return annotation.isBlank() ? List.of() : Arrays.asList(annotation.strip().split(",", -1));
  }

  private static List<IpFamily> families(Fields spec) {
    var families = new ArrayList<IpFamily>();
    for (String family : texts(spec, "ipFamilies")) {
      switch (family) {
        case "IPv4" -> families.add(IpFamily.IPV4);
        case "IPv6" -> families.add(IpFamily.IPV6);
        default -> {
          // refused by the rules
        }
      }
    }
    return families;
  }

  private static List<String> texts(Fields fields, String name) {
    return fields.texts(name).stream().map(Value::text).toList();
  }

  private static List<Address> addresses(List<String> texts) {
    return texts.stream().map(Address::parse).flatMap(Optional::stream).toList();
  }

  private static boolean isPort(long number) {
    return number >= 1 && number <= LAST_PORT;
  }
}
