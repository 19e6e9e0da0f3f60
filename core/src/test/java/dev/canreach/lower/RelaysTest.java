package dev.canreach.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Response;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.source.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelaysTest {
  private static final int GATEWAY = 1;
  private static final int SECOND = 2;
  private static final int POD = 3;
  private static final Origin ORIGIN = new Origin("Service x/s", "", "", new Span("x.yaml", 1, 1));
  private static final Plane DIRECT = plane("between");
  private static final Planes PLANES = new Planes(plane("egress"), plane("ingress"), List.of(DIRECT), List.of(),
      List.of());

  private static Plane plane(String name) {
    return new Plane(name, Side.DESTINATION, List.of(new Tier("t", List.of(),
        List.of(new PolicyRule(PacketExpr.TRUE, List.of(), Action.ALLOW, ORIGIN)), Action.PASS)));
  }

  private static Onward way(int destination, int weight, Optional<Response> response) {
    return new Onward(List.of(hop("onward to " + destination)), destination, weight, Optional.empty(), response);
  }

  private static Step hop(String name) {
    return new Step.Hop(name, PacketExpr.TRUE, List.of(), ORIGIN);
  }

  private static Route route(int... destinations) {
    return new Route(0, "service", Arrays.stream(destinations)
        .mapToObj(destination -> new Route.Alternative(destination, 3, new Path(List.of(hop("to " + destination)))))
        .toList(), ORIGIN);
  }

  private static List<String> names(Path path) {
    return path.steps().stream().map(step -> switch (step) {
      case Step.Hop hop -> hop.name();
      case Step.Stage stage -> stage.plane().name();
    }).toList();
  }

  @Test
  void aWayToAProxyGoesOnWithEachOfItsWaysIstioI72() {
    Relays relays = new Relays(Map.of(GATEWAY, List.of(way(POD, 90, Optional.empty()), way(4, 10, Optional.empty()))),
        PLANES);

    Route extended = relays.extend(route(GATEWAY, POD));

    assertThat(extended.alternatives()).extracting(Route.Alternative::destination).containsExactly(POD, 4, POD);
    assertThat(extended.alternatives()).extracting(Route.Alternative::weight).containsExactly(270, 30, 3);
    assertThat(names(extended.alternatives().get(0).path())).containsExactly("to 1", "onward to 3");
    assertThat(names(extended.alternatives().get(2).path())).containsExactly("to 3");
  }

  @Test
  void aRouteThatMeetsNoProxyStaysAsItIs() {
    Relays relays = new Relays(Map.of(GATEWAY, List.of(way(POD, 1, Optional.empty()))), PLANES);
    Route elsewhere = route(POD);

    assertThat(relays.extend(elsewhere)).isSameAs(elsewhere);
  }

  @Test
  void whatASecondProxyDoesIsOpen() {
    Response answer = Response.of(301, "a redirect");
    Relays relays = new Relays(Map.of(GATEWAY,
        List.of(way(SECOND, 1, Optional.empty()), way(GATEWAY, 1, Optional.empty()),
            way(SECOND, 1, Optional.of(answer))),
        SECOND, List.of(way(POD, 1, Optional.empty()))), PLANES);

    List<Route.Alternative> ways = relays.extend(route(GATEWAY)).alternatives();

    assertThat(names(ways.get(0).path())).containsExactly("to 1", "onward to 2", "proxy");
    assertThat(names(ways.get(1).path())).containsExactly("to 1", "onward to 1");
    assertThat(names(ways.get(2).path())).containsExactly("to 1", "onward to 2");
    assertThat(ways.get(2).response()).contains(answer);
    assertThat(ways.get(0).response()).isEmpty();
  }

  @Test
  void theProxyItselfIsReachedLikeAnyPod() {
    Relays relays = new Relays(Map.of(GATEWAY, List.of(way(POD, 1, Optional.empty()))), PLANES);

    assertThat(relays.direct()).singleElement().satisfies(route -> {
      assertThat(route.entry()).isEqualTo(GATEWAY);
      assertThat(names(route.alternatives().getFirst().path()))
          .containsExactly("proxy", "egress", "between", "ingress");
    });
  }
}
