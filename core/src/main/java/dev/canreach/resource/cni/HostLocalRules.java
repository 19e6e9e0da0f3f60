package dev.canreach.resource.cni;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the address ranges of {@code host-local} (CNI/3.2).
 *
 * @param ipam the settings
 * @param plugin the type of the plugin that they belong to
 * @param problems receives what is wrong with them
 */
record HostLocalRules(Fields ipam, String plugin, Problems problems) {

  /** Plugins that take the ranges as written; others fill them in for each node. */
  private static final Set<String> REFERENCE = Set.of("bridge", "dummy", "host-device", "ipvlan", "macvlan", "ptp",
      "tap", "vlan");
  private static final String SUBNET = "subnet";

  /** The ranges, whatever set they stand in. */
  static List<Fields> ranges(Fields ipam) {
    List<Fields> ranges = new ArrayList<>();
    ipam.objectLists("ranges").forEach(ranges::addAll);
    return ranges;
  }

  void check() {
    List<List<Cidr>> sets = new ArrayList<>();
    boolean usesPodCidr = ipam.textOrEmpty(SUBNET).equalsIgnoreCase("usePodCidr")
        || ranges(ipam).stream().anyMatch(range -> range.textOrEmpty(SUBNET).equalsIgnoreCase("usePodCidr"));
    if (ipam.has(SUBNET) && !usesPodCidr) {
      range(ipam).ifPresent(block -> sets.add(List.of(block)));
    }
    for (List<Fields> set : ipam.objectLists("ranges")) {
      if (set.isEmpty()) {
        problems.error(ProblemType.INVALID, ipam.at("ranges"), "a set of ranges is empty: write a range or remove it");
      }
      set(set, sets);
    }
    if (!ipam.has(SUBNET) && !ipam.has("ranges") && REFERENCE.contains(plugin)) {
      problems.required(ipam.at("ranges"), "`host-local` needs `ranges`, or `subnet`");
    }
  }

  private void set(List<Fields> ranges, List<List<Cidr>> earlier) {
    List<Cidr> blocks = new ArrayList<>();
    for (Fields range : ranges) {
      if (range.textOrEmpty(SUBNET).equalsIgnoreCase("usePodCidr")) {
        continue;
      }
      Optional<Cidr> block = range(range);
      if (block.isEmpty()) {
        continue;
      }
      Place place = range.at(SUBNET);
      if (!blocks.isEmpty() && blocks.get(0).family() != block.get().family()) {
        problems.error(ProblemType.INVALID, place, "a set of ranges is for one address family: make two sets of it");
      }
      if (blocks.stream().anyMatch(block.get()::overlaps)) {
        problems.invalid(place, block.get().toString(), "overlaps another range of its set");
      }
      if (earlier.stream().flatMap(List::stream).anyMatch(block.get()::overlaps)) {
        problems.invalid(place, block.get().toString(), "overlaps a range of another set");
      }
      blocks.add(block.get());
    }
    earlier.add(blocks);
  }

  private Optional<Cidr> range(Fields range) {
    String text = range.textOrEmpty(SUBNET);
    Optional<Cidr> block = text.indexOf('/') < 0 ? Optional.empty() : Cidr.parse(text);
    Place place = range.at(SUBNET);
    if (block.isEmpty()) {
      problems.invalid(place, text, "is no address block: write one such as `10.244.1.0/24`");
      return block;
    }
    Address written = Address.parse(text.substring(0, text.indexOf('/'))).orElse(block.get().base());
    if (!written.equals(block.get().base())) {
      problems.invalid(place, text, "has bits beyond its prefix length: write `" + block.get() + "`");
    }
    int longest = block.get().family() == IpFamily.IPV4 ? 30 : 126;
    if (block.get().length() > longest) {
      problems.invalid(place, text, "is too small: use a prefix of at most " + longest + " bits");
    }
    limits(range, block.get());
    return block;
  }

  private void limits(Fields range, Cidr block) {
    Optional<Address> start = limit(range, "rangeStart", block);
    Optional<Address> end = limit(range, "rangeEnd", block);
    if (start.isPresent() && end.isPresent() && start.get().compareTo(end.get()) > 0) {
      problems.error(ProblemType.INVALID, range.at("rangeStart"), "`rangeStart` comes after `rangeEnd`");
    }
    String gateway = range.textOrEmpty("gateway");
    if (!gateway.isEmpty() && Address.parse(gateway).filter(block::contains).isEmpty()) {
      problems.warning(range.at("gateway"), Quote.text(gateway) + " lies outside `" + block + "`");
    }
  }

  private Optional<Address> limit(Fields range, String name, Cidr block) {
    String text = range.textOrEmpty(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Address> address = Address.parse(text).filter(block::contains);
    if (address.isEmpty()) {
      problems.invalid(range.at(name), text, "is no address of `" + block + "`");
    }
    return address;
  }
}
