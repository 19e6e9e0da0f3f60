package dev.canreach.resource.platform;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import java.util.HashSet;
import java.util.Set;

/** Checks what CoreDNS refuses to start with, as far as it matters to names. */
final class CorefileRules {
  private static final Set<String> POD_MODES = Set.of("disabled", "insecure", "verified");
  private static final Set<String> CLUSTER_PROPERTIES = Set.of("endpoint", "tls", "kubeconfig", "apiserver_qps",
      "apiserver_burst", "apiserver_max_inflight", "namespaces", "namespace_labels", "labels", "pods",
      "endpoint_pod_names", "ttl", "noendpoints", "fallthrough", "ignore", "multicluster", "startup_timeout",
      "resyncperiod", "upstream", "transfer");

  private final Problems problems;
  private final FieldPath path;

  private CorefileRules(Problems problems, FieldPath path) {
    this.problems = problems;
    this.path = path;
  }

  static void check(Corefile file, FieldPath path, Problems problems) {
    var rules = new CorefileRules(problems, path);
    Set<ServerKey> seen = new HashSet<>();
    for (ServerBlock block : file.blocks()) {
      for (ServerKey key : block.keys()) {
        if (!seen.add(new ServerKey("", key.transport(), key.zone(), key.port()))) {
          problems.error(ProblemType.DUPLICATE, new Place(path, block.span()),
              Quote.text(key.text()) + " is served by two blocks: keep one");
        }
      }
      block.directives().stream().filter(line -> !line.readsEnvironment()).forEach(rules::directive);
    }
  }

  private void directive(Directive line) {
    switch (line.name()) {
      case "kubernetes" -> cluster(line);
      case "forward" -> {
        if (line.arguments().size() < 2) {
          error(line, "`forward` needs a zone and at least one server: write `forward . /etc/resolv.conf`");
        }
      }
      case "proxy", "federation" -> error(line, "CoreDNS has no plugin " + Quote.text(line.name())
          + " any more: " + (line.name().equals("proxy") ? "use `forward`" : "remove it"));
      default -> {
        // other plugins are not looked at
      }
    }
  }

  private void cluster(Directive line) {
    for (Directive property : line.body()) {
      if (!CLUSTER_PROPERTIES.contains(property.name())) {
        error(property, "`kubernetes` has no property " + Quote.text(property.name()) + ": remove it");
      }
    }
    for (Directive pods : line.properties("pods")) {
      if (pods.arguments().size() != 1 || !POD_MODES.contains(pods.arguments().get(0))) {
        error(pods, "`pods` takes one of `disabled`, `insecure` and `verified`");
      }
    }
    for (Directive namespaces : line.properties("namespaces")) {
      if (namespaces.arguments().isEmpty()) {
        error(namespaces, "`namespaces` needs at least one namespace");
      }
    }
  }

  private void error(Directive line, String message) {
    problems.error(ProblemType.INVALID, new Place(path, line.span()), message);
  }
}
