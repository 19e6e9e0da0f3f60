package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Assignment;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hop has changed is what later steps see. */
class HopsTest {
  private static final Origin ORIGIN = new Origin("Service x/s", "", "", new Span("x.yaml", 1, 1));
  private static final PacketExpr TCP = PacketExpr.is(Protocol.TCP);

  private final SmtProver prover = new SmtProver();
  private final Network network = Networks.of();

  @AfterEach
  void close() {
    prover.close();
  }

  private static Step.Hop hop(PacketExpr guard, Assignment... assignments) {
    return new Step.Hop("service", guard, List.of(assignments), ORIGIN);
  }

  /** Whether some packet of the guard passes the hop and is then what is wanted. */
  private boolean arrives(PacketExpr guard, PacketExpr wanted, Assignment... assignments) {
    Path path = new Path(List.of(hop(PacketExpr.TRUE, assignments), hop(wanted)));
    Flow flow = new Flow(Networks.CLIENT, Networks.SERVER, false, guard, path);
    return prover.delivers(network, flow) instanceof Proof.Found;
  }

  private boolean loops(Assignment assignment, boolean loopback) {
    Path path = new Path(List.of(hop(PacketExpr.TRUE, assignment), hop(PacketExpr.loopback())));
    Flow flow = new Flow(Networks.CLIENT, Networks.CLIENT, loopback, TCP, path);
    return prover.delivers(network, flow) instanceof Proof.Found;
  }

  @Test
  void aPortThatAServiceSetsIsTheOneThatLaterStepsSeeK8sS02() {
    Assignment toPort = new Assignment.ToPort(8080);
    PacketExpr web = PacketExpr.and(TCP, PacketExpr.is(Field.DESTINATION_PORT, 80));

    assertThat(arrives(web, PacketExpr.is(Field.DESTINATION_PORT, 8080), toPort)).isTrue();
    assertThat(arrives(web, PacketExpr.inRange(Field.DESTINATION_PORT, 8080, 8090), toPort)).isTrue();
    assertThat(arrives(web, PacketExpr.inRange(Field.DESTINATION_PORT, 8000, 8080), toPort)).isTrue();
    assertThat(arrives(web, PacketExpr.inRange(Field.DESTINATION_PORT, 8081, 8090), toPort)).isFalse();
    assertThat(arrives(web, PacketExpr.inRange(Field.DESTINATION_PORT, 8000, 8079), toPort)).isFalse();
    assertThat(arrives(web, PacketExpr.is(Field.DESTINATION_PORT, 80), toPort)).isFalse();
    assertThat(arrives(web, PacketExpr.is(Field.SOURCE_PORT, 8080), toPort)).isTrue();
    assertThat(arrives(PacketExpr.is(Protocol.ICMP), PacketExpr.TRUE, toPort)).isFalse();
  }

  @Test
  void anEndThatAServiceSetsIsTheOneThatLaterStepsSeeK8sS02() {
    Assignment toClient = new Assignment.ToEnd(Side.DESTINATION, Networks.CLIENT, Optional.empty());
    Assignment fromServer = new Assignment.ToEnd(Side.SOURCE, Networks.SERVER,
        Address.parse("10.0.0.9"));
    PacketExpr client = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(Networks.CLIENT));
    PacketExpr server = PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(Networks.SERVER));
    PacketExpr nine = PacketExpr.inPrefix(Side.SOURCE, Cidr.parse("10.0.0.9/32").orElseThrow());

    assertThat(arrives(TCP, client, toClient)).isTrue();
    assertThat(arrives(TCP, Networks.server(), toClient)).isFalse();
    assertThat(arrives(TCP, PacketExpr.and(server, nine, Networks.server()), fromServer)).isTrue();
    assertThat(arrives(TCP, nine, toClient)).isFalse();
    assertThat(arrives(TCP, PacketExpr.TRUE,
        new Assignment.ToEnd(Side.SOURCE, Networks.SERVER, Address.parse("fd00::1")))).isFalse();
  }

  @Test
  void aPodThatAServiceSendsBackToItselfIsStillOnePodK8sS07() {
    Assignment itself = new Assignment.ToEnd(Side.DESTINATION, Networks.CLIENT, Optional.empty());
    Assignment other = new Assignment.ToEnd(Side.DESTINATION, Networks.SERVER, Optional.empty());
    Assignment masked = new Assignment.ToEnd(Side.SOURCE, Networks.SERVER, Optional.empty());

    assertThat(loops(itself, true)).isTrue();
    assertThat(loops(itself, false)).isFalse();
    assertThat(loops(other, true)).isFalse();
    assertThat(loops(masked, true)).isFalse();
  }
}
