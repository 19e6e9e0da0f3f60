package dev.canreach.query;

import dev.canreach.lower.kubernetes.ExternalNames;
import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a client learns of a name, and whether its policies let it ask (K8S/S-22, K8S/S-23). */
final class NameLookup {
  private static final int DNS_PORT = 53;

  private final Network network;
  private final Prover prover;
  private final FlowPlanner planner;

  NameLookup(Network network, Prover prover, FlowPlanner planner) {
    this.network = network;
    this.prover = prover;
    this.planner = planner;
  }

  /**
   * A lookup.
   *
   * @param client who asks
   * @param name the name
   * @param verdict reachable when the client gets an answer, unknown when that depends on what the input does not tell
   * @param targets what the name stands for, whether or not the client can ask
   * @param addresses the addresses in the order of the answer; ids where the address is not known
   * @param searched the full names that were tried
   * @param reason why there is no answer
   * @param path the stages that the lookup itself meets
   * @param blockers the objects that keep the client from asking
   * @param nearMisses the rules that almost let it ask
   * @param presumptions what this rests on
   * @param notes what else is worth knowing
   */
  record Lookup(Candidate client, String name, Verdict verdict, List<Candidate> targets, List<String> addresses,
      List<String> searched, String reason, List<PathStep> path, List<Blocker> blockers, List<NearMiss> nearMisses,
      List<Answer.Presumption> presumptions, List<String> notes) {

    /** Whether the client gets an answer, for all that is known. */
    boolean mayAnswer() {
      return verdict == Verdict.REACHABLE || verdict == Verdict.UNKNOWN;
    }
  }

  Lookup ask(Candidate client, String name) {
    Names.Resolution resolution = network.names().resolve(client.endpoint(), name);
    List<Candidate> targets = resolution.targets().stream().map(target -> candidate(target, name)).toList();
    List<Answer.Presumption> presumptions = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Transport transport = transport(client);
    notes.addAll(transport.notes());
    Verdict verdict = targets.isEmpty() ? Verdict.UNROUTABLE : transport.verdict();
    String reason = targets.isEmpty() ? reason(client, name, resolution) : transport.reason();
    if (targets.isEmpty() && resolution.open().isPresent()) {
      verdict = Verdict.UNKNOWN;
      presumptions.add(new Answer.Presumption(resolution.open().get(), false, Verdict.UNKNOWN, Verdict.UNROUTABLE));
    }
    if (verdict != Verdict.UNROUTABLE) {
      presumptions.addAll(transport.presumptions());
    }
    if (transport.verdict() == Verdict.BLOCKED && verdict != Verdict.UNROUTABLE) {
      verdict = Verdict.BLOCKED;
      reason = transport.reason();
    }
    List<String> addresses = resolution.targets().stream().map(this::address).distinct().toList();
    return new Lookup(client, name, verdict, targets, addresses, resolution.searched(), reason, transport.path(),
        transport.blockers(),
        transport.nearMisses(), presumptions, notes);
  }

  private static String reason(Candidate client, String name, Names.Resolution resolution) {
    String why = resolution.reason().isEmpty() ? "" : ": " + resolution.reason();
    return "the name `" + name + "` does not resolve for " + client.shown() + why;
  }

  /** An address, or the endpoint, and its network where it has an address in a named one. */
  private String address(Names.Target target) {
    Optional<String> attached = network.attachments()
        .stream()
        .filter(attachment -> target.endpoint().isPresent() && attachment.endpoint() == target.endpoint().getAsInt())
        .filter(attachment -> target.address().filter(attachment.addresses()::contains).isPresent())
        .map(attachment -> network.endpoint(attachment.endpoint()).id() + "@" + attachment.network())
        .findFirst();
    return attached.or(() -> target.address().map(Address::toString))
        .orElseGet(() -> target.endpoint().isPresent() ? network.endpoint(target.endpoint().getAsInt()).id() : "");
  }

