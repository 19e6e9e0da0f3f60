package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** What the server accepts in a pod, but warns about. */
final class PodWarnings {
  private PodWarnings() {}

  static void check(Fields spec, Problems problems) {
    var containers = new ArrayList<Fields>(spec.objects("initContainers"));
    containers.addAll(spec.objects("containers"));
    ports(containers, problems);
    portNames(spec, problems);
    containers.forEach(container -> variables(container, problems));
    repeated(spec, "hostAliases", "ip", problems);
    repeated(spec, "imagePullSecrets", "name", problems);
  }

  private static void ports(List<Fields> containers, Problems problems) {
    var known = new HashMap<String, List<Fields>>();
    for (Fields container : containers) {
      for (Fields port : container.objects("ports")) {
        if (!port.textOrEmpty("hostIP").isEmpty() && hostPort(port) == 0) {
          problems.warning(port.place(), "`hostIP` has no effect without `hostPort`: add it or remove `hostIP`");
        }
        String protocol = WorkloadRules.nonEmpty(port, "protocol").orElse("TCP");
        List<Fields> same = known.computeIfAbsent(protocol + port.number("containerPort").orElse(0L),
            key -> new ArrayList<>());
        for (Fields other : same) {
          if (overlaps(port, other)) {
            problems.warning(port.place(), "this port is also declared as `" + other.path() + "`: remove one of them");
          }
        }
        same.add(port);
      }
    }
  }

  private static boolean overlaps(Fields port, Fields other) {
    String ip = port.textOrEmpty("hostIP");
    String otherIp = other.textOrEmpty("hostIP");
    if (hostPort(port) == 0 || hostPort(other) == 0) {
      return true;
    }
    return hostPort(port) == hostPort(other) && (ip.equals(otherIp) || ip.isEmpty() || otherIp.isEmpty());
  }

  private static long hostPort(Fields port) {
    return port.number("hostPort").orElse(0L);
  }

  /** The first container that has a port of this name wins (K8S/W-07). */
  private static void portNames(Fields spec, Problems problems) {
    var containers = new ArrayList<Fields>();
    spec.objects("initContainers")
        .stream()
        .filter(container -> container.textOrEmpty("restartPolicy").equals("Always"))
        .forEach(containers::add);
    containers.addAll(spec.objects("containers"));
    var known = new HashMap<String, Fields>();
    for (Fields container : containers) {
      var own = new HashSet<String>();
      for (Fields port : container.objects("ports")) {
        String name = port.textOrEmpty("name");
        Fields other = name.isEmpty() ? null : known.putIfAbsent(name, port);
        if (other != null && !own.contains(name)) {
          problems.warning(port.place(),
              Quote.text(name) + " is also the name of `" + other.path() + "`, which Services use: rename one of them");
        }
        own.add(name);
      }
    }
  }

  private static void variables(Fields container, Problems problems) {
    var names = new HashSet<String>();
    for (Fields variable : container.objects("env")) {
      String name = variable.textOrEmpty("name");
      String value = variable.textOrEmpty("value");
      String reference = "$(" + name + ")";
      boolean hides = variable.has("valueFrom") || value.equals(reference) || !value.contains(reference);
      if (!names.add(name) && hides) {
        problems.warning(variable.place(),
            Quote.text(name) + " is set twice, and this hides the first value: remove one");
      }
    }
  }

  private static void repeated(Fields spec, String list, String field, Problems problems) {
    var seen = new HashSet<String>();
    for (Fields item : spec.objects(list)) {
      String text = item.textOrEmpty(field);
      if (!seen.add(text)) {
        problems.warning(item.at(field), Quote.text(text) + " is listed twice: remove one of them");
      }
    }
  }
}
