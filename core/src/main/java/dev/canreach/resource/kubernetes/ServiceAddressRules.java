package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Checks the cluster addresses and address families of Services (K8S/S-01, K8S/S-15). */
final class ServiceAddressRules {
  private static final String FAMILIES = "ipFamilies";
  private static final String LIST = "clusterIPs";
  private static final String POLICY = "ipFamilyPolicy";
  private static final String SINGLE = "clusterIP";

  private ServiceAddressRules() {}

  static void check(Fields spec, String type, boolean headless, Problems problems) {
    List<Value> addresses = addresses(spec);
    Place list = new Place(spec.path().child(LIST), spec.at(spec.has(LIST) ? LIST : SINGLE).span());
    if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
      problems.invalid(addresses.get(0).place(), "None",
          "is no address: a Service of type " + Quote.text(type) + " needs one");
    }
    if (spec.size(LIST) > 0) {
      String single = spec.textOrEmpty(SINGLE);
      if (single.isEmpty()) {
        problems.error(ProblemType.INVALID, list, "`clusterIPs` needs `clusterIP`: write the first address there too");
      } else if (!single.equals(addresses.get(0).text())) {
        problems.error(ProblemType.INVALID, list, "the first address differs from `clusterIP`: make them equal");
      }
    }
    families(spec, problems);
    spec.text(POLICY)
        .ifPresent(
            policy -> problems.oneOf(spec.at(POLICY), policy, "PreferDualStack", "RequireDualStack", "SingleStack"));
    clusterAddresses(spec, addresses, list, problems);
  }

  /** The addresses as written; a lone {@code clusterIP} stands for the list. */
  private static List<Value> addresses(Fields spec) {
    List<Value> list = spec.texts(LIST);
    String single = spec.textOrEmpty(SINGLE);
    if (list.isEmpty() && !single.isEmpty()) {
      return List.of(new Value("", single, new Place(spec.path().child(LIST).index(0), spec.at(SINGLE).span())));
    }
    return list;
  }

  private static void families(Fields spec, Problems problems) {
    var seen = new HashSet<String>();
    for (Value family : spec.texts(FAMILIES)) {
      problems.oneOf(family.place(), family.text(), "IPv4", "IPv6");
      if (!seen.add(family.text())) {
        problems.duplicate(family.place(), family.text());
      }
    }
  }

  private static void clusterAddresses(Fields spec, List<Value> addresses, Place list, Problems problems) {
    var found = new ArrayList<Address>();
    boolean unreadable = false;
    for (int i = 0; i < addresses.size(); i++) {
      Value written = addresses.get(i);
      if (i == 0 && written.text().equals("None")) {
        if (addresses.size() > 1) {
          problems.error(ProblemType.INVALID, list, "`None` stands alone: remove the other addresses");
          unreadable = true;
        }
        continue;
      }
      Optional<Address> address = Addresses.checkAddress(written.place(), written.text(), problems);
      Addresses.warnUnusual(written.place(), written.text(), problems);
      address.ifPresent(found::add);
      unreadable |= address.isEmpty();
    }
    if (addresses.size() > 2) {
      problems.error(ProblemType.INVALID, list, "a Service has two addresses at most: remove the others");
    }
    if (unreadable || found.isEmpty()) {
      return;
    }
    if (found.size() > 1 && found.stream().map(Address::family).distinct().count() < 2) {
      problems.error(ProblemType.INVALID, list, "a Service has one address of each family: use one IPv4 and one IPv6");
    }
    List<Value> families = spec.texts(FAMILIES);
    for (int i = 0; i < Math.min(found.size(), families.size()); i++) {
      String family = found.get(i).family() == IpFamily.IPV4 ? "IPv4" : "IPv6";
      String expected = families.get(i).text();
      if (!family.equals(expected) && (expected.equals("IPv4") || expected.equals("IPv6"))) {
        problems.invalid(addresses.get(i).place(), addresses.get(i).text(),
            "is an " + family + " address, but `ipFamilies` says " + Quote.text(expected) + " here");
      }
    }
  }

  /** Two addresses or families need a policy that allows them; the server finds out when the rest is fine. */
  static void checkFamilyPolicy(Fields spec, String type, boolean headless, Problems problems) {
    boolean chosen = spec.has(POLICY) && !spec.textOrEmpty(POLICY).equals("SingleStack");
    boolean unmanaged = headless && spec.entries("selector").isEmpty() && !spec.has(POLICY);
    if (problems.hasErrors() || chosen || unmanaged || type.equals("ExternalName")) {
      return;
    }
    if (addresses(spec).size() > 1 || spec.size(FAMILIES) > 1) {
      problems.error(ProblemType.INVALID, spec.at(POLICY),
          "two address families need `ipFamilyPolicy: PreferDualStack` or `RequireDualStack`");
    }
  }
}
