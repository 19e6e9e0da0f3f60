package dev.canreach.resource.cilium;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the peers of an entry (CILIUM/2.3, 2.5). */
final class CiliumPeerReader {
  /** Lists that select nobody when they are written without items. */
  private static final List<String> SELECT_NOBODY = List.of("Endpoints", "Nodes", "Entities", "CIDR", "CIDRSet");

  private CiliumPeerReader() {}

  /** The peers; see {@link CiliumEntry#peers()}. */
  static Optional<List<CiliumPeer>> peers(Fields entry, String prefix) {
    if (SELECT_NOBODY.stream().anyMatch(list -> entry.has(prefix + list) && entry.size(prefix + list) == 0)) {
      return Optional.empty();
    }
    var peers = new ArrayList<CiliumPeer>();
    for (Fields selector : entry.objects(prefix + "Endpoints")) {
      peers.add(new CiliumPeer.Endpoints(CiliumPolicyReader.selector(selector), selector.span()));
    }
    for (Fields selector : entry.objects(prefix + "Nodes")) {
      peers.add(new CiliumPeer.Nodes(CiliumPolicyReader.selector(selector), selector.span()));
    }
    for (Value entity : entry.texts(prefix + "Entities")) {
      peers.add(new CiliumPeer.Entity(entity.text(), entity.place().span()));
    }
    for (Value block : entry.texts(prefix + "CIDR")) {
      peers.add(Addresses.parseCidr(block.text())
          .<CiliumPeer>map(cidr -> new CiliumPeer.Block(cidr, List.of(), block.place().span()))
          .orElse(new CiliumPeer.Invalid(block.place().span())));
    }
    entry.objects(prefix + "CIDRSet").forEach(rule -> peers.add(addresses(rule)));
    entry.objects("toServices").forEach(service -> peers.add(service(service)));
    entry.objects("toFQDNs").forEach(name -> peers.add(name(name)));
    for (Fields group : entry.objects(prefix + "Groups")) {
      peers.add(new CiliumPeer.CloudGroup(group.span()));
    }
    return Optional.of(peers);
  }

  private static CiliumPeer addresses(Fields rule) {
    var invalid = new CiliumPeer.Invalid(rule.span());
    var except = new ArrayList<Cidr>();
    for (Value text : rule.texts("except")) {
      Optional<Cidr> block = Addresses.parseCidr(text.text());
      if (block.isEmpty()) {
        return invalid;
      }
      except.add(block.get());
    }
    if (rule.has("cidrGroupRef")) {
      return new CiliumPeer.Group(rule.textOrEmpty("cidrGroupRef"), except, rule.span());
    }
    Fields selector = rule.object("cidrGroupSelector");
    if (selector.present()) {
      return new CiliumPeer.Groups(CiliumPolicyReader.selector(selector), except, rule.span());
    }
    return Addresses.parseCidr(rule.textOrEmpty("cidr"))
        .<CiliumPeer>map(block -> new CiliumPeer.Block(block, except, rule.span()))
        .orElse(invalid);
  }

  private static CiliumPeer service(Fields service) {
    Fields selected = service.object("k8sServiceSelector");
    if (selected.present()) {
      return new CiliumPeer.SelectedServices(CiliumPolicyReader.selector(selected.object("selector")),
          selected.textOrEmpty("namespace"), service.span());
    }
    Fields named = service.object("k8sService");
    return named.present() && named.has("serviceName")
        ? new CiliumPeer.NamedService(named.textOrEmpty("serviceName"), named.textOrEmpty("namespace"), service.span())
        : new CiliumPeer.Invalid(service.span());
  }

  private static CiliumPeer name(Fields name) {
    if (name.has("matchName")) {
      String text = name.textOrEmpty("matchName").toLowerCase(Locale.ROOT);
      return new CiliumPeer.Name(text.endsWith(".") ? text.substring(0, text.length() - 1) : text, name.span());
    }
    return new CiliumPeer.NamePattern(name.textOrEmpty("matchPattern").toLowerCase(Locale.ROOT), name.span());
  }
}
