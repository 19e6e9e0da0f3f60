package dev.canreach.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Attachment;
import dev.canreach.model.Backend;
import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Enforcer;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Response;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.model.Status;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.query.Answer;
import dev.canreach.query.AskOptions;
import dev.canreach.query.Asker;
import dev.canreach.query.Openings;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Verdict;
import dev.canreach.report.QuestionJson;
import dev.canreach.solver.smt.CrossCheckedProver;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A gateway that forwards, answers, rewrites and redirects, in front of a proxy that judges requests. */
class RoutedAnswersTest {
  private static final Origin ORIGIN = new Origin("HTTPRoute shop/api", "", "", new Span("route.yaml", 1, 1));
  private static final int GATEWAY = 1;
  private static final int V1 = 2;
  private static final int V2 = 3;

  private final Network network = network();

  private static Network network() {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoint(endpoints, "outside", Role.OUTSIDE);
    endpoint(endpoints, "gateway/shop/gw", Role.VIRTUAL);
    endpoint(endpoints, "pod/shop/v1", Role.WORKLOAD, "10.0.0.1");
    endpoint(endpoints, "pod/shop/v2", Role.WORKLOAD, "10.0.0.2", "10.1.0.2");
    endpoint(endpoints, "pod/shop/web", Role.WORKLOAD);
    Backend big = new Backend("shop/api", "v1", OptionalInt.of(80), 90);
    Backend small = new Backend("shop/api", "v2", OptionalInt.of(80), 10);
    PacketExpr api = path("/api");
    PacketExpr one = path("/one");
    PacketExpr broken = path("/broken");
    PacketExpr moved = path("/moved");
    PacketExpr empty = path("/empty");
    PacketExpr none = PacketExpr.and(PacketExpr.isHttp(),
        PacketExpr.not(PacketExpr.or(api, one, broken, moved, empty)));
    TextChange cut = new TextChange.ReplacePathPrefix(4, "", true);
    TextChange elsewhere = TextChange.set(TextField.HOST, "new.example");
    List<Route.Alternative> alternatives = List.of(
        new Route.Alternative(V1, 90, to(V1, api, cut), big),
        new Route.Alternative(V2, 10, to(V2, api, cut), small),
        new Route.Alternative(V1, 1, to(V1, one, cut), big),
        new Route.Alternative(V1, 1, to(V1, broken, cut), big),
        new Route.Alternative(GATEWAY, 1, at(broken), Response.of(500, "a backend is missing")),
        new Route.Alternative(GATEWAY, 1, new Path(List.of(hop(moved, new Assignment.Rewrite(elsewhere)))),
            Response.redirect(301, OptionalInt.of(8443), "the rule redirects")),
        new Route.Alternative(GATEWAY, 1, at(empty), Optional.of(new Backend("shop/none", 1)),
            Optional.of(Response.of(503, "no pod stands behind shop/none"))),
        new Route.Alternative(GATEWAY, 1, at(none), Response.of(404, "no rule matches the request")),
        new Route.Alternative(GATEWAY, 1, at(PacketExpr.not(PacketExpr.isHttp()))));
    return new Network(endpoints, new Path(List.of()),
        List.of(new Route(GATEWAY, "gateway shop/gw", alternatives, ORIGIN)), Names.NONE, AddressSet.EMPTY,
        new TreeMap<>(),
        List.of(new Attachment(V2, "back", V2, List.of(Address.parse("10.1.0.2").orElseThrow()))),
        List.of(new Status.Condition("HTTPRoute/shop/api", "Accepted", "Gateway/shop/gw", "", Optional.of(true),
            "Accepted"), new Status.AttachedRoutes("Gateway/shop/gw", "http", 3)),
        Optional.empty());
  }

