package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionReaderTest {
  private static Question read(Object... members) throws QuestionException {
    Map<String, Object> map = new HashMap<>(Map.of("from", "a/b", "to", "c/d"));
    for (int i = 0; i < members.length; i += 2) {
      map.put((String) members[i], members[i + 1]);
    }
    return QuestionReader.read(map, "{}");
  }

  @Test
  void withoutAPortAnyTrafficIsMeant() throws QuestionException {
    assertThat(read().guard()).as("nobody connects to port 0")
        .isEqualTo(PacketExpr.not(PacketExpr.is(Field.DESTINATION_PORT, 0)));
    assertThat(read().isConcrete()).isFalse();
  }

  @Test
  void aPortWithoutAProtocolIsTcp() throws QuestionException {
    assertThat(read("port", 80).guard())
        .isEqualTo(PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.is(Field.DESTINATION_PORT, 80)));
  }

  @Test
  void numbersMayBeTexts() throws QuestionException {
    assertThat(read("port", "80", "protocol", "6").guard()).isEqualTo(read("port", 80L, "protocol", "tcp").guard());
  }

  @Test
  void icmpWithoutATypeIsTheEchoRequestOfTheFamily() throws QuestionException {
    PacketExpr v4 = PacketExpr.and(PacketExpr.is(IpFamily.IPV4), PacketExpr.is(Protocol.ICMP),
        PacketExpr.is(Field.ICMP_TYPE, 8), PacketExpr.is(Field.ICMP_CODE, 0));
    PacketExpr v6 = PacketExpr.and(PacketExpr.is(IpFamily.IPV6), PacketExpr.is(Protocol.ICMPV6),
        PacketExpr.is(Field.ICMP_TYPE, 128), PacketExpr.is(Field.ICMP_CODE, 0));

    assertThat(read("protocol", "ICMP").guard()).isEqualTo(PacketExpr.or(v4, v6));
    assertThat(read("protocol", "58").guard()).isEqualTo(v6);
    assertThat(read("protocol", "icmp").isConcrete()).isTrue();
  }

  @Test
  void anIcmpTypeAloneMeansIcmp() throws QuestionException {
    assertThat(read("icmpType", 0).protocol()).contains(Protocol.ICMP);
  }

  @Test
  void otherKeysHaveNoInfluence() throws QuestionException {
    assertThat(read("expect", "deny", "why", List.of("because"))).isEqualTo(read());
  }

  @Test
  void aKeyThatIsAlmostRightHasNoInfluenceButIsShown() throws QuestionException {
    assertThat(read("protocoll", "udp")).isEqualTo(read());
    assertThat(QuestionReader.warnings(Map.of("protocoll", "udp")))
        .containsExactly("`protocoll` is no key of a question and has no influence; did you mean `protocol`?");
    assertThat(QuestionReader.warnings(Map.of("From", "a"))).singleElement().asString().contains("`from`");
    assertThat(
        QuestionReader.warnings(Map.of("expect", "deny", "id", 7, "because", "x", "case", "y", "note", "z", "port",
            80)))
        .isEmpty();
  }

  @Test
  void endsAndNamesAreTexts() {
    for (String key : List.of("from", "to", "network", "family")) {
      assertThatThrownBy(() -> read(key, 5)).hasMessageContaining("`" + key + "` is not a text");
    }
  }

  @Test
  void aPortAndAnIcmpTypeExcludeEachOther() {
    assertThatThrownBy(() -> read("icmpType", 3, "port", 80)).hasMessageContaining("ICMP has no ports");
    assertThatThrownBy(() -> read("icmpCode", 0, "srcPort", 80)).hasMessageContaining("ICMP has no ports");
  }

  @Test
  void aNameIsAnotherKindOfQuestion() throws QuestionException {
    assertThat(QuestionReader.read(Map.of("from", "a/b", "name", "db"), "{}").target())
        .isEqualTo(new Question.Resolve("db"));
  }

  @Test
  void aRequestIsGetOfTheRootOnTheNameThatWasAskedFor() throws QuestionException {
    assertThat(read("to", "host/shop.example", "http", Map.of()).request())
        .isEqualTo(Request.http("GET", "shop.example", "/"));
    assertThat(read("to", "service/shop/web", "http", Map.of()).request())
        .isEqualTo(Request.http("GET", "web.shop", "/"));
    assertThat(read("to", "10.0.0.1", "http", Map.of()).request()).isEqualTo(Request.http("GET", "10.0.0.1", "/"));
    assertThat(read("http", Map.of()).request()).isEqualTo(Request.http("GET", "", "/"));
    assertThat(read("http", Map.of()).protocol()).contains(Protocol.TCP);
  }

  @Test
  void aRequestHasHeadersClaimsAndAVersion() throws QuestionException {
    Request request = read("http",
        Map.of("method", "PUT", "host", "Shop.Example:8080", "path", "/api?x=1", "version", "h2", "headers",
            Map.of("X-User", List.of("bob", "eve")), "jwt",
            Map.of("iss", "me", "realm", Map.of("groups", List.of("a", "b")))))
        .request();

    assertThat(request).isEqualTo(Request.http("PUT", "Shop.Example:8080", "/api?x=1")
        .with(TextField.HTTP_VERSION, "h2")
        .with(TextField.header("x-user"), "bob,eve")
        .with(TextField.claim("iss"), "me")
        .with(TextField.claim(List.of("realm", "groups")), "a", "b"));
  }

  @Test
  void tlsIsAroundTheRequest() throws QuestionException {
    Request request = read("tls", Map.of("sni", "shop.example", "clientCert", "valid"), "http", Map.of()).request();

    assertThat(request.text(TextField.SNI)).contains("shop.example");
    assertThat(request.text(TextField.CLIENT_CERTIFICATE)).contains("valid");
    assertThat(request.text(TextField.METHOD)).isEmpty();
    assertThat(request.after(new TextChange.EndTls()).text(TextField.SCHEME)).contains("https");
    assertThat(read("tls", Map.of()).request()).isEqualTo(Request.NONE.with(TextField.TLS, "TLS"));
  }

  /** RFC 9112, section 3.2. */
  @Test
  void aRequestAsksForAPathForAWholeAddressOrForTheServerItself() throws QuestionException {
    assertThat(read("http", Map.of("host", "a", "path", "")).request()).isEqualTo(Request.http("GET", "a", "/"));
    assertThat(read("http", Map.of("host", "a", "path", "?x=1")).request())
        .isEqualTo(Request.http("GET", "a", "/?x=1"));
    assertThat(read("http", Map.of("host", "a", "path", "http://b:8080/api?x=1")).request())
        .isEqualTo(Request.http("GET", "b:8080", "/api?x=1"));
    assertThat(read("http", Map.of("path", "HTTPS://b")).request()).isEqualTo(Request.http("GET", "b", "/"));
    assertThat(read("http", Map.of("host", "a", "method", "OPTIONS", "path", "*")).request())
        .isEqualTo(Request.http("OPTIONS", "a", "*"));
    assertThat(read("http", Map.of("method", "OPTIONS", "path", "http://b")).request())
        .isEqualTo(Request.http("OPTIONS", "b", "*"));
    assertThatThrownBy(() -> read("http", Map.of("path", "*"))).hasMessageContaining("`OPTIONS`");
    assertThatThrownBy(() -> read("http", Map.of("path", "\\api"))).hasMessageContaining("servers refuse others");
  }

  @Test
  void requestsAreSpokenOverTcp() {
    assertThatThrownBy(() -> read("protocol", "udp", "http", Map.of())).hasMessageContaining("over TCP");
    assertThatThrownBy(() -> read("icmpType", 8, "http", Map.of())).hasMessageContaining("ICMP");
    assertThatThrownBy(() -> read("http", Map.of("hosts", "x"))).hasMessageContaining("did you mean `host`");
    assertThatThrownBy(() -> read("http", Map.of("path", "api"))).hasMessageContaining("begins with `/`");
  }

  @Test
  void anObjectIsAskedForOneThing() throws QuestionException {
    Map<String, String> condition = Map.of("object", "HTTPRoute/shop/api", "condition", "Accepted", "parent",
        "Gateway/shop/gw#http");

    assertThat(QuestionReader.read(condition, "{}").target()).isEqualTo(new Question.Condition("HTTPRoute/shop/api",
        "Accepted", Optional.of("Gateway/shop/gw#http"), Optional.empty()));
    assertThat(QuestionReader.read(Map.of("object", "Gateway/shop/gw", "attachedRoutes", "http"), "{}").target())
        .isEqualTo(new Question.AttachedRoutes("Gateway/shop/gw", "http"));
    assertThatThrownBy(() -> QuestionReader.read(Map.of("object", "Gateway/shop/gw"), "{}"))
        .hasMessageContaining("asks for one thing");
  }

  @ParameterizedTest
  @CsvSource({"port,0,from 1 to 65535", "port,65536,from 1 to 65535", "port,http,from 1 to 65535",
    "port,-1,from 1 to 65535",
    "protocol,tpc,is no protocol", "protocol,256,is no protocol", "family,ipv5,is no address family",
    "icmpType,256,from 0 to 255", "http,GET,`http` is not an object", "tls,x,`tls` is not an object",
    "listener,http,questions about an `object`",
    "name,db,both `to` and `name`"})
  void refusesWithAReason(String key, String value, String reason) {
    assertThatThrownBy(() -> read(key, value)).isInstanceOf(QuestionException.class).hasMessageContaining(reason);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> read("protocol", "icmp", "port", 80)).hasMessageContaining("has no ports");
    assertThatThrownBy(() -> read("protocol", "tcp", "icmpType", 8)).hasMessageContaining("no ICMP types");
    assertThatThrownBy(() -> QuestionReader.read(Map.of("to", "a"), "{}")).hasMessageContaining("lacks `from`");
    assertThatThrownBy(() -> QuestionReader.read(Map.of("from", "a"), "{}")).hasMessageContaining("lacks `to`");
    assertThatThrownBy(() -> read("port", Map.of())).hasMessageContaining("is not a text");
  }
}
