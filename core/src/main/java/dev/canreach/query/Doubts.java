package dev.canreach.query;

import dev.canreach.packet.Assumption;
import java.util.Optional;

/**
 * What parts of the input that nobody understands might define. A question about something that the input lacks is then
 * open: it may be there after all.
 *
 * @param ends whether workloads, Services or endpoints may be among them
 * @param machines whether hosts may be, too
 * @param names whether names and entries from outside may be, too
 */
public record Doubts(Optional<Assumption> ends, Optional<Assumption> machines, Optional<Assumption> names) {

  /** Everything was read and understood. */
  public static final Doubts NONE = new Doubts(Optional.empty(), Optional.empty(), Optional.empty());

  /** The doubt about the existence of an end. */
  Optional<Assumption> about(EndpointRef ref) {
    return switch (ref) {
      case EndpointRef.Node node -> machines;
      case EndpointRef.Host host -> names;
      case EndpointRef.Named named -> switch (named.kind()) {
        case "ingress", "gateway", "gateway.networking.k8s.io", "gateway.networking.istio.io", "ingress-controller" ->
            names;
        default -> ends;
      };
      case EndpointRef.Qualified qualified -> ends;
      case EndpointRef.Bare bare -> ends;
      case EndpointRef.Namespace namespace -> ends;
      case EndpointRef.Selected selected -> ends;
      case EndpointRef.Ip ip -> machines;
      case EndpointRef.Block block -> machines;
      case EndpointRef.Internet internet -> machines;
    };
  }
}
