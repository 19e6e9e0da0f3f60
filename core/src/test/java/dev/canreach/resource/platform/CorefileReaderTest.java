package dev.canreach.resource.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadManifest;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

/** ConfigMaps that hold a Corefile (K8S/S-22). */
class CorefileReaderTest {

  private static ReadManifest read(String corefile) {
    return ReadManifest.of("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
        """ + corefile.indent(4));
  }

  private static List<ServerBlock> blocks(String corefile) {
    ReadManifest manifest = read(corefile);
    assertThat(manifest.diagnostics()).isEmpty();
    return manifest.only(Corefile.class).blocks();
  }

  @Test
  void blocksHaveZonesPortsAndDirectivesWithBodies() {
    List<ServerBlock> blocks = blocks("""
        # the usual one
        .:53 {
            errors
            kubernetes Cluster.Local. in-addr.arpa {
                pods insecure # echo
                fallthrough in-addr.arpa
            }
            forward . /etc/resolv.conf { max_concurrent 1000 }
        }
        tls://lab.example., other.example:5353 { whoami }
        """);
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).keys()).containsExactly(new ServerKey(".:53", "dns", "", 53));
    assertThat(blocks.get(0).directives()).extracting(Directive::name)
        .containsExactly("errors", "kubernetes", "forward");
    Directive cluster = blocks.get(0).directives().get(1);
    assertThat(cluster.arguments()).containsExactly("Cluster.Local.", "in-addr.arpa");
    assertThat(cluster.properties("pods").get(0).arguments()).containsExactly("insecure");
    assertThat(blocks.get(1).keys()).extracting(ServerKey::zone).containsExactly("lab.example", "other.example");
    assertThat(blocks.get(1).keys()).extracting(ServerKey::port).containsExactly(853, 5353);
  }

  @Test
  void theOnlyBlockMayLackBraces() {
    assertThat(blocks("""
        example.org
        errors
        forward . "192.0.2.1"
        """)).singleElement().satisfies(block -> {
      assertThat(block.keys()).extracting(ServerKey::zone).containsExactly("example.org");
      assertThat(block.directives().get(1).arguments()).containsExactly(".", "192.0.2.1");
    });
  }

  @Test
  void snippetsAreImportedAndFilesAreNot() {
    assertThat(blocks("""
        (common) {
            errors
            cache 30
        }
        . {
            import common
            import /etc/coredns/custom/*.override
        }
        """)).singleElement()
        .satisfies(block -> assertThat(block.directives()).extracting(Directive::name)
            .containsExactly("errors", "cache", "import"));
    assertThat(read("import /etc/coredns/custom/*.server").only(Corefile.class).imports()).isTrue();
  }

  @Test
  void snippetsThatImportSnippetsStaySmall() {
    var text = new StringBuilder("(s0) {\n" + "log\n".repeat(50) + "}\n");
    for (int i = 1; i < 8; i++) {
      text.append("(s").append(i).append(") {\n").append(("import s" + (i - 1) + "\n").repeat(20)).append("}\n");
    }
    ReadManifest manifest = read(text + ". {\nimport s7\n}\n");
    assertThat(manifest.errors()).isEqualTo("data[Corefile]");
  }

  @Test
  void whatKeepsNameServersFromStartingIsAnError() {
    for (String wrong : List.of(". {\nerrors\n", "}\n", "{\nerrors\n}\n",
        ". {\nkubernetes a.example {\npods never\n}\n}\n",
        ". {\nforward .\n}\n", ". {\nerrors\n}\n.:53 {\nlog\n}\n", ".:70000 {\n}\n", ". {\nproxy . 192.0.2.1\n}\n",
        "a {\n" + "b {\n".repeat(200) + "}\n".repeat(201))) {
      ReadManifest manifest = read(wrong);
      assertThat(manifest.errors()).as(wrong).isEqualTo("data[Corefile]");
      assertThat(manifest.inventory().all(Corefile.class)).as(wrong).hasSize(1);
    }
  }

  @Test
  void anyTextIsSurvived() {
    for (String text : List.of("{", "}", "\"", ",", "a,", "a {", "import", "import x", "(s)", "(s) {\nimport s\n}",
        "{\n".repeat(50_000),
        ".{\n", ". {\n{\n}\n}", ". {\nforward\n}", ". {\nkubernetes {\npods\n}\n}", ". { hosts { 1.2.3.4 } }")) {
      var sources = new SourceReader().read("Corefile", text.getBytes(StandardCharsets.UTF_8), new Diagnostics());
      Inventory inventory = Readers.read(sources, new Diagnostics(), ReadOptions.DEFAULT);
      assertThat(inventory.all(Corefile.class)).as(text.substring(0, Math.min(20, text.length()))).hasSize(1);
    }
  }

  @Test
  void environmentVariablesAreNotGuessed() {
    List<ServerBlock> blocks = blocks("""
        {$ZONE}:53 {
            forward . {%UPSTREAM%}
        }
        """);
    assertThat(blocks.get(0).uncertain()).isTrue();
    assertThat(blocks.get(0).directives().get(0).readsEnvironment()).isTrue();
  }

  @Test
  void configMapsOfOtherNamespacesConfigureNothing() {
    ReadManifest manifest = ReadManifest.of("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: lab}
        data: {Corefile: ". {\\n}\\n"}
        """);
    assertThat(manifest.inventory().all(Corefile.class)).isEmpty();
    assertThat(manifest.inventory().coverage().ignored()).containsEntry("ConfigMap", 1);
  }

  @Test
  void aFileOfThisNameIsOneAndItsPlacesAreExact() {
    var diagnostics = new Diagnostics();
    var sources = new SourceReader().read("dns/Corefile",
        ". {\n  forward . 192.0.2.1\n  kubernetes { pods never }\n}\n".getBytes(StandardCharsets.UTF_8), diagnostics);
    Inventory inventory = Readers.read(sources, diagnostics, ReadOptions.DEFAULT);
    assertThat(inventory.all(Corefile.class)).singleElement().satisfies(file -> {
      assertThat(file.id()).isEqualTo("Corefile dns/Corefile");
      assertThat(file.blocks().get(0).directives().get(0).span()).isEqualTo(new Span("dns/Corefile", 2, 3));
    });
    assertThat(diagnostics.sorted()).singleElement()
        .satisfies(each -> assertThat(each.span()).isEqualTo(new Span("dns/Corefile", 3, 16)));
    assertThat(inventory.coverage().line()).isEqualTo("Read 1 object in 1 file: 1 modelled");
  }

  @Test
  void shellScriptsAreCountedNotParsed() {
    for (String name : List.of("up.sh", "up")) {
      var diagnostics = new Diagnostics();
      var sources = new SourceReader().read(name,
          "#!/bin/sh\nfor i in a: b; do :; done\n".getBytes(StandardCharsets.UTF_8),
          diagnostics);
      Inventory inventory = Readers.read(sources, diagnostics, ReadOptions.DEFAULT);
      assertThat(diagnostics.sorted()).as(name).isEmpty();
      assertThat(inventory.unread()).as(name).isEmpty();
    }
  }

  @Property(tries = 500)
  void blocksBeginInsideTheText(
      @ForAll @Chars({'a', '.', ' ', '\n', '{', '}', '(', ')', '"', '#', ',', '$', ':', '5'}) String text) {
    var diagnostics = new Diagnostics();
    var sources = new SourceReader().read("Corefile", text.getBytes(StandardCharsets.UTF_8), diagnostics);
    Inventory inventory = Readers.read(sources, diagnostics, ReadOptions.DEFAULT);
    for (Corefile file : inventory.all(Corefile.class)) {
      assertThat(file.blocks())
          .allSatisfy(block -> assertThat(block.span().line()).isLessThanOrEqualTo((int) text.lines().count()));
    }
  }
}