  private static void endpoint(List<Endpoint> endpoints, String id, Role role, String... addresses) {
    String[] parts = id.split("/", -1);
    endpoints.add(new Endpoint(endpoints.size(), id, role, parts.length > 1 ? parts[1] : "", parts[parts.length - 1],
        new TreeMap<>(), List.of(addresses).stream().map(text -> Address.parse(text).orElseThrow()).toList(),
        Set.of(IpFamily.IPV4), OptionalInt.empty(), false, false, List.of(), ORIGIN));
  }

  private static PacketExpr path(String prefix) {
    return PacketExpr.matches(TextField.PATH, TextPattern.prefix(prefix));
  }

  private static Step.Hop hop(PacketExpr guard, Assignment... assignments) {
    return new Step.Hop("gateway", guard, List.of(assignments), ORIGIN);
  }

  private static Path at(PacketExpr guard) {
    return new Path(List.of(hop(guard)));
  }

  /** The proxy of v1 refuses DELETE of the path that it sees, which is the rewritten one. */
  private static Path to(int pod, PacketExpr guard, TextChange change) {
    PolicyRule denies = new PolicyRule(PacketExpr.TRUE,
        List.of(
            new Condition("request", PacketExpr.matches(TextField.METHOD, TextPattern.exact("DELETE")), ORIGIN),
            new Condition("request", PacketExpr.matches(TextField.PATH, TextPattern.exact("/v1")), ORIGIN)),
        Action.DENY, ORIGIN);
    Plane proxy = new Plane("proxy", Side.DESTINATION,
        List.of(new Tier("AuthorizationPolicy", List.of(), pod == V1 ? List.of(denies) : List.of(), Action.PASS)),
        Enforcer.PROXY);
    return new Path(List.of(
        hop(guard, new Assignment.ToEnd(Side.DESTINATION, pod, Optional.empty()), new Assignment.ToPort(8080),
            new Assignment.Rewrite(change)),
        new Step.Stage(proxy)));
  }

  private Answer ask(String question) throws QuestionException {
    try (CrossCheckedProver prover = new CrossCheckedProver(new SmtProver())) {
      return new Asker(network, prover, AskOptions.DEFAULT, Openings.NONE).ask(QuestionJson.read(question));
    }
  }

  private Answer.Judged http(String request) throws QuestionException {
    return (Answer.Judged) ask("{\"from\": \"pod/shop/web\", \"to\": \"gateway/shop/gw\", \"port\": 80, \"http\": "
        + request + "}");
  }

