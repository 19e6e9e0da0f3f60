package dev.canreach.lower.istio;

import dev.canreach.resource.istio.HostPatterns;
import dev.canreach.resource.istio.Sidecar;
import dev.canreach.resource.istio.SidecarListener;
import dev.canreach.resource.istio.VirtualService;
import java.util.List;
import java.util.function.Predicate;

/** What a Sidecar object lets proxies see on the ports that it does not name (ISTIO/I-12). */
final class SidecarView {
  private SidecarView() {}

  /** Whether the proxies see a host. */
  static boolean holds(Sidecar sidecar, MeshService service) {
    return sidecar.egress().isEmpty() || egress(sidecar).stream()
        .anyMatch(listener -> lists(sidecar.namespace(), listener, service.namespace(),
            host -> HostPatterns.covers(host, service.host())));
  }

  /** Whether the proxies see a virtual service: one of its hosts is enough. */
  static boolean holds(Sidecar sidecar, VirtualService service, List<String> hosts) {
    return sidecar.egress().isEmpty() || egress(sidecar).stream()
        .anyMatch(listener -> hosts.stream()
            .anyMatch(own -> lists(sidecar.namespace(), listener, service.namespace(),
                host -> HostPatterns.meet(host, own))));
  }

  private static List<SidecarListener> egress(Sidecar sidecar) {
    return sidecar.egress().stream().filter(listener -> listener.port().isEmpty()).toList();
  }

  /** Whether a part of a proxy's view holds a host: {@code NAMESPACE/HOST}, each of them perhaps a pattern. */
  private static boolean lists(String namespace, SidecarListener listener, String owner, Predicate<String> named) {
    boolean listed = false;
    for (String written : listener.hosts()) {
      int slash = written.indexOf('/');
      String in = slash < 0 ? "*" : written.substring(0, slash);
      String host = written.substring(slash + 1);
      boolean excludes = in.length() > 1 && in.startsWith("~");
      String wanted = excludes ? in.substring(1) : in;
      boolean place = wanted.equals("*") || owner.equals(wanted.equals(".") ? namespace : wanted);
      boolean name = host.equals("*") || named.test(host);
      if (place && name && !wanted.equals("~")) {
        if (excludes) {
          return false;
        }
        listed = true;
      }
    }
    return listed;
  }
}
