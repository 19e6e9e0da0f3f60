package dev.canreach.resource.linkerd;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts that several kinds have. */
final class Parts {
  private Parts() {}

  static List<String> texts(Fields fields, String name) {
    return fields.texts(name).stream().map(Value::text).toList();
  }

  static TargetRef reference(Fields reference, String namespace) {
    String written = reference.textOrEmpty("namespace");
    return new TargetRef(reference.textOrEmpty("group"), reference.textOrEmpty("kind"),
        written.isEmpty() ? namespace : written, reference.textOrEmpty("name"), reference.span());
  }

  static List<TargetRef> references(Fields owner, String name, String namespace) {
    return owner.objects(name).stream().map(reference -> reference(reference, namespace)).toList();
  }

  /** A block, or a single address. */
  static Optional<Cidr> block(String text) {
    return text.indexOf('/') < 0 ? Address.parse(text).map(Cidr::of) : Cidr.parse(text);
  }

  /** Networks with what is left out of them; those that cannot be read are none. */
  static List<IpBlock> networks(Fields owner, String name) {
    List<IpBlock> networks = new ArrayList<>();
    for (Fields network : owner.objects(name)) {
      List<Cidr> except = network.texts("except").stream().flatMap(text -> block(text.text()).stream()).toList();
      block(network.textOrEmpty("cidr")).ifPresent(cidr -> networks.add(new IpBlock(cidr, except, network.span())));
    }
    return networks;
  }
}
