package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.List;
import java.util.Optional;

/** Checks Services (K8S/S-01 to S-16, K8S/KX-4, K8S/KX-5). */
final class ServiceRules {
  private static final int AFFINITY_SECONDS = 86400;
  private static final String EXTERNAL_NAME = "ExternalName";
  private static final String LOAD_BALANCER = "LoadBalancer";
  private static final String RANGES = "loadBalancerSourceRanges";

  private ServiceRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String type = type(spec);
    boolean headless = ServiceReader.clusterIps(spec).equals(List.of("None"));
    problems.oneOf(spec.at("type"), type, "ClusterIP", EXTERNAL_NAME, LOAD_BALANCER, "NodePort");
    Labels.check(spec.entries("selector"), spec.path().child("selector"), problems);
    ServicePortRules.check(spec, type, headless, problems);
    affinity(spec, problems);
    if (type.equals(EXTERNAL_NAME)) {
      externalName(spec, problems);
    } else {
      ServiceAddressRules.check(spec, type, headless, problems);
      if (spec.has("externalName") && !spec.textOrEmpty("externalName").isEmpty()) {
        problems.warning(spec.at("externalName"),
            "`externalName` is ignored unless `type` is `ExternalName`: remove one of them");
      }
    }
    externalIps(spec, type, headless, problems);
    sourceRanges(subject, type);
    loadBalancer(spec, type, problems);
    policies(spec, type, problems);
    ServiceAddressRules.checkFamilyPolicy(spec, type, headless, problems);
    ServicePortRules.checkNodePorts(spec, type, problems);
  }

  private static String type(Fields spec) {
    return spec.text("type").filter(type -> !type.isEmpty()).orElse("ClusterIP");
  }

  private static void affinity(Fields spec, Problems problems) {
    String affinity = spec.textOrEmpty("sessionAffinity");
    if (affinity.isEmpty()) {
      return;
    }
    problems.oneOf(spec.at("sessionAffinity"), affinity, "ClientIP", "None");
    if (affinity.equals("ClientIP")) {
      Fields client = spec.object("sessionAffinityConfig").object("clientIP");
      client.number("timeoutSeconds")
          .ifPresent(value -> problems.inRange(client.at("timeoutSeconds"), value, 1, AFFINITY_SECONDS));
    }
  }

  private static void externalName(Fields spec, Problems problems) {
    List<String> forbidden = List.of("ipFamilies", "ipFamilyPolicy");
    if (!ServiceReader.clusterIps(spec).isEmpty()) {
      Place place = spec.at(spec.has("clusterIPs") ? "clusterIPs" : "clusterIP");
      problems.forbidden(new Place(spec.path().child("clusterIPs"), place.span()),
          "a Service of type `ExternalName` has no cluster address: remove it");
    }
    for (String field : forbidden) {
      if (spec.size(field) > 0 || spec.text(field).isPresent()) {
        problems.forbidden(spec.at(field), "a Service of type `ExternalName` has no address families: remove them");
      }
    }
    String name = spec.textOrEmpty("externalName");
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (relative.isEmpty()) {
      problems.required(spec.at("externalName"), "a Service of type `ExternalName` needs `externalName`");
    } else {
      Names.dnsSubdomain(relative).ifPresent(problem -> problems.invalid(spec.at("externalName"), name, problem));
    }
  }

  private static void externalIps(Fields spec, String type, boolean headless, Problems problems) {
    for (Value ip : spec.texts("externalIPs")) {
      Optional<Address> address = Addresses.checkAddress(ip.place(), ip.text(), problems);
      address.ifPresent(found -> Addresses.checkNotSpecial(ip.place(), found, problems));
      Addresses.warnUnusual(ip.place(), ip.text(), problems);
    }
    if (spec.size("externalIPs") > 0) {
      boolean ignored = headless || type.equals(EXTERNAL_NAME);
      problems.warning(spec.at("externalIPs"), ignored
          ? "`externalIPs` is ignored for a Service without an address of its own: remove it"
          : "`externalIPs` is deprecated, and some clusters no longer serve it: use a load balancer");
    }
    String loadBalancerIp = spec.textOrEmpty("loadBalancerIP");
    if (headless && !loadBalancerIp.isEmpty()) {
      problems.warning(spec.at("loadBalancerIP"), "`loadBalancerIP` is ignored for headless Services: remove it");
    }
    if (headless && spec.textOrEmpty("sessionAffinity").equals("ClientIP")) {
      problems.warning(spec.at("sessionAffinity"), "`sessionAffinity` is ignored for headless Services: remove it");
    }
    Addresses.warnUnusual(spec.at("loadBalancerIP"), loadBalancerIp, problems);
  }

  /** Checks the ranges of the field, or of the annotation when the field is empty. The API spells the field with a capital (K8S/KX-5). */
  private static void sourceRanges(Subject subject, String type) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    List<Value> ranges = spec.texts(RANGES);
    if (!ranges.isEmpty()) {
      Place field = new Place(spec.path().child("LoadBalancerSourceRanges"), spec.at(RANGES).span());
      onlyForLoadBalancers(field, type, problems);
      for (int i = 0; i < ranges.size(); i++) {
        Place place = new Place(field.path().index(i), ranges.get(i).place().span());
        Addresses.checkCidr(place, ranges.get(i).text().strip(), problems);
        Addresses.warnUnusualCidr(ranges.get(i).place(), ranges.get(i).text(), problems);
      }
      return;
    }
    Fields metadata = subject.fields().object("metadata");
    for (Value annotation : metadata.entries("annotations")) {
      if (annotation.key().equals(ServiceReader.SOURCE_RANGES)) {
        Place place = new Place(metadata.path().child("annotations").key(annotation.key()), annotation.place().span());
        onlyForLoadBalancers(place, type, problems);
        for (String range : ServiceReader.splitRanges(annotation.text())) {
          Addresses.checkCidr(place, range.strip(), problems);
        }
      }
    }
  }

  private static void loadBalancer(Fields spec, String type, Problems problems) {
    if (spec.has("allocateLoadBalancerNodePorts")) {
      onlyForLoadBalancers(spec.at("allocateLoadBalancerNodePorts"), type, problems);
    }
    if (spec.has("loadBalancerClass")) {
      if (type.equals(LOAD_BALANCER)) {
        problems.check(spec.at("loadBalancerClass"), spec.textOrEmpty("loadBalancerClass"), Names::labelKey);
      } else {
        onlyForLoadBalancers(spec.at("loadBalancerClass"), type, problems);
      }
    }
  }

  private static void onlyForLoadBalancers(Place place, String type, Problems problems) {
    if (!type.equals(LOAD_BALANCER)) {
      problems.forbidden(place, "only a Service of type `LoadBalancer` may have this: remove it or change the type");
    }
  }

  private static void policies(Fields spec, String type, Problems problems) {
    String external = spec.textOrEmpty("externalTrafficPolicy");
    boolean reachable = type.equals(LOAD_BALANCER) || type.equals("NodePort")
        || (type.equals("ClusterIP") && spec.size("externalIPs") > 0);
    if (!external.isEmpty() && reachable) {
      problems.oneOf(spec.at("externalTrafficPolicy"), external, "Cluster", "Local");
    } else if (!external.isEmpty()) {
      problems.invalid(spec.at("externalTrafficPolicy"), external,
          "has no meaning here: remove it, or make the Service reachable from outside");
    }
    healthCheck(spec, type.equals(LOAD_BALANCER) && external.equals("Local"), problems);
    spec.text("internalTrafficPolicy")
        .ifPresent(policy -> problems.oneOf(spec.at("internalTrafficPolicy"), policy, "Cluster", "Local"));
    spec.text("trafficDistribution").ifPresent(distribution -> {
      problems.oneOf(spec.at("trafficDistribution"), distribution, "PreferClose", "PreferSameZone", "PreferSameNode");
      if (distribution.equals("PreferClose")) {
        problems.warning(spec.at("trafficDistribution"), "`PreferClose` is deprecated: use `PreferSameZone`");
      }
    });
  }

  private static void healthCheck(Fields spec, boolean needed, Problems problems) {
    long port = spec.number("healthCheckNodePort").orElse(0L);
    Place place = spec.at("healthCheckNodePort");
    if (port == 0) {
      return;
    }
    if (!needed) {
      problems.invalid(place, Long.toString(port),
          "has no meaning here: only a load balancer with `externalTrafficPolicy: Local` has a health check");
    } else if (port < PortRules.FIRST || port > PortRules.LAST) {
      problems.inRange(place, port, PortRules.FIRST, PortRules.LAST);
    } else if (!ServicePortRules.isNodePort(port)) {
      // the server finds this out too late to name the field
      problems.error(ProblemType.INVALID, new Place(FieldPath.ROOT, place.span()),
          "`" + port + "` " + ServicePortRules.NODE_PORT_RANGE);
    }
  }
}
