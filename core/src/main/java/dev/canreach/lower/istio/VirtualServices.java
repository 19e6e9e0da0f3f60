package dev.canreach.lower.istio;

import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which virtual service counts for which host and client (ISTIO/I-9, IX-3). */
final class VirtualServices {
  static final String MESH = "mesh";

  private final List<VirtualService> all;
  private final MeshSettings settings;
  private final Map<String, List<VirtualService>> visible = new LinkedHashMap<>();

  VirtualServices(List<VirtualService> all, MeshSettings settings) {
    this.all = all.stream().sorted(VirtualService.OLDEST_FIRST).toList();
    this.settings = settings;
  }

  /** Every virtual service, oldest first. */
  List<VirtualService> all() {
    return all;
  }

  List<String> exportTo(VirtualService service) {
    return Visibility.normal(service.namespace(), service.exportTo(), settings.virtualServiceExportTo());
  }

  /** Those that clients of a namespace obey: private ones first, then those exported by name, then public ones. */
  private List<VirtualService> visible(String client) {
    return visible.computeIfAbsent(client, this::find);
  }

  /** Of these, those that a proxy's view of the mesh holds: one of their hosts is enough (ISTIO/I-12). */
  List<VirtualService> visible(Clients clients) {
    List<VirtualService> known = visible(clients.namespace());
    return clients.sidecar()
        .filter(sidecar -> !sidecar.egress().isEmpty())
        .map(sidecar -> known.stream().filter(service -> SidecarView.holds(sidecar, service, hosts(service))).toList())
        .orElse(known);
  }

  private List<VirtualService> find(String client) {
    List<VirtualService> own = new ArrayList<>();
    List<VirtualService> named = new ArrayList<>();
    List<VirtualService> everybody = new ArrayList<>();
    for (VirtualService service : all) {
      if (service.hosts().isEmpty() || !isForMesh(service)) {
        continue;
      }
      List<String> targets = exportTo(service);
      if (targets.contains("*")) {
        everybody.add(service);
      } else if (targets.equals(List.of(client)) && service.namespace().equals(client)) {
        own.add(service);
      } else if (targets.contains(client)) {
        named.add(service);
      }
    }
    own.addAll(named);
    own.addAll(everybody);
    return own;
  }

  static boolean isForMesh(VirtualService service) {
    return service.gateways().isEmpty() || service.gateways().contains(MESH);
  }

  /** The full names of its hosts. */
  List<String> hosts(VirtualService service) {
    return service.hosts().stream().map(host -> settings.full(host, service.namespace())).toList();
  }
}
