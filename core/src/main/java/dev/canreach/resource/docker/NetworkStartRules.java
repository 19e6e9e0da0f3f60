package dev.canreach.resource.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Networks that an engine does not make (DOCKER/D-7, DOCKER/M-14). */
final class NetworkStartRules {
  private static final Set<String> BUILT_IN = Set.of("bridge", "host");
  private static final Set<String> ONLY_ONCE = Set.of("host", "null");
  private static final Set<String> KNOWN = Set.of("", "bridge", "overlay", "macvlan", "ipvlan");
  private static final Set<String> MODES = Set.of("", "nat", "nat-unprotected", "routed", "isolated");
  private static final Set<String> BOOLEANS = Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE",
      "false", "False");
  private static final List<String> FLAGS = List.of("enable_icc", "enable_ip_masquerade", "inhibit_ipv4");
  private static final Cidr DEFAULT_BRIDGE = Cidr.parse("172.17.0.0/16").orElseThrow();

  private final Problems problems;
  private final StartRules.Setup setup;

  /** A block and the network that has it. */
  private record Block(Cidr subnet, String network) {}

  NetworkStartRules(Problems problems, StartRules.Setup setup) {
    this.problems = problems;
    this.setup = setup;
  }

  void check(List<ComposeNetwork> networks) {
    List<Block> blocks = new ArrayList<>();
    if (setup.standard()) {
      blocks.add(new Block(DEFAULT_BRIDGE, "bridge"));
    }
    for (ComposeNetwork network : networks) {
      FieldPath path = FieldPath.ROOT.child("networks").child(network.key());
      if (BUILT_IN.contains(network.name())) {
        problems.invalid(new Place(path.child("name"), network.span()), network.name(),
            "is a network of the engine itself, which services can't join under their names: use `network_mode: "
                + network.name() + "`");
      } else if (!network.external()) {
        driver(network, path);
        families(network, path);
        pools(network, path.child("ipam").child("config"), blocks);
      }
    }
  }

  private void driver(ComposeNetwork network, FieldPath path) {
    Place place = new Place(path.child("driver"), network.span());
    if (ONLY_ONCE.contains(network.driver())) {
      problems.invalid(place, network.driver(),
          "can only be the driver of the network that the engine has already: use `network_mode`");
    } else if (!KNOWN.contains(network.driver())) {
      problems.warning(place, Quote.text(network.driver()) + " is no driver of the engine itself: unless a plugin of "
          + "this name is installed nothing starts, and nobody here knows what it lets pass");
    }
    BridgeOptions options = new BridgeOptions(network);
    if (!options.apply()) {
      return;
    }
    for (String flag : FLAGS) {
      options.get(flag)
          .filter(value -> !BOOLEANS.contains(value))
          .ifPresent(value -> problems.invalid(option(network, path, flag), value,
              "is neither `true` nor `false`"));
    }
    options.get("host_binding_ipv4")
        .filter(value -> !value.isEmpty() && Address.parse(value).isEmpty())
        .ifPresent(value -> problems.invalid(option(network, path, "host_binding_ipv4"), value,
            "is no address"));
    for (IpFamily family : IpFamily.values()) {
      String option = "gateway_mode_ipv" + family.version();
      String mode = options.mode(family);
      if (!MODES.contains(mode)) {
        problems.invalid(option(network, path, option), mode,
            "is no gateway mode: use `nat`, `nat-unprotected`, `routed` or `isolated`");
      }
      if (mode.equals("isolated") && !network.internal() && options.has(family)) {
        problems.invalid(option(network, path, option), mode, "needs `internal: true`");
      }
    }
  }

  private static Place option(ComposeNetwork network, FieldPath path, String option) {
    return new Place(path.child("driver_opts").child(BridgeOptions.PREFIX + option), network.span());
  }

  private void families(ComposeNetwork network, FieldPath path) {
    BridgeOptions options = new BridgeOptions(network);
    if (setup.standard() && EnumSet.allOf(IpFamily.class).stream().noneMatch(options::has)) {
      problems.forbidden(new Place(path.child("enable_ipv4"), network.span()),
          "a network needs IPv4 or IPv6: enable one of them");
    }
  }

  private void pools(ComposeNetwork network, FieldPath path, List<Block> blocks) {
    if (!network.ipamDriver().isEmpty() && !network.ipamDriver().equals("default")) {
      return;
    }
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    List<Block> own = new ArrayList<>();
    int index = 0;
    for (ComposeNetwork.Pool pool : network.pools()) {
      Place place = new Place(path.index(index++), pool.span());
      Cidr.parse(pool.subnet()).ifPresent(subnet -> {
        masked(place.child("subnet"), pool.subnet(), subnet);
        within(place, pool, subnet);
        if (!families.add(subnet.family()) && new BridgeOptions(network).apply()) {
          problems.invalid(place.child("subnet"), pool.subnet(),
              "is a second block of its IP version: a bridge has one");
        }
        blocks.stream()
            .filter(block -> block.subnet().overlaps(subnet) && !network.driver().equals("overlay"))
            .findFirst()
            .ifPresent(block -> problems.invalid(place.child("subnet"), pool.subnet(),
                "overlaps " + block.subnet() + " of network " + Quote.text(block.network()) + ": choose another"));
        own.add(new Block(subnet, network.name()));
      });
    }
    blocks.addAll(own);
  }

  private void masked(Place place, String written, Cidr subnet) {
    if (!Address.parse(written.split("/", -1)[0]).equals(Optional.of(subnet.base()))) {
      problems.invalid(place, written, "is no block: the block that it lies in is " + subnet);
    }
  }

  private void within(Place place, ComposeNetwork.Pool pool, Cidr subnet) {
    if (Address.parse(pool.gateway()).filter(gateway -> !subnet.contains(gateway)).isPresent()) {
      problems.invalid(place.child("gateway"), pool.gateway(), "lies outside of " + subnet);
    }
    if (Cidr.parse(pool.ipRange()).filter(range -> !subnet.contains(range)).isPresent()) {
      problems.invalid(place.child("ip_range"), pool.ipRange(), "lies outside of " + subnet);
    }
    pool.auxiliary().forEach((name, written) -> {
      if (Address.parse(written).filter(address -> !subnet.contains(address)).isPresent()) {
        problems.invalid(place.child("aux_addresses").child(name), written, "lies outside of " + subnet);
      }
    });
  }
}
