package dev.canreach.intent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.source.Diagnostics;
import dev.canreach.source.MapNode;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentReaderTest {
  private record Read(List<Intent> intents, List<String> mistakes) {}

  private static Read read(String text) {
    Diagnostics diagnostics = new Diagnostics();
    List<Intent> intents = new ArrayList<>();
    new SourceReader().read("i.yaml", text.getBytes(UTF_8), diagnostics)
        .documents()
        .forEach(document -> intents.addAll(IntentReader.read((MapNode) document.root(), diagnostics)));
    return new Read(intents,
        diagnostics.sorted().stream().map(each -> each.span() + " " + each.message()).toList());
  }

  @Test
  void anIntentHasItsGroupsTakenApart() {
    Read read = read("""
        groups:
          fronts: [shop/web, "shop?tier=front"]
        intents:
        - name: db is private
          never: {from: [group/fronts, internet], to: shop/db, port: tcp/5432}
          severity: warning
          enforcement: deny
          except:
          - {from: shop/web, until: 2027-01-31, reason: migration}
        """);

    assertThat(read.mistakes()).isEmpty();
    Intent intent = read.intents().get(0);
    assertThat(intent.kind()).isEqualTo(Intent.Kind.NEVER);
    assertThat(intent.from()).containsExactly("shop/web", "shop?tier=front", "internet");
    assertThat(intent.traffic().traffic()).isEqualTo("TCP 5432");
    assertThat(intent.severity()).isEqualTo(Severity.WARNING);
    assertThat(intent.enforcement()).isEqualTo(Intent.Enforcement.DENY);
    assertThat(intent.span()).hasToString("i.yaml:4:3");
    Intent.Waiver waiver = intent.exceptions().get(0);
    assertThat(waiver.until()).isEqualTo(Optional.of(LocalDate.of(2027, 1, 31)));
    assertThat(waiver.isExpired(LocalDate.of(2027, 1, 31))).isFalse();
    assertThat(waiver.isExpired(LocalDate.of(2027, 2, 1))).isTrue();
  }

  @Test
  void newIntentsWarnAndAreErrors() {
    Intent intent = read("intents: [{name: a, always: {from: x/a, to: x/b, port: 80}}]").intents().get(0);

    assertThat(intent.severity()).isEqualTo(Severity.ERROR);
    assertThat(intent.enforcement()).isEqualTo(Intent.Enforcement.WARN);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "{never: {from: x/a, to: x/b}} | i.yaml:1:11 the intent lacks a `name`",
    "{name: a} | i.yaml:1:11 the intent `a` wants one of",
    "{name: a, never: {from: x/a, to: x/b}, only: {from: x/a, to: x/b}} | i.yaml:1:11 the intent `a` wants one of",
    "{name: a, nevr: {from: x/a, to: x/b}} | i.yaml:1:21 unknown key `nevr`; did you mean `never`?",
    "{name: a, never: {from: x/a}} | i.yaml:1:28 `to` is missing",
    "{name: a, never: {from: group/g, to: x/b}} | i.yaml:1:35 there is no group `g`",
    "{name: a, never: {from: a/b/c/d, to: x/b}} | i.yaml:1:35 `a/b/c/d`",
    "{name: a, never: {from: x/a, to: x/b, port: 0}} | i.yaml:1:28 `port` is `0`",
    "{name: a, never: {from: x/a, to: x/b, port: tcp/80, protocol: udp}} | i.yaml:1:28 the protocol is given twice",
    "{name: a, never: {from: x/a, to: x/b}, severity: bad} | i.yaml:1:60 `bad` is no severity",
    "{name: a, never: {from: x/a, to: x/b}, except: [{from: x/a, until: soon}]} | i.yaml:1:78 `soon` is no day",
    "{name: a, always: {from: x/a, to: x/b, port: 80}, except: [{from: x/a}]} | i.yaml:1:70 `always` has no exceptions",
    "{name: a, always: {from: x/a, to: x/b}} | i.yaml:1:29 `always` needs a `port`",
    "{name: a, always: {from: x/a, to: x/b, protocol: tcp}} | i.yaml:1:29 `always` needs a `port`",
    "text | i.yaml:1:11 an intent must be a mapping"})
  void mistakesHavePlaces(String intent, String mistake) {
    Read read = read("intents: [" + intent + "]");

    assertThat(read.intents()).isEmpty();
    assertThat(read.mistakes()).isNotEmpty();
    assertThat(read.mistakes().get(0)).startsWith(mistake);
  }

  @ParameterizedTest
  @CsvSource({"port: 80, TCP 80", "port: udp/53, UDP 53", "'protocol: udp, port: 53', UDP 53", "protocol: icmp, ICMP"})
  void whatIsAlwaysReachableIsOnePortOfOneProtocol(String traffic, String meant) {
    Read read = read("intents: [{name: a, always: {from: x/a, to: x/b, " + traffic + "}}]");

    assertThat(read.mistakes()).isEmpty();
    assertThat(read.intents().get(0).traffic().traffic()).isEqualTo(meant);
  }

  @Test
  void namesAreUnique() {
    Read read = read("intents: [{name: a, never: {from: x/a, to: x/b}}, {name: a, never: {from: x/a, to: x/b}}]");

    assertThat(read.intents()).hasSize(1);
    assertThat(read.mistakes().get(0)).contains("another intent is called `a`");
  }
}
