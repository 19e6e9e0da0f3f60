package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.model.Action;
import dev.canreach.model.Network;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.ProverLimitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtProverTest {
  private final SmtProver prover = new SmtProver();

  @AfterEach
  void close() {
    prover.close();
  }

  private Packet witness(Network network, int source, int destination, PacketExpr guard) {
    Proof proof = prover.delivers(network, Networks.flow(network, source, destination, guard));
    assertThat(proof).isInstanceOf(Proof.Found.class);
    return ((Proof.Found) proof).witness();
  }

  private static List<PolicyRule> alternating() {
    List<PolicyRule> rules = new ArrayList<>();
    for (int port = 1; port <= 5000; port++) {
      rules.add(Networks.rule("r" + port, port % 2 == 0 ? Action.ALLOW : Action.DENY,
          PacketExpr.inRange(Field.DESTINATION_PORT, 0, port)));
    }
    return rules;
  }

  @Test
  void theLeastWitnessTakesTheNamedProtocolsFirst() {
    PacketExpr notTcp = PacketExpr.not(PacketExpr.is(Protocol.TCP));
    PacketExpr neither = PacketExpr.and(notTcp, PacketExpr.not(PacketExpr.is(Protocol.UDP)));
    PacketExpr high = PacketExpr.inRange(Field.PROTOCOL, 200, 210);

    assertThat(witness(Networks.of(), 2, 3, PacketExpr.TRUE).protocol()).isEqualTo(Protocol.TCP);
    assertThat(witness(Networks.of(), 2, 3, notTcp).protocol()).isEqualTo(Protocol.UDP);
    assertThat(witness(Networks.of(), 2, 3, neither).protocol()).isEqualTo(Protocol.SCTP);
    assertThat(witness(Networks.of(), 2, 3, high).protocol()).isEqualTo(new Protocol(200));
  }

  @Test
  void theOutsideHasNoAddressThatAnEndpointOwns() {
    Cidr block = Cidr.parse("10.0.0.0/30").orElseThrow();
    Cidr owned = Cidr.parse("10.0.0.1/32").orElseThrow();
    Network network = Networks.of();
    PacketExpr upper = PacketExpr.and(PacketExpr.inPrefix(Side.SOURCE, block),
        PacketExpr.not(PacketExpr.inPrefix(Side.SOURCE, Cidr.parse("10.0.0.0/32").orElseThrow())));

    assertThat(witness(network, Networks.OUTSIDE, Networks.SERVER, upper).source().address())
        .isEqualTo(Address.parse("10.0.0.3"));
    assertThat(prover.delivers(network,
        Networks.flow(network, Networks.OUTSIDE, Networks.SERVER, PacketExpr.inPrefix(Side.SOURCE, owned))))
        .isEqualTo(new Proof.None(List.of()));
  }

  @Test
  void aPodThatDoesNotExistYetMayHaveLabelsThatNothingMentions() {
    PacketExpr present = PacketExpr.hasLabel(Side.SOURCE, "app", Optional.empty());
    PacketExpr web = PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("web"));
    PacketExpr other = PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("other"));
    PacketExpr second = PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("other-2"));
    Network network = Networks.of();

    assertThat(witness(network, Networks.FUTURE, Networks.SERVER, PacketExpr.TRUE).source().labels()).isEmpty();
    assertThat(witness(network, Networks.FUTURE, Networks.SERVER, PacketExpr.and(present, PacketExpr.or(web, other)))
        .source()
        .labels()).isEqualTo(Map.of("app", "other"));
    assertThat(witness(network, Networks.FUTURE, Networks.SERVER,
        PacketExpr.and(present, PacketExpr.not(web), PacketExpr.not(other))).source().labels())
        .isEqualTo(Map.of("app", "other-2"));
    assertThat(witness(network, Networks.FUTURE, Networks.SERVER,
        PacketExpr.and(present, PacketExpr.not(web), PacketExpr.not(other), PacketExpr.not(second))).source().labels())
        .isEqualTo(Map.of("app", "other-3"));
    assertThat(prover.delivers(network, Networks.flow(network, Networks.CLIENT, Networks.SERVER, present)))
        .isEqualTo(new Proof.None(List.of()));
  }

  @Test
  void aPodThatTalksToItselfHasOneSetOfLabels() {
    PacketExpr differ = PacketExpr.and(PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("web")),
        PacketExpr.not(PacketExpr.hasLabel(Side.DESTINATION, "app", Optional.of("web"))));
    Network network = Networks.of();
    Flow itself = new Flow(Networks.FUTURE, Networks.FUTURE, true, differ, network.direct());
    Flow another = new Flow(Networks.FUTURE, Networks.FUTURE, false, differ, network.direct());

    assertThat(prover.delivers(network, itself)).isEqualTo(new Proof.None(List.of()));
    assertThat(prover.delivers(network, another)).isInstanceOf(Proof.Found.class);
  }

  @Test
  void anAnswerDependsOnTheLeastSetOfOpenAssumptions() {
    PacketExpr both = PacketExpr.and(PacketExpr.holds(Networks.OPEN), PacketExpr.holds(Networks.OTHER));
    Network network = Networks.of(Networks.policies(List.of(Networks.rule("db", Action.ALLOW, both)), "db"));

    Proof proof = prover.delivers(network, Networks.flow(network, Networks.CLIENT, Networks.SERVER, Networks.POSTGRES));

    assertThat(proof).isInstanceOf(Proof.Depends.class);
    Proof.Depends depends = (Proof.Depends) proof;
    assertThat(depends.assumptions()).containsExactly(Networks.OPEN, Networks.OTHER);
    assertThat(depends.with().valuation().holds(Networks.OPEN)).isTrue();
    assertThat(depends.with().valuation().holds(Networks.OTHER)).isTrue();
    assertThat(depends.without().holds(Networks.OPEN)).isFalse();
  }

  @Test
  void anAnswerThatEveryValueOfAnOpenAssumptionGivesIsNoUnknown() {
    PacketExpr open = PacketExpr.holds(Networks.OPEN);
    PolicyRule http = Networks.rule("a", Action.ALLOW, PacketExpr.and(open, PacketExpr.is(Field.DESTINATION_PORT, 80)));
    PolicyRule https = Networks.rule("b", Action.ALLOW,
        PacketExpr.and(PacketExpr.not(open), PacketExpr.is(Field.DESTINATION_PORT, 443)));
    Network network = Networks.of(Networks.policies(List.of(http, https), "a"));

    Packet least = witness(network, Networks.CLIENT, Networks.SERVER, PacketExpr.TRUE);

    assertThat(least.destinationPort()).isEqualTo(443);
  }

  @Test
  void defaultsThatDecideAreNamed() {
    PacketExpr enforced = PacketExpr.holds(Networks.ENFORCED);
    Network network = Networks.of(Networks.policies(List.of(Networks.rule("x", Action.DENY, enforced)), "unused"),
        Networks.policies(List.of()));

    assertThat(prover.delivers(network, Networks.flow(network, Networks.CLIENT, Networks.CLIENT, PacketExpr.TRUE)))
        .isInstanceOfSatisfying(Proof.Found.class, found -> assertThat(found.decisive()).isEmpty());
    Network open = Networks.of(new Tier("t", List.of(),
        List.of(Networks.rule("x", Action.DENY, enforced)), Action.PASS));
    assertThat(prover.delivers(open, Networks.flow(open, Networks.CLIENT, Networks.SERVER, PacketExpr.TRUE)))
        .isEqualTo(new Proof.None(List.of(Networks.ENFORCED)));
  }

  @Test
  void whatOpenAssumptionsTakeAwayDependsOnTheFewestThatDo() {
    PacketExpr both = PacketExpr.and(PacketExpr.holds(Networks.OPEN), PacketExpr.holds(Networks.OTHER));
    PacketExpr either = PacketExpr.or(PacketExpr.holds(Networks.OPEN), PacketExpr.holds(Networks.OTHER));
    Network strict = Networks.of(Networks.policies(List.of(Networks.rule("x", Action.DENY, either))));
    Network lenient = Networks.of(Networks.policies(List.of(Networks.rule("x", Action.DENY, both))));

    assertThat(prover.delivers(strict, Networks.flow(strict, Networks.CLIENT, Networks.SERVER, Networks.POSTGRES)))
        .isInstanceOfSatisfying(Proof.Depends.class, depends -> {
          assertThat(depends.assumptions()).containsExactly(Networks.OPEN);
          assertThat(depends.with().valuation().holds(Networks.OPEN)).isFalse();
          assertThat(depends.without().holds(Networks.OPEN)).isTrue();
          assertThat(depends.without().holds(Networks.OTHER)).isFalse();
        });
    assertThat(prover.delivers(lenient, Networks.flow(lenient, Networks.CLIENT, Networks.SERVER, Networks.POSTGRES)))
        .isInstanceOfSatisfying(Proof.Depends.class, depends -> {
          assertThat(depends.assumptions()).containsExactly(Networks.OPEN, Networks.OTHER);
          assertThat(depends.with().valuation().holds(Networks.OPEN)).isFalse();
          assertThat(depends.without().holds(Networks.OPEN)).isTrue();
          assertThat(depends.without().holds(Networks.OTHER)).isTrue();
        });
  }

  @Test
  void aDefaultIsDecisiveOnlyWhenTheAnswerChangesWithItAlone() {
    PacketExpr enforced = PacketExpr.holds(Networks.ENFORCED);
    PacketExpr second = PacketExpr.holds(Assumption.defaulted("mesh", "a mesh is there", "say so", true));
    Network allowing = Networks.of(Networks.policies(List.of(Networks.rule("a", Action.ALLOW, enforced)), "a"));
    Network denying = Networks.of(Networks.policies(
        List.of(Networks.rule("a", Action.DENY, PacketExpr.or(enforced, second)))));

    assertThat(prover.delivers(allowing, Networks.flow(allowing, Networks.CLIENT, Networks.SERVER, PacketExpr.TRUE)))
        .isInstanceOfSatisfying(Proof.Found.class,
            found -> assertThat(found.decisive()).containsExactly(Networks.ENFORCED));
    assertThat(prover.delivers(denying, Networks.flow(denying, Networks.CLIENT, Networks.SERVER, PacketExpr.TRUE)))
        .isEqualTo(new Proof.None(List.of()));
  }

  @Test
  void noPacketHasANumberBeyondItsField() {
    Network network = Networks.of();
    for (Field field : List.of(Field.PROTOCOL, Field.ICMP_TYPE, Field.DESTINATION_PORT)) {
      PacketExpr beyond = PacketExpr.and(
          field == Field.ICMP_TYPE ? PacketExpr.is(Protocol.ICMP) : PacketExpr.is(Protocol.TCP),
          PacketExpr.not(PacketExpr.inRange(field, 0, field.max())));

      assertThat(prover.delivers(network, Networks.flow(network, Networks.CLIENT, Networks.SERVER, beyond)))
          .as("%s", field)
          .isEqualTo(new Proof.None(List.of()));
    }
  }

  @Test
  void theLeastWitnessTakesPublicAddressesAndTheFirstLabelsOfTheAlphabet() {
    Network network = Networks.of();
    PacketExpr highest = PacketExpr.inPrefix(Side.SOURCE, Cidr.parse("255.255.255.254/31").orElseThrow());
    PacketExpr labels = PacketExpr.or(PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("m")),
        PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("z")),
        PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("a")),
        PacketExpr.hasLabel(Side.SOURCE, "app", Optional.of("k")));

    assertThat(witness(network, Networks.OUTSIDE, Networks.SERVER,
        PacketExpr.not(PacketExpr.inPrefix(Side.SOURCE, Cidr.parse("10.0.0.0/8").orElseThrow()))).source().address())
        .isEqualTo(Address.parse("1.0.0.0"));
    assertThat(witness(network, Networks.OUTSIDE, Networks.SERVER, highest).source().address())
        .isEqualTo(Address.parse("255.255.255.254"));
    assertThat(witness(network, Networks.FUTURE, Networks.SERVER, labels).source().labels())
        .isEqualTo(Map.of("app", "a"));
  }

  @Test
  void predicatesDifferWithAsFewOpenAssumptionsAsPossible() {
    Network network = Networks.of();
    PacketExpr both = PacketExpr.and(PacketExpr.holds(Networks.OPEN), PacketExpr.holds(Networks.OTHER));
    PacketExpr web = PacketExpr.is(Field.DESTINATION_PORT, 80);
    PacketExpr postgres = Networks.POSTGRES;

    assertThat(prover.difference(network, Networks.CLIENT, Networks.SERVER, both, PacketExpr.FALSE)).isPresent();
    assertThat(prover.difference(network, Networks.CLIENT, Networks.SERVER,
        PacketExpr.or(PacketExpr.and(both, web), PacketExpr.and(PacketExpr.holds(Networks.OTHER), postgres)),
        PacketExpr.FALSE)).hasValueSatisfying(packet -> assertThat(packet.destinationPort()).isEqualTo(5432));
    assertThat(prover.difference(network, Networks.CLIENT, Networks.SERVER, PacketExpr.holds(Networks.ENFORCED),
        PacketExpr.TRUE)).isEmpty();
  }

  @Test
  void removalsNameEveryPolicyThatIsolatesAndNoneThatAllows() {
    PacketExpr client = PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(Networks.CLIENT));
    PolicyRule web = Networks.rule("web", Action.ALLOW,
        PacketExpr.and(client, PacketExpr.is(Field.DESTINATION_PORT, 80)));
    Network network = Networks.of(Networks.policies(List.of(web), "deny-all", "web"));

    assertThat(prover.removals(network, Networks.flow(network, Networks.CLIENT, Networks.SERVER, Networks.POSTGRES)))
        .contains(Set.of("NetworkPolicy x/deny-all", "NetworkPolicy x/web"));
    assertThat(prover.removals(network,
        Networks.flow(network, Networks.CLIENT, Networks.SERVER, PacketExpr.is(Field.DESTINATION_PORT, 80)))).isEmpty();
  }

  @Test
  void removalsTieAlphabetically() {
    PolicyRule deny = Networks.rule("z", Action.DENY, PacketExpr.is(Field.DESTINATION_PORT, 80));
    PolicyRule alsoDeny = Networks.rule("a", Action.DENY, PacketExpr.is(Field.DESTINATION_PORT, 81));
    Network network = Networks.of(Networks.policies(List.of(deny, alsoDeny)));
    PacketExpr either = PacketExpr.inRange(Field.DESTINATION_PORT, 80, 81);

    assertThat(prover.removals(network, Networks.flow(network, Networks.CLIENT, Networks.SERVER, either)))
        .contains(Set.of("NetworkPolicy x/a"));
  }

  @Test
  void aDecisionListOfFiveThousandAlternatingRulesIsNoProblem() {
    Network network = Networks.of(Networks.policies(alternating(), "r1"));

    assertThat(witness(network, Networks.CLIENT, Networks.SERVER, PacketExpr.is(Protocol.TCP)).destinationPort())
        .isEqualTo(2);
  }

  @Test
  void aLimitIsNoAnswer() {
    Network network = Networks.of(Networks.policies(alternating(), "r1"));
    Flow flow = Networks.flow(network, Networks.CLIENT, Networks.SERVER, PacketExpr.is(Protocol.TCP));
    try (SmtProver weak = new SmtProver(new Limits(1, Duration.ofMinutes(1), 10))) {
      assertThat(weak.delivers(network, flow)).isInstanceOf(Proof.GaveUp.class);
      assertThatThrownBy(() -> weak.removals(network, flow)).isInstanceOf(ProverLimitException.class);
    }
  }

  @Test
  void aRecycledContextGivesTheSameAnswers() {
    Network network = Networks.of(Networks.policies(List.of(), "deny-all"));
    Flow flow = Networks.flow(network, Networks.OUTSIDE, Networks.CLIENT, PacketExpr.TRUE);
    Proof expected = prover.delivers(network, flow);
    try (SmtProver forgetful = new SmtProver(new Limits(50_000_000, Duration.ofMinutes(1), 1))) {
      for (int question = 0; question < 3; question++) {
        assertThat(forgetful.delivers(network, flow)).isEqualTo(expected);
      }
    }
  }
}