  @Test
  void aSplitHasBothBackendsAndTheirPods() throws QuestionException {
    Answer.Judged answer = http("{\"path\": \"/api/v1?x=1\", \"host\": \"shop.example\"}");

    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.isPartial()).isFalse();
    assertThat(answer.handling().backends()).extracting(Backend::subset, Backend::weight)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("v1", 90), org.assertj.core.groups.Tuple.tuple("v2", 10));
    assertThat(answer.destinations()).containsExactly(new Answer.Destination("pod/shop/v1", 8080, 90, true),
        new Answer.Destination("pod/shop/v2", 8080, 10, true));
    assertThat(answer.handling().sent()).contains(new Answer.Sent("shop.example", "/v1?x=1"));
    assertThat(answer.handling().answeredBy()).isEqualTo("pod/shop/v1");
  }

  @Test
  void aProxyThatRefusesOneBackendMakesTheAnswerPartial() throws QuestionException {
    Answer.Judged answer = http("{\"method\": \"DELETE\", \"path\": \"/api/v1\"}");

    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.isPartial()).isTrue();
    assertThat(answer.destinations()).extracting(Answer.Destination::delivered).containsExactly(false, true);
    assertThat(answer.handling().backends()).hasSize(2);
  }

  @Test
  void aProxyThatRefusesEveryBackendBlocks() throws QuestionException {
    Answer.Judged refused = http("{\"method\": \"DELETE\", \"path\": \"/one/v1\"}");
    Answer.Judged served = http("{\"method\": \"DELETE\", \"path\": \"/one/v1/x\"}");

    assertThat(refused.verdict()).isEqualTo(Verdict.BLOCKED);
    assertThat(refused.by()).contains(Enforcer.PROXY);
    assertThat(refused.blockers()).extracting(blocker -> blocker.origin().object()).containsExactly(ORIGIN.object());
    assertThat(refused.handling().backends()).hasSize(1);
    assertThat(served.verdict()).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void aShareThatTheGatewayAnswersMakesTheAnswerPartial() throws QuestionException {
    Answer.Judged answer = http("{\"path\": \"/broken\"}");

    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.failures()).containsExactly(
        new Answer.Pair("pod/shop/web", "gateway/shop/gw (500)", Verdict.UNROUTABLE));
  }

  @Test
  void aRequestThatNoRuleTakesHasNoRoute() throws QuestionException {
    Answer.Judged answer = http("{\"path\": \"/other\"}");

    assertThat(answer.verdict()).isEqualTo(Verdict.UNROUTABLE);
    assertThat(answer.handling().status()).hasValue(404);
    assertThat(answer.handling().answeredBy()).isEqualTo("gateway/shop/gw");
    assertThat(answer.reason()).contains("404").contains("no rule matches");
    assertThat(answer.handling().backends()).isEmpty();
  }

  @Test
  void aBackendWithoutPodsIsStillTheRoute() throws QuestionException {
    Answer.Judged answer = http("{\"path\": \"/empty\"}");

    assertThat(answer.verdict()).isEqualTo(Verdict.UNROUTABLE);
    assertThat(answer.handling().backends()).containsExactly(new Backend("shop/none", 1));
    assertThat(answer.handling().status()).hasValue(503);
  }

  @Test
  void aRedirectSaysWhereTo() throws QuestionException {
    Answer.Judged answer = http("{\"path\": \"/moved?x=1\", \"host\": \"shop.example:80\"}");

    assertThat(answer.verdict()).isEqualTo(Verdict.UNROUTABLE);
    assertThat(answer.handling().status()).hasValue(301);
    assertThat(answer.handling().redirect())
        .contains(new Answer.Location("http", "new.example", OptionalInt.of(8443), "/moved?x=1"));
  }

  @Test
  void withoutARequestTheConnectionToTheGatewayOpens() throws QuestionException {
    Answer answer = ask("{\"from\": \"internet\", \"to\": \"gateway/shop/gw\", \"port\": 80}");

    assertThat(((Answer.Judged) answer).verdict()).isEqualTo(Verdict.REACHABLE);
  }

  @Test
  void aNetworkPicksTheAddress() throws QuestionException {
    String start = "{\"from\": \"pod/shop/web\", \"to\": \"pod/shop/v2\", \"port\": 80, \"network\": ";
    Answer.Judged back = (Answer.Judged) ask(start + "\"back\"}");
    Answer.Judged front = (Answer.Judged) ask(start + "\"front\"}");

    assertThat(back.witness().orElseThrow().packet().destination().address())
        .contains(Address.parse("10.1.0.2").orElseThrow());
    assertThat(front.verdict()).isEqualTo(Verdict.UNROUTABLE);
  }

  @Test
  void factsAboutObjectsAreLookedUp() throws QuestionException {
    Answer.Stated accepted = (Answer.Stated) ask("{\"object\": \"HTTPRoute/shop/api\", \"condition\": \"Accepted\"}");
    Answer.Stated unknown = (Answer.Stated) ask(
        "{\"object\": \"HTTPRoute/shop/api\", \"condition\": \"Accepted\", \"parent\": \"Gateway/shop/other\"}");
    Answer.Stated routes = (Answer.Stated) ask("{\"object\": \"Gateway/shop/gw\", \"attachedRoutes\": \"http\"}");

    assertThat(accepted.status()).contains(true);
    assertThat(accepted.reason()).isEqualTo("Accepted");
    assertThat(unknown.isUnknown()).isTrue();
    assertThat(routes.count()).hasValue(3);
  }
}
