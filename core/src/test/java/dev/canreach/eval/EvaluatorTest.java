package dev.canreach.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Role;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.End;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.packet.Valuation;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Origin ORIGIN = new Origin("Policy x/p", "", "", new Span("p.yaml", 1, 1));
  private static final Address ADDRESS = Address.parse("10.0.0.1").orElseThrow();
  private static final Address ADDRESS6 = Address.parse("fd00::1").orElseThrow();
  private static final Assumption OPEN = Assumption.open("k", "it holds", "say so");
  private static final Assumption DEFAULTED = Assumption.defaulted("d", "it holds", "say so", true);
  private static final PacketExpr WEB = PacketExpr.is(Field.DESTINATION_PORT, 80);

  private final Network network = new Network(
      List.of(endpoint(0, Role.OUTSIDE, List.of()), endpoint(1, Role.WORKLOAD, List.of(ADDRESS)),
          endpoint(2, Role.WORKLOAD, List.of(ADDRESS6, ADDRESS.next().orElseThrow())),
          endpoint(3, Role.WORKLOAD, List.of())),
      new Path(List.of()), List.of(), Names.NONE, AddressSet.EMPTY);
  private final Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);

  private static Endpoint endpoint(int index, Role role, List<Address> addresses) {
    Set<IpFamily> families = index == 2 || index == 0 ? Set.of(IpFamily.IPV4, IpFamily.IPV6) : Set.of(IpFamily.IPV4);
    return new Endpoint(index, "pod/x/" + index, role, "x", "" + index, new TreeMap<>(), addresses, families,
        OptionalInt.empty(), false, false, List.of(), ORIGIN);
  }

  private static Packet tcp(int port) {
    return new Packet(IpFamily.IPV4, Protocol.TCP, End.at(1, ADDRESS), End.of(3), 1024, port, 0, 0, false);
  }

  private static Packet ping() {
    return new Packet(IpFamily.IPV4, Protocol.ICMP, End.at(1, ADDRESS), End.of(3), 0, 0, 8, 0, false);
  }

  private static PolicyRule rule(PacketExpr expr, Action action) {
    return new PolicyRule(PacketExpr.TRUE, List.of(new Condition("port", expr, ORIGIN)), action, ORIGIN);
  }

  private static Scope scope(PacketExpr subject) {
    return new Scope(subject, ORIGIN);
  }

  private Action judge(int port, Tier... tiers) {
    return evaluator.judge(new Plane("ingress", Side.DESTINATION, List.of(tiers)), tcp(port)).action();
  }

  @Test
  void aPlaneWithoutTiersAllows() {
    assertThat(judge(80)).isEqualTo(Action.ALLOW);
  }

  @Test
  void theFirstMatchingRuleDecides() {
    assertThat(judge(80,
        new Tier("t", List.of(), List.of(rule(WEB, Action.DENY), rule(PacketExpr.TRUE, Action.ALLOW)), Action.PASS)))
        .isEqualTo(Action.DENY);
    assertThat(judge(80,
        new Tier("t", List.of(), List.of(rule(PacketExpr.TRUE, Action.ALLOW), rule(WEB, Action.DENY)), Action.PASS)))
        .isEqualTo(Action.ALLOW);
  }

  @Test
  void theEndOfATierIsForThoseThatAScopeCoversK8sN03() {
    List<PolicyRule> rules = List.of(rule(WEB, Action.ALLOW));
    assertThat(judge(81, new Tier("t", List.of(scope(PacketExpr.TRUE)), rules, Action.DENY))).isEqualTo(Action.DENY);
    assertThat(judge(81, new Tier("t", List.of(scope(PacketExpr.FALSE)), rules, Action.DENY))).isEqualTo(Action.ALLOW);
    assertThat(judge(81, new Tier("t", List.of(), rules, Action.DENY))).isEqualTo(Action.ALLOW);
    assertThat(
        judge(81, new Tier("t", List.of(scope(PacketExpr.FALSE), scope(PacketExpr.TRUE)), List.of(), Action.DENY)))
        .isEqualTo(Action.DENY);
  }

  @Test
  void passLeavesTheTierEvenWhenAScopeCoversThePacket() {
    Tier passing = new Tier("t", List.of(scope(PacketExpr.TRUE)), List.of(rule(WEB, Action.PASS)), Action.DENY);
    Tier denying = new Tier("u", List.of(), List.of(rule(PacketExpr.TRUE, Action.DENY)), Action.PASS);
    assertThat(judge(80, passing)).isEqualTo(Action.ALLOW);
    assertThat(judge(80, passing, denying)).isEqualTo(Action.DENY);
    assertThat(judge(81, passing)).isEqualTo(Action.DENY);
  }

  @Test
  void anAllowEndsThePlane() {
    Tier allowing = new Tier("t", List.of(scope(PacketExpr.TRUE)), List.of(), Action.ALLOW);
    Tier denying = new Tier("u", List.of(), List.of(rule(PacketExpr.TRUE, Action.DENY)), Action.PASS);
    assertThat(judge(80, allowing, denying)).isEqualTo(Action.ALLOW);
  }

  @Test
  void aVerdictNamesTheTierTheRuleAndTheScopes() {
    PolicyRule allow = rule(WEB, Action.ALLOW);
    Scope covering = scope(PacketExpr.TRUE);
    Tier tier = new Tier("t", List.of(covering, scope(PacketExpr.FALSE)), List.of(allow), Action.DENY);
    Plane plane = new Plane("ingress", Side.DESTINATION, List.of(tier));
    assertThat(evaluator.judge(plane, tcp(80)))
        .isEqualTo(new Trace.Judged(plane, Action.ALLOW, Optional.of(tier), Optional.of(allow), List.of(covering)));
    assertThat(evaluator.judge(plane, tcp(81)))
        .isEqualTo(new Trace.Judged(plane, Action.DENY, Optional.of(tier), Optional.empty(), List.of(covering)));
  }

  @Test
  void fieldsThatThePacketLacksAreFalse() {
    assertThat(evaluator.matches(PacketExpr.inRange(Field.DESTINATION_PORT, 0, 65535), ping())).isFalse();
    assertThat(evaluator.matches(PacketExpr.inRange(Field.ICMP_TYPE, 0, 255), tcp(80))).isFalse();
    assertThat(evaluator.matches(PacketExpr.is(Field.ICMP_TYPE, 8), ping())).isTrue();
    assertThat(evaluator.matches(PacketExpr.inRange(Field.DESTINATION_PORT, 80, 90), tcp(79))).isFalse();
    assertThat(evaluator.matches(PacketExpr.inRange(Field.DESTINATION_PORT, 80, 90), tcp(80))).isTrue();
    assertThat(evaluator.matches(PacketExpr.inRange(Field.DESTINATION_PORT, 80, 90), tcp(90))).isTrue();
    assertThat(evaluator.matches(PacketExpr.inRange(Field.DESTINATION_PORT, 80, 90), tcp(91))).isFalse();
  }

  @Test
  void anUnknownAddressIsInNoBlock() {
    PacketExpr anywhere = PacketExpr.inPrefix(Side.DESTINATION, Cidr.all(IpFamily.IPV4));
    assertThat(evaluator.matches(anywhere, tcp(80))).isFalse();
    assertThat(evaluator.matches(PacketExpr.inPrefix(Side.SOURCE, Cidr.of(ADDRESS)), tcp(80))).isTrue();
    assertThat(evaluator.matches(PacketExpr.inPrefix(Side.SOURCE, Cidr.of(ADDRESS.next().orElseThrow())), tcp(80)))
        .isFalse();
  }

  @Test
  void labelsBelongToPodsThatDoNotExistYet() {
    End future = new End(3, Optional.empty(), new TreeMap<>(Map.of("app", "web")));
    Packet packet = tcp(80).withEnd(Side.DESTINATION, future);
    assertThat(evaluator.matches(PacketExpr.hasLabel(Side.DESTINATION, "app", Optional.of("web")), packet)).isTrue();
    assertThat(evaluator.matches(PacketExpr.hasLabel(Side.DESTINATION, "app", Optional.of("db")), packet)).isFalse();
    assertThat(evaluator.matches(PacketExpr.hasLabel(Side.DESTINATION, "app", Optional.empty()), packet)).isTrue();
    assertThat(evaluator.matches(PacketExpr.hasLabel(Side.DESTINATION, "tier", Optional.empty()), packet)).isFalse();
    assertThat(evaluator.matches(PacketExpr.hasLabel(Side.SOURCE, "app", Optional.empty()), packet)).isFalse();
  }

  @Test
  void connectivesEndpointsAndLoopback() {
    PacketExpr toThree = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(3));
    PacketExpr fromThree = PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(3));
    assertThat(evaluator.matches(PacketExpr.and(toThree, WEB), tcp(80))).isTrue();
    assertThat(evaluator.matches(PacketExpr.and(toThree, fromThree), tcp(80))).isFalse();
    assertThat(evaluator.matches(PacketExpr.or(fromThree, WEB), tcp(80))).isTrue();
    assertThat(evaluator.matches(PacketExpr.or(fromThree, WEB), tcp(81))).isFalse();
    assertThat(evaluator.matches(PacketExpr.not(fromThree), tcp(80))).isTrue();
    assertThat(evaluator.matches(PacketExpr.loopback(), tcp(80))).isFalse();
    Packet self = new Packet(IpFamily.IPV4, Protocol.TCP, End.of(3), End.of(3), 1, 80, 0, 0, true);
    assertThat(evaluator.matches(PacketExpr.loopback(), self)).isTrue();
  }

  @Test
  void aRequestSaysWhatItsFirstBytesSayAndOtherBytesSayNothing() {
    PacketExpr get = PacketExpr.matches(TextField.METHOD, TextPattern.exact("GET"));
    Packet request = tcp(80).withRequest(Request.http("GET", "", "/"));
    assertThat(evaluator.matches(get, request)).isTrue();
    assertThat(evaluator.matches(get, request.withRequest(Request.http("POST", "", "/")))).isFalse();
    assertThat(evaluator.matches(get, tcp(80))).isFalse();
  }

  @Test
  void assumptionsHaveTheirDefaultUntilGivenAValue() {
    assertThat(evaluator.matches(PacketExpr.holds(OPEN), tcp(80))).isFalse();
    assertThat(evaluator.matches(PacketExpr.holds(DEFAULTED), tcp(80))).isTrue();
    Evaluator other = new Evaluator(network, Valuation.of(List.of(OPEN, DEFAULTED), List.of(OPEN)));
    assertThat(other.matches(PacketExpr.holds(OPEN), tcp(80))).isTrue();
    assertThat(other.matches(PacketExpr.holds(DEFAULTED), tcp(80))).isFalse();
    Evaluator changed = new Evaluator(network, Valuation.DEFAULT.with(Map.of(DEFAULTED, false)));
    assertThat(changed.matches(PacketExpr.holds(DEFAULTED), tcp(80))).isFalse();
  }

  private static Step.Hop hop(PacketExpr guard, Assignment... assignments) {
    return new Step.Hop("service", guard, List.of(assignments), ORIGIN);
  }

  private static Assignment to(int endpoint, Optional<Address> address) {
    return new Assignment.ToEnd(Side.DESTINATION, endpoint, address);
  }

  @Test
  void aHopChangesThePacketForLaterStages() {
    Plane onlyHigh = new Plane("ingress", Side.DESTINATION, List.of(new Tier("t", List.of(scope(PacketExpr.TRUE)),
        List.of(rule(PacketExpr.is(Field.DESTINATION_PORT, 8080), Action.ALLOW)), Action.DENY)));
    Path path = new Path(
        List.of(hop(WEB, to(2, Optional.empty()), new Assignment.ToPort(8080)), new Step.Stage(onlyHigh)));
    Decision decision = evaluator.decide(path, tcp(80));
    assertThat(decision.allowed()).isTrue();
    assertThat(decision.last().destination()).isEqualTo(End.at(2, ADDRESS.next().orElseThrow()));
    assertThat(decision.last().destinationPort()).isEqualTo(8080);
    assertThat(decision.traces()).hasSize(2);
    assertThat(evaluator.decide(new Path(List.of(new Step.Stage(onlyHigh))), tcp(80)).allowed()).isFalse();
  }

  @Test
  void aHopRefusesWhatItsGuardOrItsAssignmentsCannotTake() {
    assertThat(evaluator.decide(new Path(List.of(hop(WEB))), tcp(81)).allowed()).isFalse();
    assertThat(evaluator.decide(new Path(List.of(hop(PacketExpr.TRUE, new Assignment.ToPort(1)))), ping()).allowed())
        .isFalse();
    assertThat(
        evaluator.decide(new Path(List.of(hop(PacketExpr.TRUE, to(2, Optional.of(ADDRESS6))))), tcp(80)).allowed())
        .isFalse();
    Packet six = new Packet(IpFamily.IPV6, Protocol.TCP, End.of(2), End.of(2), 1, 80, 0, 0, false);
    assertThat(evaluator.decide(new Path(List.of(hop(PacketExpr.TRUE, to(1, Optional.empty())))), six).allowed())
        .isFalse();
    assertThat(
        evaluator.decide(new Path(List.of(hop(PacketExpr.TRUE, to(2, Optional.empty())))), six).last().destination())
        .isEqualTo(End.at(2, ADDRESS6));
  }

  @Test
  void nothingIsJudgedAfterADenial() {
    Plane deny = new Plane("egress", Side.SOURCE,
        List.of(new Tier("t", List.of(), List.of(rule(PacketExpr.TRUE, Action.DENY)), Action.PASS)));
    Path path = new Path(List.of(new Step.Stage(deny), hop(PacketExpr.TRUE, new Assignment.ToPort(1))));
    Decision decision = evaluator.decide(path, tcp(80));
    assertThat(decision.allowed()).isFalse();
    assertThat(decision.traces()).hasSize(1);
    assertThat(decision.last()).isEqualTo(tcp(80));
  }
}
