package dev.canreach.resource.istio;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Checks virtual services (ISTIO/I-9, I-14). */
final class RoutingRules {
  private static final String HOSTS = "hosts";
  private static final String GATEWAYS = "gateways";
  private static final String ROUTE = "route";

  private RoutingRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    List<Value> hosts = spec.texts(HOSTS);
    Set<String> gateways = new TreeSet<>(Parts.texts(spec, GATEWAYS));
    boolean delegate = hosts.isEmpty();
    boolean mesh = gateways.isEmpty() || gateways.contains("mesh");
    if (delegate) {
      for (String name : List.of(GATEWAYS, "tls", "tcp")) {
        if (spec.size(name) > 0) {
          problems.forbidden(spec.at(name),
              "without `hosts` it is a delegate, which has `http` only: remove `" + name + "`, or write `hosts`");
        }
      }
    }
    if (spec.size("http") == 0 && spec.size("tls") == 0 && spec.size("tcp") == 0) {
      problems.required(spec.at("http"), "there is no rule: write `http`, `tls` or `tcp`");
    }
    hosts(hosts, mesh, problems);
    gateways(spec, problems);
    CommonRules.exportTo(subject, false, false);
    HttpRules http = new HttpRules(problems, delegate, !mesh);
    spec.objects("http").forEach(http::check);
    spec.objects("tls").forEach(rule -> stream(rule, hosts, problems));
    spec.objects("tcp").forEach(rule -> stream(rule, List.of(), problems));
  }

  private static void hosts(List<Value> hosts, boolean mesh, Problems problems) {
    for (int i = 0; i < hosts.size(); i++) {
      Value host = hosts.get(i);
      problems.check(host.place(), host.text(), DomainNames::wildcardOrAddress);
      if (mesh && host.text().equals("*")) {
        problems.forbidden(host.place(), "inside the mesh `*` is no host: name one, or list gateways only");
      }
      for (int j = 0; j < i && !host.text().isEmpty(); j++) {
        if (HostPatterns.meet(host.text().toLowerCase(Locale.ROOT),
            hosts.get(j).text().toLowerCase(Locale.ROOT))) {
          problems.duplicate(host.place(), host.text());
        }
      }
    }
  }

  /** Names of gateways: of the own namespace, with one, or, as was once usual, with dots. */
  static void gateways(Fields owner, Problems problems) {
    for (Value gateway : owner.texts(GATEWAYS)) {
      String name = gateway.text();
      int slash = name.indexOf('/');
      if (slash < 0) {
        problems.check(gateway.place(), name, DomainNames::full);
      } else if (!DomainNames.isLabel(name.substring(0, slash)) || !DomainNames.isLabel(name.substring(slash + 1))) {
        problems.invalid(gateway.place(), name, "is no gateway: use `NAME` or `NAMESPACE/NAME`");
      }
    }
  }

  private static void stream(Fields rule, List<Value> hosts, Problems problems) {
    for (Fields match : rule.objects("match")) {
      gateways(match, problems);
      match.texts("destinationSubnets")
          .forEach(block -> problems.check(block.place(), block.text(), DomainNames::block));
      match.text("sourceSubnet")
          .ifPresent(block -> problems.check(match.at("sourceSubnet"), block, DomainNames::block));
      for (Value name : match.texts("sniHosts")) {
        problems.check(name.place(), name.text(), DomainNames::wildcardOrAddress);
        boolean known = hosts.stream()
            .anyMatch(host -> HostPatterns.covers(host.text().toLowerCase(Locale.ROOT),
                name.text().toLowerCase(Locale.ROOT)));
        if (!known) {
          problems.invalid(name.place(), name.text(), "is none of the `hosts`: add it there");
        }
      }
    }
    destinations(rule, problems);
  }

  /** The targets of a rule and their shares. */
  static void destinations(Fields rule, Problems problems) {
    List<Fields> targets = rule.objects(ROUTE);
    targets.forEach(target -> {
      if (target.has("destination")) {
        destination(target.object("destination"), problems);
      }
    });
    if (targets.size() > 1 && targets.stream().allMatch(target -> target.number("weight").orElse(0L) == 0)) {
      problems.invalid(rule.at(ROUTE), "0", "is the sum of the weights: give one of the destinations a weight");
    }
  }

  static void destination(Fields destination, Problems problems) {
    destination.text("host").ifPresent(host -> {
      if (host.equals("*") || Address.parse(host).isPresent()) {
        problems.invalid(destination.at("host"), host, "is no host that calls are sent to: name one");
      } else {
        problems.check(destination.at("host"), host, DomainNames::wildcard);
      }
    });
    destination.text("subset")
        .filter(subset -> !subset.isEmpty())
        .ifPresent(subset -> problems.check(destination.at("subset"), subset, DomainNames::label));
    CommonRules.port(destination, "port", problems);
  }
}
