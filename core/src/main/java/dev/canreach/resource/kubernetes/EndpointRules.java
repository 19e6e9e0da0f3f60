package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Checks EndpointSlices and Endpoints (K8S/S-06, K8S/KX-6). */
final class EndpointRules {
  private static final int MAX_ADDRESSES = 100;
  private static final int MAX_ENDPOINTS = 1000;
  private static final int MAX_HINTS = 8;
  private static final int MAX_PORTS = 20000;
  private static final int MAX_TOPOLOGY = 16;

  private EndpointRules() {}

  static void checkSlice(Subject subject) {
    Fields slice = subject.fields();
    Problems problems = subject.problems();
    String type = slice.textOrEmpty("addressType");
    if (type.isEmpty()) {
      problems.required(slice.at("addressType"), "an EndpointSlice needs `addressType`: `IPv4`, `IPv6` or `FQDN`");
    } else {
      problems.oneOf(slice.at("addressType"), type, "FQDN", "IPv4", "IPv6");
    }
    if (!tooMany(slice, "endpoints", MAX_ENDPOINTS, problems)) {
      slice.objects("endpoints").forEach(endpoint -> endpoint(endpoint, type, problems));
    }
    if (!tooMany(slice, "ports", MAX_PORTS, problems)) {
      ports(slice, problems);
    }
  }

  private static void endpoint(Fields endpoint, String type, Problems problems) {
    if (endpoint.size("addresses") == 0) {
      problems.required(endpoint.at("addresses"), "an endpoint needs at least one address");
    }
    tooMany(endpoint, "addresses", MAX_ADDRESSES, problems);
    endpoint.texts("addresses").forEach(address -> address(address, type, problems));
    if (endpoint.entries("deprecatedTopology").size() > MAX_TOPOLOGY) {
      problems.error(ProblemType.TOO_MANY, endpoint.at("deprecatedTopology"),
          "there may be " + MAX_TOPOLOGY + " entries at most: remove some");
    }
    Labels.check(endpoint.entries("deprecatedTopology"), endpoint.path().child("deprecatedTopology"), problems);
    endpoint.text("hostname").ifPresent(name -> problems.check(endpoint.at("hostname"), name, Names::dnsLabel));
    endpoint.text("nodeName").ifPresent(name -> problems.check(endpoint.at("nodeName"), name, Names::dnsSubdomain));
    Fields hints = endpoint.object("hints");
    hints(hints, "forZones", Names::labelValue, problems);
    hints(hints, "forNodes", Names::dnsSubdomain, problems);
  }

  private static void hints(Fields hints, String field, Function<String, Optional<String>> rule,
      Problems problems) {
    tooMany(hints, field, MAX_HINTS, problems);
    var seen = new HashSet<String>();
    for (Fields hint : hints.objects(field)) {
      String name = hint.textOrEmpty("name");
      if (seen.add(name)) {
        problems.check(hint.at("name"), name, rule);
      } else {
        problems.duplicate(hint.at("name"), name);
      }
    }
  }

  private static void address(Value address, String type, Problems problems) {
    switch (type) {
      case "IPv4" -> address(address, IpFamily.IPV4, problems);
      case "IPv6" -> address(address, IpFamily.IPV6, problems);
      case "FQDN" -> {
        String name = address.text();
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        Optional<String> problem = Names.dnsSubdomain(relative);
        if (problem.isPresent()) {
          problems.invalid(address.place(), name, problem.get());
        } else if (relative.indexOf('.') < 0) {
          problems.invalid(address.place(), name, "is no full name: write it with its domain");
        }
      }
      default -> {
        // an unknown type says nothing about its addresses
      }
    }
  }

  private static void address(Value written, IpFamily family, Problems problems) {
    Optional<Address> address = Addresses.checkAddress(written.place(), written.text(), problems);
    if (address.isEmpty()) {
      return;
    }
    if (address.get().family() != family) {
      problems.invalid(written.place(), written.text(), "is no IPv" + family.version() + " address: use another slice");
    } else if (!address.get().toString().equals(written.text())) {
      problems.invalid(written.place(), written.text(), "is not the usual form: write `" + address.get() + "`");
    }
    Addresses.checkNotSpecial(written.place(), address.get(), problems);
  }

  private static void ports(Fields slice, Problems problems) {
    var names = new HashSet<String>();
    for (Fields port : slice.objects("ports")) {
      String name = port.textOrEmpty("name");
      if (!name.isEmpty()) {
        problems.check(port.at("name"), name, Names::dnsLabel);
      }
      if (!names.add(name)) {
        problems.duplicate(port.at("name"), name);
      }
      PortRules.checkWrittenProtocol(port, problems);
      port.text("appProtocol")
          .ifPresent(protocol -> problems.check(port.at("appProtocol"), protocol, Names::labelKey));
    }
  }

  private static boolean tooMany(Fields owner, String field, int limit, Problems problems) {
    if (owner.size(field) <= limit) {
      return false;
    }
    problems.error(ProblemType.TOO_MANY, owner.at(field),
        "the list has " + owner.size(field) + " items: " + limit + " are allowed");
    return true;
  }

  static void checkEndpoints(Subject subject) {
    Problems problems = subject.problems();
    for (Fields subset : subject.fields().objects("subsets")) {
      List<Fields> ready = subset.objects("addresses");
      List<Fields> notReady = subset.objects("notReadyAddresses");
      if (ready.isEmpty() && notReady.isEmpty()) {
        problems.required(subset.place(), "a subset needs `addresses` or `notReadyAddresses`");
      }
      ready.forEach(address -> endpointAddress(address, problems));
      notReady.forEach(address -> endpointAddress(address, problems));
      List<Fields> ports = subset.objects("ports");
      for (Fields port : ports) {
        String name = port.textOrEmpty("name");
        if (!name.isEmpty()) {
          problems.check(port.at("name"), name, Names::dnsLabel);
        } else if (ports.size() > 1) {
          problems.required(port.at("name"), "each of several ports needs a name");
        }
        PortRules.checkNumber(port, "port", problems);
        PortRules.checkProtocol(port, problems);
      }
    }
  }

  private static void endpointAddress(Fields address, Problems problems) {
    Place place = address.at("ip");
    Addresses.checkAddress(place, address.textOrEmpty("ip"), problems)
        .ifPresent(ip -> Addresses.checkNotSpecial(place, ip, problems));
    address.text("hostname")
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> problems.check(address.at("hostname"), name, Names::dnsLabel));
    address.text("nodeName").ifPresent(name -> problems.check(address.at("nodeName"), name, Names::dnsSubdomain));
  }
}
