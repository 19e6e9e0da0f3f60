package dev.canreach.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRequestsTest {
  private static final PacketExpr GET = PacketExpr.matches(TextField.METHOD, TextPattern.exact("GET"));
  private static final PacketExpr ADMIN = PacketExpr.matches(TextField.PATH, TextPattern.prefix("/admin"));

  @Test
  void eachWayToMakeAPredicateTrueHasARequest() {
    PacketExpr name = PacketExpr.matches(TextField.SNI, TextPattern.suffix(".example"));

    List<String> requests = SampleRequests.of(List.of(PacketExpr.or(PacketExpr.and(GET, ADMIN), name)))
        .stream()
        .map(Request::toString)
        .toList();

    assertThat(requests).contains("GET /admin", "GET /adminx", "POST /admin", "GET /", "TLS to x.example");
  }

  @Test
  void whatAPredicateForbidsIsTriedAsWell() {
    List<Request> requests = SampleRequests.of(List.of(PacketExpr.and(GET, PacketExpr.not(ADMIN))));

    assertThat(requests.get(0)).hasToString("GET /");
    assertThat(requests).anyMatch(request -> request.matches(TextField.PATH, TextPattern.prefix("/admin")));
  }

  @Test
  void nobodyClaimsAnIdentityByHimself() {
    PacketExpr identified = PacketExpr.matches(TextField.PRINCIPAL, TextPattern.present());

    assertThat(SampleRequests.isAboutThem(identified)).isFalse();
    assertThat(SampleRequests.isAboutThem(PacketExpr.and(identified, GET))).isTrue();
    assertThat(SampleRequests.of(List.of(PacketExpr.and(identified, GET))))
        .noneMatch(request -> request.values().containsKey(TextField.PRINCIPAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public.*", "/v[0-9]+/items/(a|b)", "/(?:x|y)?z{2,3}", "\\Q/a.b\\E/[^/]+", "/\\d+\\.json",
    "^/a$"})
  void textsFitTheExpressionsOfPolicies(String expression) {
    assertThat(SampleTexts.of(TextPattern.regex(expression).orElseThrow())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "(", "\\", "a{", "(?", "[^", "x|", "((((", "\\Q"})
  void brokenExpressionsDoNoHarm(String expression) {
    assertThat(RegexSamples.of(expression)).hasSize(2);
  }
}
