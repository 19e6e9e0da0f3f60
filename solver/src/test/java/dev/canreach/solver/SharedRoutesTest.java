package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A mesh has as many addresses as hosts, and each address may be called for each host: it is not written down for each pair. */
class SharedRoutesTest {
  private static final int SERVICES = 40;
  private static final String REFUSED = """
      {apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: refused-NUMBER, namespace: mesh},
       spec: {hosts: [sNUMBER], http: [{route: [{destination: {host: sNUMBER}, weight: -1}]}]}}
      """;
  private static final String LOOKS_AT_LABELS = """
      {apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: one, namespace: mesh},
       spec: {workloadSelector: {labels: {app: s1}}, egress: [{hosts: ["./*"]}]}}
      """;

  private static Network mesh(String... more) {
    StringBuilder text = new StringBuilder();
    text.append("{apiVersion: v1, kind: Namespace, metadata: {name: mesh, labels: {istio-injection: enabled}}}\n");
    for (int i = 0; i < SERVICES; i++) {
      text.append("""
          ---
          {apiVersion: v1, kind: Pod, metadata: {name: sNUMBER, namespace: mesh, labels: {app: sNUMBER}},
           spec: {containers: [{name: c, image: i}]}}
          ---
          {apiVersion: v1, kind: Service, metadata: {name: sNUMBER, namespace: mesh},
           spec: {selector: {app: sNUMBER}, ports: [{name: http, port: 80, targetPort: 8080}]}}
          """.replace("NUMBER", String.valueOf(i)));
    }
    List.of(more).forEach(object -> text.append("---\n").append(object));
    Diagnostics diagnostics = new Diagnostics();
    return Canreach.load(new SourceReader().read("input.yaml", text.toString().getBytes(UTF_8), diagnostics),
        diagnostics, LoadOptions.DEFAULT).network();
  }

  /** The alternatives that the routes have, each list once. */
  private static int alternatives(Network network) {
    Set<List<Route.Alternative>> lists = Collections.newSetFromMap(new IdentityHashMap<>());
    network.routes().forEach(route -> lists.add(route.alternatives()));
    return lists.stream().mapToInt(List::size).sum();
  }

  @Test
  void theWaysOfAllAddressesAreOneList() {
    assertThat(alternatives(mesh())).isLessThan(10 * SERVICES);
  }

  @Test
  void refusedVirtualServicesDoNotMakeAddressesDiffer() {
    String[] refused = new String[10];
    for (int i = 0; i < refused.length; i++) {
      refused[i] = REFUSED.replace("NUMBER", String.valueOf(i));
    }

    assertThat(alternatives(mesh(refused))).isLessThan(40 * SERVICES);
  }

  @Test
  void clientsAreToldApartByWhatIsAskedOfTheirLabels() {
    Network network = mesh(LOOKS_AT_LABELS);

    assertThat(network.routes().stream().map(Route::name).filter(name -> name.endsWith("on port 80")).distinct())
        .containsExactlyInAnyOrder("proxies of clients 0 on port 80", "proxies of clients 1 on port 80");
  }
}