  private Candidate candidate(Names.Target target, String name) {
    Optional<Address> address = target.address();
    Endpoint endpoint = target.endpoint().isPresent()
        ? network.endpoint(target.endpoint().getAsInt())
        : address.flatMap(network::owner).orElse(network.outside());
    PacketExpr guard = address.map(given -> PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(given)))
        .orElse(PacketExpr.TRUE);
    String shown = endpoint.role() == Role.OUTSIDE
        ? address.map(Address::toString).orElse(ExternalNames.PREFIX + name)
        : endpoint.id();
    return new Candidate(endpoint, guard, shown);
  }

  /** Whether the client may ask a name server. */
  private record Transport(Verdict verdict, String reason, List<PathStep> path, List<Blocker> blockers,
      List<NearMiss> nearMisses, List<Answer.Presumption> presumptions, List<String> notes) {
    static final Transport FREE = new Transport(Verdict.REACHABLE, "", List.of(), List.of(), List.of(), List.of(),
        List.of());
  }

  private Transport transport(Candidate client) {
    List<Endpoint> servers = network.names().servers(client.endpoint());
    Endpoint endpoint = client.endpoint();
    boolean pod = endpoint.role() == Role.WORKLOAD || endpoint.role() == Role.FUTURE || endpoint.role() == Role.IMPLIED;
    if (servers.isEmpty() || !pod || endpoint.hostNetwork() || servers.contains(endpoint)) {
      return Transport.FREE;
    }
    List<Outcome> tried = outcomes(client, servers, Protocol.UDP);
    List<Outcome> sure = tried.stream().filter(outcome -> outcome.proof() instanceof Proof.Found).toList();
    if (!sure.isEmpty()) {
      // which pod is meant may decide: then the one that may ask need not be the one that may connect
      boolean every = endpoint.role() != Role.FUTURE
          || sure.stream().anyMatch(outcome -> prover.loses(network, outcome.leg().flow()) instanceof Proof.None);
      return every
          ? allowed(client, servers, sure)
          : new Transport(Verdict.UNKNOWN, "not every pod that " + client.shown() + " stands for may ask name servers",
              List.of(), List.of(), List.of(), List.of(), List.of());
    }
    for (Outcome outcome : tried) {
      if (outcome.proof() instanceof Proof.Depends depends) {
        return new Transport(Verdict.UNKNOWN, "", List.of(step(outcome.leg())), List.of(), List.of(),
            depends.assumptions()
                .stream()
                .map(assumption -> Answer.Presumption.of(assumption, depends.with().valuation().holds(assumption),
                    Verdict.REACHABLE, Verdict.BLOCKED))
                .toList(),
            List.of());
      }
      if (outcome.proof() instanceof Proof.GaveUp(String reason)) {
        return new Transport(Verdict.UNKNOWN, reason, List.of(), List.of(), List.of(), List.of(), List.of());
      }
    }
    return blocked(client, servers, tried);
  }

  private Transport allowed(Candidate client, List<Endpoint> servers, List<Outcome> sure) {
    boolean tcp = outcomes(client, servers, Protocol.TCP).stream()
        .anyMatch(outcome -> !(outcome.proof() instanceof Proof.None));
    List<String> notes = tcp
        ? List.of()
        : List.of("long DNS answers fail: " + client.shown() + " may ask over UDP, but not over TCP");
    Proof.Found first = (Proof.Found) sure.get(0).proof();
    SortedSet<Assumption> decisive = new TreeSet<>(first.decisive());
    sure.forEach(outcome -> decisive.retainAll(((Proof.Found) outcome.proof()).decisive()));
    return new Transport(Verdict.REACHABLE, "", List.of(step(sure.get(0).leg())), List.of(), List.of(),
        decisive.stream()
            .map(assumption -> Answer.Presumption.of(assumption, first.valuation().holds(assumption),
                Verdict.REACHABLE, Verdict.BLOCKED))
            .toList(),
        notes);
  }

  private static PathStep step(Leg leg) {
    Candidate server = leg.to();
    return new PathStep("dns", "allowed", Optional.empty(),
        "UDP " + port(server.endpoint(), Protocol.UDP) + " to " + server.shown(), List.of());
  }

  private Transport blocked(Candidate client, List<Endpoint> servers, List<Outcome> tried) {
    SortedSet<Assumption> decisive = new TreeSet<>();
    tried.forEach(outcome -> {
      if (outcome.proof() instanceof Proof.None none) {
        decisive.addAll(none.decisive());
      }
    });
    Candidate server = server(servers.get(0));
    List<Leg> legs = planner.legs(client, server, Request.NONE, guard(servers.get(0), Protocol.UDP));
    LegProver proofs = new LegProver(network, prover, legs);
    Optional<BlockExplainer.Explanation> why = legs.stream()
        .filter(proofs::isRouted)
        .findFirst()
        .map(leg -> new BlockExplainer(network, prover).explain(leg, proofs.removals(leg).orElse(Set.of())));
    List<PathStep> path = why.map(NameLookup::renamed).orElse(List.of());
    return new Transport(Verdict.BLOCKED, client.shown() + " may not ask any name server", path,
        why.map(BlockExplainer.Explanation::blockers).orElse(List.of()),
        why.map(BlockExplainer.Explanation::nearMisses).orElse(List.of()),
        decisive.stream()
            .map(assumption -> Answer.Presumption.of(assumption, assumption.byDefault().orElse(false), Verdict.BLOCKED,
                Verdict.REACHABLE))
            .toList(),
        List.of());
  }

  private static List<PathStep> renamed(BlockExplainer.Explanation explanation) {
    return explanation.path()
        .stream()
        .map(step -> new PathStep("dns " + step.stage(), step.decision(), step.by(), step.text(), step.evidence()))
        .toList();
  }

  private List<Outcome> outcomes(Candidate client, List<Endpoint> servers, Protocol protocol) {
    return servers.stream()
        .flatMap(server -> planner.legs(client, server(server), Request.NONE, guard(server, protocol)).stream())
        .map(leg -> new Outcome(leg, prover.delivers(network, leg.flow())))
        .toList();
  }

  private static Candidate server(Endpoint server) {
    return new Candidate(server, PacketExpr.TRUE, server.id());
  }

  private static PacketExpr guard(Endpoint server, Protocol protocol) {
    return PacketExpr.and(PacketExpr.is(protocol), PacketExpr.is(Field.DESTINATION_PORT, port(server, protocol)));
  }

  /** The port that the server itself listens on, which is what policies see (K8S/S-20). */
  private static int port(Endpoint server, Protocol protocol) {
    return server.ports()
        .stream()
        .filter(port -> port.protocol().equals(protocol) && port.name().startsWith("dns"))
        .map(DeclaredPort::port)
        .findFirst()
        .orElse(DNS_PORT);
  }
}
