package dev.canreach.resource.cni;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads network configurations, lists ({@code .conflist}) and single plugins ({@code .conf}), and checks them as plugins do (CNI/3.1). */
public final class CniReader implements ResourceReader {

  @Override
  public boolean reads(Manifest manifest) {
    return manifest.kind().equals(Manifests.CNI);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    Fields fields = manifest.fields();
    String name = fields.textOrEmpty("name");
    Problems problems = reading.problems(Resource.id(Manifests.CNI, "", name));
    List<Fields> plugins = plugins(fields);
    new CniRules(fields, plugins, problems).check();
    problems.finish();
    reading.add(new CniConfiguration(name, fields.textOrEmpty("cniVersion"),
        plugins.stream().map(CniReader::plugin).toList(), manifest.span()));
  }

  /** The plugins of a list; a configuration without list is one plugin itself. */
  private static List<Fields> plugins(Fields fields) {
    return fields.has("plugins") ? fields.objects("plugins") : List.of(fields);
  }

  private static CniPlugin plugin(Fields plugin) {
    return new CniPlugin(plugin.textOrEmpty("type"), plugin.object("policy").textOrEmpty("type"), subnets(plugin),
        plugin.span());
  }

  private static List<Cidr> subnets(Fields plugin) {
    Fields ipam = plugin.object("ipam");
    List<Cidr> subnets = new ArrayList<>();
    Cidr.parse(ipam.textOrEmpty("subnet")).ifPresent(subnets::add);
    for (Fields range : HostLocalRules.ranges(ipam)) {
      Cidr.parse(range.textOrEmpty("subnet")).ifPresent(subnets::add);
    }
    Stream.of("ipv4_pools", "ipv6_pools")
        .flatMap(pools -> ipam.texts(pools).stream())
        .map(Value::text)
        .filter(pool -> pool.indexOf('/') > 0)
        .forEach(pool -> Cidr.parse(pool).ifPresent(subnets::add));
    return subnets;
  }
}
