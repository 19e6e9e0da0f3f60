package dev.canreach.resource.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellReaderTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Inventory read(String script) {
    var sources = new SourceReader().read("up.sh", script.getBytes(StandardCharsets.UTF_8), diagnostics);
    return Readers.read(sources, diagnostics, ReadOptions.DEFAULT);
  }

  private ComposeProject project(String script) {
    return read(script).all(ComposeProject.class).get(0);
  }

  @Test
  void networksHaveTheirDriverPoolsAndOptions() {
    ComposeNetwork network = project("""
        sudo docker network create -d macvlan \\
          --subnet=10.1.0.0/24 --gateway 10.1.0.1 --ip-range=10.1.0.128/25 \\
          --internal -o parent=eth0 plant
        """).network("plant").orElseThrow();
    assertThat(network.driver()).isEqualTo("macvlan");
    assertThat(network.internal()).isTrue();
    assertThat(network.driverOpts()).containsEntry("parent", "eth0");
    assertThat(network.pools()).singleElement().satisfies(pool -> {
      assertThat(pool.subnet()).isEqualTo("10.1.0.0/24");
      assertThat(pool.gateway()).isEqualTo("10.1.0.1");
      assertThat(pool.ipRange()).isEqualTo("10.1.0.128/25");
    });
  }

  @Test
  void containersHaveNamesNetworksAndPorts() {
    ComposeProject project = project("""
        docker run -itd --rm -e A=b --name web -p 127.0.0.1:8080:80 -p 53:53/udp --network net --network-alias www \\
          --ip 10.1.0.9 nginx:1 --not-an-option
        docker run -dp 81:81 busybox
        docker run --network host --name edge nginx
        docker run --net container:web --name side nginx
        """);
    ComposeService web = project.service("web").orElseThrow();
    assertThat(web.networks()).singleElement().satisfies(attachment -> {
      assertThat(attachment.network()).isEqualTo("net");
      assertThat(attachment.aliases()).containsExactly("www");
      assertThat(attachment.ipv4Address()).isEqualTo("10.1.0.9");
    });
    assertThat(web.ports()).hasSize(2);
    ComposeService unnamed = project.service("busybox@3").orElseThrow();
    assertThat(unnamed.networks()).extracting(ComposeService.Attachment::network).containsExactly("bridge");
    assertThat(unnamed.ports()).singleElement().satisfies(port -> assertThat(port.target()).isEqualTo(81));
    assertThat(project.service("edge").orElseThrow().networkMode()).contains("host");
    assertThat(project.service("side").orElseThrow().networkMode()).contains("container:web");
    assertThat(project.network("net").orElseThrow().external()).isTrue();
    assertThat(project.gaps()).isEmpty();
  }

  @Test
  void containersAreConnectedDisconnectedAndRemoved() {
    ComposeProject project = project("""
        docker network create a
        docker network create b
        docker run -d --name one nginx
        docker run -d --name two nginx
        docker network connect --alias uno a one
        docker network disconnect bridge one
        docker rm -f two
        docker network rm b
        """);
    assertThat(project.services()).extracting(ComposeService::name).containsExactly("one");
    assertThat(project.services().get(0).networks()).extracting(ComposeService.Attachment::network)
        .containsExactly("a");
    assertThat(project.networks()).extracting(ComposeNetwork::key).containsExactly("a");
  }

  @Test
  void servicesOfASwarmHaveReplicas() {
    ComposeProject project = project("""
        docker swarm init
        docker network create --driver overlay over
        docker service create --name web --network over --replicas 3 --publish published=8080,target=80 nginx
        """);
    assertThat(project.services().get(0).replicas()).isEqualTo(3);
    assertThat(project.services().get(0).ports().get(0).published()).isEqualTo("8080");
    assertThat(diagnostics.sorted()).singleElement().satisfies(note -> {
      assertThat(note.severity()).isEqualTo(Severity.NOTE);
      assertThat(note.message()).startsWith("1 of 3 commands");
    });
  }

  @Test
  void whatIsNotCertainIsAGap() {
    for (String line : List.of("docker run --name $NAME nginx", "if test -f x; then docker run nginx; fi",
        "docker network connect a elsewhere", "docker run -P nginx")) {
      assertThat(project(line + "\n").gaps()).as(line).hasSize(1);
    }
    assertThat(project("docker network inspect a || docker network create a\n").gaps()).isEmpty();
  }

  @Test
  void commandsThatDoNothingAreErrors() {
    for (String line : List.of("docker run -d", "docker network create", "docker network connect a",
        "docker run -p 80:b nginx", "docker network create --subnet here a")) {
      var found = new Diagnostics();
      var sources = new SourceReader().read("up.sh", (line + "\n").getBytes(StandardCharsets.UTF_8), found);
      Readers.read(sources, found, ReadOptions.DEFAULT);
      assertThat(found.sorted()).as(line).extracting(Diagnostic::severity).contains(Severity.ERROR);
    }
  }

  @Test
  void otherScriptsHaveNoSay() {
    Inventory inventory = read("#!/bin/sh\nkubectl apply -f x.yaml\ndocker ps\n");
    assertThat(inventory.coverage().ignored()).containsEntry("shell script", 1);
    assertThat(diagnostics.sorted()).isEmpty();
  }
}
