package dev.canreach.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssumptionsTest {

  private static Assumptions of(String... entries) {
    Assumptions.Parsed parsed = Assumptions.parse(List.of(entries));
    assertThat(parsed.errors()).isEmpty();
    return parsed.assumptions();
  }

  private static String error(String entry) {
    Assumptions.Parsed parsed = Assumptions.parse(List.of(entry));
    assertThat(parsed.assumptions().values()).isEmpty();
    assertThat(parsed.errors()).hasSize(1);
    return parsed.errors().get(0);
  }

  @Test
  void entriesAreSplitAtTheFirstEqualsSign() {
    assertThat(of("env.A=b=c").value("env.A")).contains("b=c");
    assertThat(of("env.A=").value("env.A")).contains("");
  }

  @Test
  void theLaterOfTwoEntriesCounts() {
    assertThat(of("cni=flannel", "cni=Calico").cni()).contains("calico");
  }

  @Test
  void rangesAndAddressesAreTyped() {
    Assumptions given = of("podCidrs=10.0.0.0/8, fd00::/8", "serviceCidrs=", "dns.db.example=192.0.2.1,2001:db8::1");
    assertThat(given.podCidrs()).contains(
        List.of(Cidr.parse("10.0.0.0/8").orElseThrow(), Cidr.parse("fd00::/8").orElseThrow()));
    assertThat(given.serviceCidrs()).contains(List.of());
    assertThat(given.dns("db.example")).contains(
        List.of(Address.parse("192.0.2.1").orElseThrow(), Address.parse("2001:db8::1").orElseThrow()));
    assertThat(given.dns("other")).isEmpty();
    assertThat(Assumptions.NONE.podCidrs()).isEqualTo(Optional.empty());
  }

  @Test
  void choicesHaveTheDefaultsOfTheContract() {
    assertThat(Assumptions.NONE.internet()).isEqualTo(Assumptions.Internet.ANY);
    assertThat(of("internet=public").internet()).isEqualTo(Assumptions.Internet.PUBLIC);
    assertThat(Assumptions.NONE.world()).isEqualTo(Assumptions.World.OPEN);
    assertThat(of("world=closed").world()).isEqualTo(Assumptions.World.CLOSED);
  }

  @Test
  void keysThatOthersReadAreKnown() {
    assertThat(of("mesh=sidecar", "icc=false", "ingressController=nginx", "listens=*=80/tcp").values()).hasSize(4);
  }

  @Test
  void mistakesSayWhatToWrite() {
    assertThat(error("cni")).contains("`cni`").contains("`KEY=VALUE`");
    assertThat(error("podCIDR=10.0.0.0/8")).isEqualTo("unknown assumption `podCIDR`; did you mean `podCidrs`?");
    assertThat(error("weather=fine")).startsWith("unknown assumption `weather`; the keys are allow-direct-routing, ");
    assertThat(error("dns.=1.2.3.4")).startsWith("unknown assumption `dns.`");
    assertThat(error("podCidrs=10.0.0.0/8,ten")).isEqualTo("`ten` in assumption `podCidrs` is no CIDR block");
    assertThat(error("dns.a=nowhere")).isEqualTo("`nowhere` in assumption `dns.a` is no IP address");
    assertThat(error("internet=all")).isEqualTo("assumption `internet` must be public or any, not `all`");
    assertThat(error("world=half")).isEqualTo("assumption `world` must be open or closed, not `half`");
  }
}
