package dev.canreach.query;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Side;
import dev.canreach.sets.MapEnd;
import java.util.BitSet;
import java.util.Optional;

/**
 * Which ends are wanted: listed endpoints, and outside addresses.
 *
 * @param endpoints the endpoints; empty for all
 * @param addresses the outside addresses
 */
public record Selection(Optional<EndpointSet> endpoints, AddressSet addresses) {
  /** Everything. */
  public static final Selection ALL = new Selection(Optional.empty(), AddressSet.ALL);

  /**
   * What a spelling of contract §1 stands for.
   *
   * @param publicInternet whether `internet` leaves out private address ranges
   * @throws QuestionException when it is malformed, ambiguous, or stands for nothing
   */
  public static Selection of(Network network, boolean publicInternet, String text) throws QuestionException {
    EndpointRef ref = EndpointRef.parse(text);
    EndpointResolver resolver = new EndpointResolver(network, publicInternet);
    return switch (resolver.resolve(ref, Side.SOURCE)) {
      case EndpointResolver.Missing missing -> throw new QuestionException(missing.reason());
      case EndpointResolver.Found found -> {
        BitSet members = new BitSet();
        found.candidates()
            .stream()
            .map(Candidate::endpoint)
            .filter(endpoint -> endpoint.role() != Role.OUTSIDE)
            .map(Endpoint::index)
            .forEach(members::set);
        yield new Selection(Optional.of(EndpointSet.of(members)), addresses(ref, network, publicInternet));
      }
    };
  }

  private static AddressSet addresses(EndpointRef ref, Network network, boolean publicInternet) {
    return switch (ref) {
      case EndpointRef.Ip ip -> AddressSet.of(Cidr.of(ip.address()));
      case EndpointRef.Block block -> AddressSet.of(block.block());
      case EndpointRef.Internet internet -> network.known()
          .union(publicInternet ? AddressGuards.PRIVATE : AddressSet.EMPTY)
          .complement();
      case EndpointRef.Named named -> AddressSet.EMPTY;
      case EndpointRef.Qualified qualified -> AddressSet.EMPTY;
      case EndpointRef.Bare bare -> AddressSet.EMPTY;
      case EndpointRef.Namespace namespace -> AddressSet.EMPTY;
      case EndpointRef.Selected selected -> AddressSet.EMPTY;
      case EndpointRef.Node node -> AddressSet.EMPTY;
      case EndpointRef.Host host -> AddressSet.EMPTY;
    };
  }

  /** Whether some member or address of an end of a map is wanted. */
  public boolean wants(MapEnd end) {
    return switch (end) {
      case MapEnd.Listed listed -> listed.members().members().stream().anyMatch(this::holds);
      case MapEnd.Outside outside -> !outside.addresses().intersect(addresses).isEmpty();
    };
  }

  /** Whether a listed endpoint is wanted. */
  public boolean holds(int endpoint) {
    return endpoints.map(set -> set.contains(endpoint)).orElse(true);
  }
}
