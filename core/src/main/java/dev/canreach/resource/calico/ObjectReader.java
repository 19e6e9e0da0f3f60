package dev.canreach.resource.calico;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.calico.HostEndpoint.HostPort;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads the kinds that are no policies. */
final class ObjectReader {
  private ObjectReader() {}

  static Tier tier(Subject subject) {
    return new Tier(subject.apiVersion(), subject.meta(), PolicyReader.order(subject.spec()),
        subject.spec().textOrEmpty("defaultAction").equals("Pass"), subject.span());
  }

  static NetworkSet networkSet(Subject subject) {
    return new NetworkSet(subject.apiVersion(), subject.kind(), subject.meta(),
        LabelText.read(subject.fields().object("metadata"), "labels"), RuleReader.nets(subject.spec(), "nets"),
        subject.span());
  }

  static HostEndpoint hostEndpoint(Subject subject) {
    Fields spec = subject.spec();
    var ports = new ArrayList<HostPort>();
    for (Fields port : spec.objects("ports")) {
      int number = port.integer("port").orElse(0);
      port.scalar("protocol")
          .flatMap(RuleProtocol::of)
          .filter(protocol -> protocol.protocol().hasPorts() && number >= 1 && number <= RulePort.LAST)
          .ifPresent(protocol -> ports.add(new HostPort(port.textOrEmpty("name"), protocol.protocol(), number)));
    }
    List<Address> addresses = spec.texts("expectedIPs")
        .stream()
        .flatMap(address -> Address.parse(address.text()).stream())
        .toList();
    return new HostEndpoint(subject.apiVersion(), subject.meta(),
        LabelText.read(subject.fields().object("metadata"), "labels"), spec.textOrEmpty("node"),
        spec.textOrEmpty("interfaceName"), addresses, spec.texts("profiles").stream().map(Value::text).toList(), ports,
        subject.span());
  }

  static Profile profile(Subject subject) {
    Fields spec = subject.spec();
    return new Profile(subject.apiVersion(), subject.meta(), LabelText.read(spec, "labelsToApply"),
        RuleReader.read(spec, "ingress"), RuleReader.read(spec, "egress"), subject.span());
  }

  static StagedPolicy staged(Subject subject) {
    return new StagedPolicy(subject.apiVersion(), subject.kind(), subject.meta(), subject.span());
  }

  static IpPool ipPool(Subject subject) {
    Fields spec = subject.spec();
    List<String> uses = spec.texts("allowedUses").stream().map(Value::text).toList();
    boolean forPods = uses.isEmpty() || uses.contains("Workload");
    List<Cidr> block = Cidr.parse(spec.textOrEmpty("cidr")).stream().toList();
    return new IpPool(subject.apiVersion(), subject.meta(), forPods ? block : List.of(), subject.span());
  }
}
