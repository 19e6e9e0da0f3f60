package dev.canreach.resource.istio;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Checks service entries and workload entries (ISTIO/I-11, I-14). */
final class EntryRules {
  private static final String HOSTS = "hosts";
  private static final String PORTS = "ports";
  private static final String ENDPOINTS = "endpoints";
  private static final String ADDRESSES = "addresses";
  private static final String SOCKET = "unix://";
  private static final Set<String> DYNAMIC = Set.of("HTTP", "HTTP2", "GRPC", "TLS");

  private EntryRules() {}

  static void serviceEntry(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String resolution = spec.text("resolution").orElse("NONE");
    for (Value host : spec.texts(HOSTS)) {
      if (host.text().equals("*")) {
        problems.invalid(host.place(), "*", "is no host here: name one");
      } else if (!host.text().isEmpty()) {
        problems.check(host.place(), host.text(), DomainNames::wildcardOrAddress);
      }
    }
    for (Value address : spec.texts(ADDRESSES)) {
      boolean block = address.text().contains("/") && !address.text().startsWith(SOCKET);
      if (block && resolution.startsWith("DNS")) {
        problems.forbidden(address.place(), "blocks are for hosts whose names nobody looks up: list addresses");
      }
      if (!address.text().isEmpty()) {
        problems.check(address.place(), address.text(), DomainNames::block);
      }
    }
    CommonRules.selector(spec, "workloadSelector", "labels", problems);
    CommonRules.exportTo(subject, true, false);
    Set<String> names = ports(spec, problems);
    endpoints(spec, resolution, names, problems);
    resolution(spec, resolution, problems);
  }

  private static Set<String> ports(Fields spec, Problems problems) {
    Set<String> names = new HashSet<>();
    Set<Long> numbers = new HashSet<>();
    for (Fields port : spec.objects(PORTS)) {
      String name = port.textOrEmpty("name");
      if (!name.isEmpty()) {
        problems.check(port.at("name"), name, DomainNames::label);
        if (!names.add(name)) {
          problems.duplicate(port.at("name"), name);
        }
      }
      port.number("number")
          .filter(number -> !numbers.add(number))
          .ifPresent(number -> problems
              .duplicate(port.at("number"), Long.toString(number)));
      protocol(port, problems);
    }
    return names;
  }

  static void protocol(Fields port, Problems problems) {
    String protocol = port.textOrEmpty("protocol").toUpperCase(Locale.ROOT);
    boolean known = Stream.of(GatewayRules.HTTP, GatewayRules.TLS, GatewayRules.BYTES)
        .anyMatch(words -> words.contains(protocol));
    if (!protocol.isEmpty() && !known && !Set.of("UDP", "HTTP_PROXY", "HBONE").contains(protocol)) {
      problems.error(ProblemType.NOT_SUPPORTED, port.at("protocol"), "`" + port.textOrEmpty("protocol")
          + "` is no protocol: use e.g. `HTTP`, `TLS` or `TCP`");
    }
  }

  private static void endpoints(Fields spec, String resolution, Set<String> names, Problems problems) {
    for (Fields endpoint : spec.objects(ENDPOINTS)) {
      String address = endpoint.textOrEmpty("address");
      for (Value port : endpoint.entries(PORTS)) {
        if (!names.contains(port.key())) {
          problems.error(ProblemType.NOT_FOUND, port.place(),
              "`" + port.key() + "` is none of the `ports` of the entry: name one of them");
        }
      }
      address(endpoint, problems);
      if (resolution.equals("STATIC") && !address.isEmpty()) {
        problems.check(endpoint.at("address"), address, DomainNames::addressOrSocket);
      } else if (resolution.startsWith("DNS") && address.startsWith(SOCKET)) {
        problems.forbidden(endpoint.at("address"), "nobody looks up a socket: use `resolution: STATIC`");
      }
    }
  }

  private static void resolution(Fields spec, String resolution, Problems problems) {
    int endpoints = spec.size(ENDPOINTS);
    List<Value> hosts = spec.texts(HOSTS);
    switch (resolution) {
      case "NONE" -> {
        if (endpoints > 0) {
          problems.forbidden(spec.at(ENDPOINTS),
              "calls go where the client wants without `resolution`: remove the endpoints, or say how they are found");
        }
      }
      case "DNS", "DNS_ROUND_ROBIN" -> {
        if (resolution.equals("DNS_ROUND_ROBIN") && endpoints > 1) {
          problems.error(ProblemType.TOO_MANY, spec.at(ENDPOINTS),
              "`DNS_ROUND_ROBIN` has one endpoint at most: use `DNS`");
        }
        if (endpoints == 0 && !spec.has("workloadSelector")) {
          hosts.stream()
              .filter(host -> host.text().startsWith("*") && !host.text().equals("*"))
              .forEach(host -> problems.invalid(host.place(), host.text(),
                  "is no name to look up: list endpoints, or full names"));
        }
      }
      case "DYNAMIC_DNS" -> dynamic(spec, hosts, problems);
      default -> {
        // the addresses are given
      }
    }
    boolean bytes = spec.objects(PORTS)
        .stream()
        .map(port -> port.textOrEmpty("protocol").toUpperCase(Locale.ROOT))
        .anyMatch(protocol -> protocol.equals("UDP") || GatewayRules.BYTES.contains(protocol));
    if (hosts.size() > 1 && bytes && !resolution.equals("NONE")) {
      problems.forbidden(spec.at(HOSTS), "bytes do not tell several hosts apart: write an entry for each host");
    }
  }

  private static void dynamic(Fields spec, List<Value> hosts, Problems problems) {
    hosts.stream()
        .filter(host -> !host.text().startsWith("*"))
        .forEach(host -> problems.invalid(host.place(), host.text(), "is no pattern of names: use `DNS`"));
    Stream.of(ADDRESSES, ENDPOINTS)
        .filter(name -> spec.size(name) > 0)
        .forEach(name -> problems.forbidden(spec.at(name), "`DYNAMIC_DNS` finds out itself: remove `" + name + "`"));
    for (Fields port : spec.objects(PORTS)) {
      String protocol = port.textOrEmpty("protocol").toUpperCase(Locale.ROOT);
      if (!protocol.isEmpty() && !DYNAMIC.contains(protocol)) {
        problems.forbidden(port.at("protocol"), "`DYNAMIC_DNS` needs a host that can be read: use `HTTP` or `TLS`");
      }
    }
  }

  static void workloadEntry(Subject subject) {
    address(subject.spec(), subject.problems());
  }

  /** An address, a name or a socket; another network has its own. */
  private static void address(Fields entry, Problems problems) {
    String address = entry.textOrEmpty("address");
    if (address.isEmpty()) {
      if (entry.textOrEmpty("network").isEmpty()) {
        problems.required(entry.at("address"), "`address` is missing: write it");
      }
    } else if (address.startsWith(SOCKET)) {
      problems.check(entry.at("address"), address, DomainNames::addressOrSocket);
      if (entry.has(PORTS)) {
        problems.forbidden(entry.at(PORTS), "a socket has no ports: remove them");
      }
    } else if (Address.parse(address).isEmpty()) {
      problems.check(entry.at("address"), address, DomainNames::full);
    }
  }
}
