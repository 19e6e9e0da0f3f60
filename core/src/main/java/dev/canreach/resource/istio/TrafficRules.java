package dev.canreach.resource.istio;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks destination rules (ISTIO/I-6, I-14). */
final class TrafficRules {
  private static final String POLICY = "trafficPolicy";
  private static final long TABLE = 5_000_011;
  private static final Set<String> PER_PORT = Set.of("loadBalancer", "connectionPool", "outlierDetection", "tls");

  private TrafficRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    spec.text("host").ifPresent(host -> problems.check(spec.at("host"), host, DomainNames::wildcardOrAddress));
    CommonRules.selector(spec, "workloadSelector", "matchLabels", problems);
    CommonRules.exportTo(subject, false, !spec.object("workloadSelector").entries("matchLabels").isEmpty());
    policy(spec, problems);
    Set<String> names = new HashSet<>();
    for (Fields subset : spec.objects("subsets")) {
      String name = subset.textOrEmpty("name");
      if (!name.isEmpty()) {
        problems.check(subset.at("name"), name, DomainNames::label);
        if (!names.add(name)) {
          problems.duplicate(subset.at("name"), name);
        }
      }
      policy(subset, problems);
    }
  }

  private static void policy(Fields owner, Problems problems) {
    Fields policy = owner.object(POLICY);
    if (!policy.present()) {
      return;
    }
    if (policy.map().entries().isEmpty()) {
      problems.required(policy.place(), "the policy says nothing: write a field, or leave `trafficPolicy` out");
    }
    if (policy.has("tunnel") && policy.has("proxyProtocol")) {
      problems.forbidden(policy.at("tunnel"), "`tunnel` and `proxyProtocol` exclude each other: keep one of them");
    }
    parts(policy, problems);
    for (Fields port : policy.objects("portLevelSettings")) {
      if (PER_PORT.stream().noneMatch(port::has)) {
        problems.required(port.place(), "the settings of the port say nothing: write one of them");
      }
      parts(port, problems);
    }
  }

  private static void parts(Fields policy, Problems problems) {
    balancer(policy.object("loadBalancer"), problems);
    pool(policy.object("connectionPool"), problems);
    Fields outliers = policy.object("outlierDetection");
    if (outliers.number("consecutiveLocalOriginFailures").orElse(0L) > 0
        && !outliers.flag("splitExternalLocalOriginErrors").orElse(false)) {
      problems.forbidden(outliers.at("consecutiveLocalOriginFailures"),
          "failures of the own side are counted only with `splitExternalLocalOriginErrors: true`");
    }
    tls(policy.object("tls"), problems);
    Fields tunnel = policy.object("tunnel");
    tunnel.text("targetHost")
        .filter(host -> !host.isEmpty())
        .ifPresent(host -> problems.check(tunnel.at("targetHost"), host, DomainNames::wildcardOrAddress));
  }

  private static void balancer(Fields balancer, Problems problems) {
    Fields hash = balancer.object("consistentHash");
    Fields maglev = hash.object("maglev");
    maglev.number("tableSize").ifPresent(size -> {
      if (size <= 0 || size >= TABLE || !isPrime(size)) {
        problems.invalid(maglev.at("tableSize"), Long.toString(size),
            "is no size of a table: use a prime below 5000011");
      }
    });
    Set<String> attributes = new HashSet<>();
    for (Fields attribute : hash.object("httpCookie").objects("attributes")) {
      if (!attributes.add(attribute.textOrEmpty("name"))) {
        problems.duplicate(attribute.at("name"), attribute.textOrEmpty("name"));
      }
    }
    Fields locality = balancer.object("localityLbSetting");
    for (Fields share : locality.objects("distribute")) {
      Fields to = share.object("to");
      long sum = share.entries("to").stream().mapToLong(entry -> to.number(entry.key()).orElse(0L)).sum();
      if (sum != 100) {
        problems.invalid(share.at("to"), Long.toString(sum), "is the sum of the shares: make it 100");
      }
    }
    for (Fields failover : locality.objects("failover")) {
      if (failover.textOrEmpty("from").equals(failover.textOrEmpty("to"))) {
        problems.invalid(failover.at("to"), failover.textOrEmpty("to"), "is the locality that fails: name another");
      }
    }
  }

  private static boolean isPrime(long number) {
    if (number < 2) {
      return false;
    }
    for (long divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return true;
  }

  static void pool(Fields pool, Problems problems) {
    if (pool.present() && !pool.has("tcp") && !pool.has("http")) {
      problems.required(pool.place(), "the settings of connections say nothing: write `tcp` or `http`");
    }
    Fields http = pool.object("http");
    if (http.textOrEmpty("h2UpgradePolicy").equals("UPGRADE") && http.flag("useClientProtocol").orElse(false)) {
      problems.forbidden(http.at("useClientProtocol"),
          "an upgrade and the protocol of the client exclude each other: keep one of them");
    }
    Fields alive = http.object("http2KeepAlive");
    if (alive.present()) {
      Stream.of("interval", "timeout")
          .filter(name -> !alive.has(name))
          .forEach(name -> problems.required(alive.at(name), "`" + name + "` is missing: write it"));
    }
  }

  private static void tls(Fields tls, Problems problems) {
    String mode = tls.textOrEmpty("mode");
    boolean mutual = mode.equals("MUTUAL");
    boolean remote = !tls.textOrEmpty("credentialName").isEmpty();
    if (!mutual && !mode.equals("SIMPLE")) {
      return;
    }
    Optional<String> file = Stream.of("clientCertificate", "privateKey", "caCertificates", "caCrl")
        .filter(name -> !tls.textOrEmpty(name).isEmpty())
        .findFirst();
    if (remote && file.isPresent()) {
      problems.forbidden(tls.at(file.get()),
          "certificates come from a secret or from files, not both: keep one of them");
    }
    if (mutual && !remote) {
      for (String name : List.of("clientCertificate", "privateKey")) {
        if (tls.textOrEmpty(name).isEmpty()) {
          problems.required(tls.at(name), "`" + name + "` is missing: mutual TLS needs it");
        }
      }
    }
    if (tls.flag("insecureSkipVerify").orElse(false)) {
      boolean names = mode.equals("SIMPLE") && !tls.texts("subjectAltNames").isEmpty();
      if (names || !tls.textOrEmpty("caCertificates").isEmpty()) {
        problems.forbidden(tls.at("insecureSkipVerify"),
            "who is not verified needs no certificates and names to compare: remove them");
      }
    }
  }
}
