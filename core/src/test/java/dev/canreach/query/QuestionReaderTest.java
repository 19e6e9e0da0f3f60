package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    assertThat(read().guard()).isEqualTo(PacketExpr.TRUE);
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
  void aNameIsAnotherKindOfQuestion() throws QuestionException {
    assertThat(QuestionReader.read(Map.of("from", "a/b", "name", "db"), "{}").target())
        .isEqualTo(new Question.Resolve("db"));
  }

  @ParameterizedTest
  @CsvSource({"port,0,from 1 to 65535", "port,65536,from 1 to 65535", "port,http,from 1 to 65535",
    "port,-1,from 1 to 65535",
    "protocol,tpc,is no protocol", "protocol,256,is no protocol", "family,ipv5,is no address family",
    "icmpType,256,from 0 to 255", "http,GET,not understood yet", "tls,x,not understood yet",
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
