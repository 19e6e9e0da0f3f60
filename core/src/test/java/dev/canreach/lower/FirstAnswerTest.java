package dev.canreach.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {
  private static final Endpoint CLIENT = endpoint(1);

  private static Endpoint endpoint(int index) {
    return new Endpoint(index, "pod/x/" + index, Role.WORKLOAD, "x", "" + index, new TreeMap<>(), List.of(),
        Set.of(IpFamily.IPV4), OptionalInt.empty(), false, false, List.of(),
        new Origin("Pod x/" + index, "", "", new Span("x.yaml", 1, 1)));
  }

  /** Names of one server: it answers, or leaves open, or says why not. */
  private record Source(int server, Optional<String> address, Optional<Assumption> open, boolean alone)
      implements
        Names {
    @Override
    public Resolution resolve(Endpoint client, String name) {
      List<Target> targets = address.stream()
          .map(text -> new Target(OptionalInt.empty(), Address.parse(text)))
          .toList();
      return new Resolution(targets, List.of(name), open, targets.isEmpty() ? "server " + server + " has none" : "");
    }

    @Override
    public List<Endpoint> servers(Endpoint client) {
      return List.of(endpoint(server));
    }

    @Override
    public boolean answersAlone(Endpoint client) {
      return alone;
    }
  }

  private static Source knowing(int server, String address) {
    return new Source(server, Optional.of(address), Optional.empty(), false);
  }

  private static Source ignorant(int server) {
    return new Source(server, Optional.empty(), Optional.empty(), false);
  }

  private static Source open(int server) {
    return new Source(server, Optional.empty(), Optional.of(Assumption.open("dns", "it exists", "say so")), false);
  }

  private static Names.Resolution resolve(Names... sources) {
    return FirstAnswer.of(List.of(sources)).resolve(CLIENT, "db");
  }

  @Test
  void theFirstSourceThatKnowsOrMayKnowTheNameAnswers() {
    assertThat(resolve(ignorant(2), knowing(3, "10.0.0.3"), knowing(4, "10.0.0.4")).targets())
        .containsExactly(new Names.Target(OptionalInt.empty(), Address.parse("10.0.0.3")));
    assertThat(resolve(ignorant(2), open(3), knowing(4, "10.0.0.4")).targets()).isEmpty();
    assertThat(resolve(ignorant(2), open(3), knowing(4, "10.0.0.4")).open()).isPresent();
  }

  @Test
  void theLastSourceSaysWhyThereIsNoAnswer() {
    assertThat(resolve(ignorant(2), ignorant(3)).reason()).isEqualTo("server 3 has none");
    assertThat(resolve(ignorant(2)).reason()).isEqualTo("server 2 has none");
    assertThat(resolve().reason()).isEqualTo("no name server is known");
  }

  @Test
  void aClientOfOneServerAsksNobodyElseDockerD7() {
    Source alone = new Source(3, Optional.empty(), Optional.empty(), true);
    Names both = FirstAnswer.of(List.of(knowing(2, "10.0.0.2"), alone));
    Names neither = FirstAnswer.of(List.of(knowing(2, "10.0.0.2"), ignorant(3)));

    assertThat(both.resolve(CLIENT, "db").targets()).isEmpty();
    assertThat(both.servers(CLIENT)).extracting(Endpoint::index).containsExactly(3);
    assertThat(neither.resolve(CLIENT, "db").targets()).hasSize(1);
    assertThat(neither.servers(CLIENT)).extracting(Endpoint::index).containsExactly(2, 3);
  }
}
