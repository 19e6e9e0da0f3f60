package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one rule (CALICO/1.16).
 *
 * @param rule the rule
 * @param ingress whether it is for ingress
 * @param global whether its policy has no namespace
 * @param problems receives what is wrong with it
 */
record RuleRules(Fields rule, boolean ingress, boolean global, Problems problems) {

  private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "ICMP", "ICMPv6", "SCTP", "UDPLite");
  private static final List<String> SIDES = List.of("source", "destination");
  private static final List<String> NETS = List.of("nets", "notNets");

  void check() {
    problems.oneOf(rule.at("action"), rule.textOrEmpty("action"), "Allow", "Deny", "Log", "Pass");
    protocol("protocol");
    protocol("notProtocol");
    version();
    icmp("icmp");
    icmp("notICMP");
    http();
    Fields metadata = rule.object("metadata");
    Metadata.checkAnnotations(metadata, metadata.path().child("annotations"), problems);
    for (String side : SIDES) {
      boolean servicesFit = side.equals("source") == ingress;
      new EntityRules(rule.object(side), side, rule.scalar("protocol"), servicesFit, ingress, global, problems).check();
    }
    families();
  }

  private void protocol(String name) {
    Optional<Scalar> scalar = rule.scalar(name);
    if (scalar.isEmpty()) {
      if (rule.has(name)) {
        problems.error(ProblemType.DECODE, rule.at(name), "a protocol is a name or a number");
      }
      return;
    }
    switch (scalar.get()) {
      case Scalar.Int(long number) -> {
        if (number < 1 || number > 255) {
          problems.invalid(rule.at(name), Long.toString(number), "is no protocol: use 1 to 255");
        }
      }
      case Scalar.Text(String text) -> {
        boolean known = PROTOCOLS.contains(text) || RuleProtocol.of(scalar.get()).filter(p -> !p.named()).isPresent();
        if (!known) {
          problems.invalid(rule.at(name), text, "is no protocol: use `TCP`, `UDP`, `ICMP`, `ICMPv6`, `SCTP`, `UDPLite`"
              + " or a number");
        }
      }
      case Scalar.Bool bool -> decode(name);
      case Scalar.Decimal decimal -> decode(name);
      case Scalar.Null() -> decode(name);
    }
  }

  private void decode(String name) {
    problems.error(ProblemType.DECODE, rule.at(name), "a protocol is a name or a whole number");
  }

  private void version() {
    Optional<Long> version = rule.number("ipVersion");
    if (version.isPresent() && version.get() != 4 && version.get() != 6) {
      problems.oneOf(rule.at("ipVersion"), version.get().toString(), "4", "6");
      return;
    }
    for (String name : List.of("protocol", "notProtocol")) {
      Optional<Protocol> protocol = rule.scalar(name).flatMap(RuleProtocol::of).map(RuleProtocol::protocol);
      if (version.isPresent() && protocol.isPresent() && protocol.get().isIcmp()) {
        long wanted = protocol.get().equals(Protocol.ICMP) ? 4 : 6;
        if (version.get() != wanted) {
          problems.error(ProblemType.INVALID, rule.at("ipVersion"),
              "protocol " + protocol.get() + " requires `ipVersion: " + wanted + "`");
        }
      }
    }
  }

  private void icmp(String name) {
    Fields icmp = rule.object(name);
    if (!icmp.present()) {
      return;
    }
    boolean said = rule.scalar("protocol").flatMap(RuleProtocol::of).filter(p -> p.protocol().isIcmp()).isPresent();
    if (name.equals("icmp") && !said) {
      problems.error(ProblemType.INVALID, rule.at(name), "`icmp` needs protocol `ICMP` or `ICMPv6`");
    }
    icmp.number("type").ifPresent(type -> problems.inRange(icmp.at("type"), type, 0, 254));
    icmp.number("code").ifPresent(code -> {
      problems.inRange(icmp.at("code"), code, 0, 255);
      if (!icmp.has("type")) {
        problems.error(ProblemType.INVALID, icmp.at("code"), "an ICMP code needs a type: write `type`");
      }
    });
  }

  private void http() {
    Fields http = rule.object("http");
    if (!http.present()) {
      return;
    }
    if (!ingress) {
      problems.error(ProblemType.INVALID, rule.at("http"), "`http` is for ingress rules only");
    }
    if (!rule.textOrEmpty("action").equals("Allow")) {
      problems.error(ProblemType.INVALID, rule.at("http"), "`http` is for `Allow` rules only");
    }
    boolean tcp = rule.scalar("protocol")
        .map(scalar -> RuleProtocol.of(scalar).filter(p -> p.protocol().equals(Protocol.TCP)).isPresent())
        .orElse(true);
    if (!tcp) {
      problems.error(ProblemType.INVALID, rule.at("protocol"), "`http` needs protocol `TCP`, or none");
    }
    if (http.size("methods") > 20 || http.size("paths") > 20) {
      problems.error(ProblemType.TOO_MANY, http.at("paths"), "`http` may have 20 methods and 20 paths");
    }
    List<String> methods = http.texts("methods").stream().map(Value::text).toList();
    if (methods.stream().distinct().count() < methods.size()) {
      problems.error(ProblemType.DUPLICATE, http.at("methods"), "a method occurs twice: each may occur once");
    }
    http.objects("paths").forEach(this::path);
  }

  private void path(Fields path) {
    boolean exact = !path.textOrEmpty("exact").isEmpty();
    boolean prefix = !path.textOrEmpty("prefix").isEmpty();
    if (exact == prefix) {
      problems.error(ProblemType.INVALID, path.place(), "a path needs either `exact` or `prefix`");
      return;
    }
    String name = exact ? "exact" : "prefix";
    String text = path.textOrEmpty(name);
    if (!text.startsWith("/") || text.matches("(?s).*[ ?#].*")) {
      problems.invalid(path.at(name), text, "is no path: it begins with `/` and has no blank, `?` or `#`");
    }
  }

  /** A rule is for one IP version: that of all its blocks. */
  private void families() {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    for (String side : SIDES) {
      for (String nets : NETS) {
        for (Value net : rule.object(side).texts(nets)) {
          Cidr.parse(net.text()).ifPresent(block -> families.add(block.family()));
        }
      }
    }
    Optional<Long> version = rule.number("ipVersion");
    if (families.size() > 1) {
      problems.error(ProblemType.INVALID, rule.place(), "the rule has both IPv4 and IPv6 blocks: make two rules of it");
    } else if (version.isPresent() && families.stream().anyMatch(family -> family.version() != version.get())) {
      problems.error(ProblemType.INVALID, rule.at("ipVersion"), "`ipVersion` is not the version of the rule's blocks");
    }
  }
}
