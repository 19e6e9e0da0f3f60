package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkIndexTest {
  private static final Origin ORIGIN = new Origin("NetworkPolicy x/p", "", "", new Span("x.yaml", 1, 1));
  private static final PacketExpr SERVER = is(Side.DESTINATION, Networks.SERVER);
  private static final PacketExpr CLIENT = is(Side.DESTINATION, Networks.CLIENT);
  private static final PacketExpr OPEN = PacketExpr.holds(Networks.OPEN);

  private final NetworkIndex index = new NetworkIndex(Networks.of());

  private static PacketExpr is(Side side, int endpoint) {
    return PacketExpr.isEndpoint(side, EndpointSet.of(endpoint));
  }

  private static Plane plane(String name, PacketExpr subject) {
    return new Plane(name, Side.DESTINATION, List.of(new Tier("t", List.of(new Scope(subject, ORIGIN)),
        List.of(new PolicyRule(subject, List.of(), Action.ALLOW, ORIGIN)), Action.DENY)));
  }

  /** The endpoints in whose cone the rule stays; its scope always shares its fate. */
  private List<Integer> staysFor(PacketExpr subject) {
    Plane plane = plane("ingress", subject);
    return List.of(Networks.CLIENT, Networks.SERVER).stream().filter(endpoint -> {
      Tier cut = index.cone(plane, endpoint).tiers().getFirst();
      assertThat(cut.scopes()).hasSameSizeAs(cut.rules());
      return !cut.rules().isEmpty();
    }).toList();
  }

  @Test
  void aConeKeepsWhatMayBeAboutItsEndpointAndNothingElse() {
    assertThat(staysFor(PacketExpr.TRUE)).containsExactly(Networks.CLIENT, Networks.SERVER);
    assertThat(staysFor(PacketExpr.FALSE)).isEmpty();
    assertThat(staysFor(SERVER)).containsExactly(Networks.SERVER);
    assertThat(staysFor(is(Side.SOURCE, Networks.SERVER))).containsExactly(Networks.CLIENT, Networks.SERVER);
    assertThat(staysFor(PacketExpr.and(SERVER, OPEN))).containsExactly(Networks.SERVER);
    assertThat(staysFor(PacketExpr.or(PacketExpr.and(SERVER, OPEN), PacketExpr.and(CLIENT, PacketExpr.not(OPEN)))))
        .containsExactly(Networks.CLIENT, Networks.SERVER);
    assertThat(staysFor(PacketExpr.or(PacketExpr.and(SERVER, OPEN), PacketExpr.and(SERVER, PacketExpr.loopback()))))
        .containsExactly(Networks.SERVER);
    assertThat(staysFor(PacketExpr.not(SERVER))).containsExactly(Networks.CLIENT);
    assertThat(staysFor(PacketExpr.not(is(Side.SOURCE, Networks.SERVER))))
        .containsExactly(Networks.CLIENT, Networks.SERVER);
    assertThat(staysFor(PacketExpr.not(PacketExpr.and(SERVER, OPEN))))
        .containsExactly(Networks.CLIENT, Networks.SERVER);
  }

  private void rememberOthers(int count) {
    for (int other = 0; other < count; other++) {
      index.cone(plane("other", SERVER), Networks.SERVER);
    }
  }

  @Test
  void conesAreRememberedButNotWithoutLimit() {
    Plane first = plane("first", SERVER);
    Plane cone = index.cone(first, Networks.SERVER);
    rememberOthers(4095);

    assertThat(index.cone(first, Networks.CLIENT)).isNotSameAs(cone);
    assertThat(index.cone(first, Networks.SERVER)).isNotSameAs(cone).isEqualTo(cone);
    assertThat(index.cone(first, Networks.SERVER)).isSameAs(index.cone(first, Networks.SERVER));
  }

  @Test
  void whatIsAskedAgainIsNotCutAgain() {
    Plane plane = plane("ingress", SERVER);
    Plane cone = index.cone(plane, Networks.SERVER);
    rememberOthers(4094);

    assertThat(index.cone(plane, Networks.SERVER)).isSameAs(cone);
  }
}
