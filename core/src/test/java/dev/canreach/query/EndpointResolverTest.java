package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EndpointResolverTest {
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Network network;
  private final EndpointResolver resolver;

  EndpointResolverTest() {
    add("outside", Role.OUTSIDE, "", "outside", Map.of());
    add("deployment/shop/web", Role.WORKLOAD, "shop", "web", Map.of("app", "web"));
    add("deployment/test/web", Role.WORKLOAD, "test", "web", Map.of("app", "web"));
    add("pod/shop/db-0", Role.WORKLOAD, "shop", "db-0", Map.of("app", "db"), "10.1.0.5");
    add("service/shop/api", Role.VIRTUAL, "shop", "api", Map.of(), "10.96.0.1");
    add("node/n1", Role.NODE, "", "n1", Map.of(), "192.168.0.1", "fd00::1");
    add("shop?app=web", Role.FUTURE, "shop", "shop?app=web", Map.of());
    add("daemonset/shop/web", Role.WORKLOAD, "shop", "web", Map.of("app", "agent"));
    add("gateway.networking.k8s.io/shop/gw", Role.VIRTUAL, "shop", "gw", Map.of());
    add("gateway.networking.istio.io/shop/gw", Role.VIRTUAL, "shop", "gw", Map.of());
    add("gateway.networking.istio.io/shop/edge", Role.VIRTUAL, "shop", "edge", Map.of());
    network = new Network(endpoints, new Path(List.of()), List.of(), Names.NONE,
        AddressSet.of(Cidr.parse("10.1.0.0/16").orElseThrow()),
        new TreeMap<>(Map.of("statefulset/shop/db", EndpointSet.of(3))));
    resolver = new EndpointResolver(network, false);
  }

  private void add(String id, Role role, String namespace, String name, Map<String, String> labels,
      String... addresses) {
    endpoints.add(new Endpoint(endpoints.size(), id, role, namespace, name, new TreeMap<>(labels),
        List.of(addresses).stream().map(address -> Address.parse(address).orElseThrow()).toList(),
        Set.of(IpFamily.IPV4),
        OptionalInt.empty(), false, false, List.of(), new Origin(id, "", "", Span.startOf("x.yaml"))));
  }

  private List<String> found(String text) throws QuestionException {
    var resolved = resolver.resolve(EndpointRef.parse(text), Side.DESTINATION);
    return ((EndpointResolver.Found) resolved).candidates()
        .stream()
        .map(candidate -> candidate.endpoint().id())
        .toList();
  }

  private String missing(String text) throws QuestionException {
    return ((EndpointResolver.Missing) resolver.resolve(EndpointRef.parse(text), Side.DESTINATION)).reason();
  }

  @Test
  void findsObjectsAndGroups() throws QuestionException {
    assertThat(found("deployment/shop/web")).containsExactly("deployment/shop/web");
    assertThat(found("service/shop/api")).containsExactly("service/shop/api");
    assertThat(found("statefulset/shop/db")).containsExactly("pod/shop/db-0");
    assertThat(found("node/n1")).containsExactly("node/n1");
  }

  @Test
  void aPodThatAListedWorkloadOwnsIsNoSeparateCandidateButHasItsNameK8sW15() throws QuestionException {
    assertThat(found("shop/db")).containsExactly("pod/shop/db-0");
    assertThat(found("shop/db-0")).containsExactly("pod/shop/db-0");
    assertThat(found("db-0")).containsExactly("pod/shop/db-0");
  }

  @Test
  void ambiguousNamesAreRefusedWithTheCandidates() {
    assertThatThrownBy(() -> found("web")).hasMessage(
        "`web` names 3 endpoints: daemonset/shop/web, deployment/shop/web, deployment/test/web; say which");
    assertThatThrownBy(() -> found("shop/web"))
        .hasMessageContaining("daemonset/shop/web, deployment/shop/web; say which");
  }

  @Test
  void aServiceIsNeverMeantByItsBareName() throws QuestionException {
    assertThat(missing("shop/api")).contains("did you mean `service/shop/api`?");
  }

  @Test
  void suggestsWhatIsSpeltAlmostLikeIt() throws QuestionException {
    assertThat(missing("deployment/shop/wbe")).contains("did you mean `deployment/shop/web`?");
    assertThat(missing("ns/shp")).contains("did you mean `shop`?");
    assertThat(missing("node/n2")).contains("did you mean `node/n1`?");
  }

  @Test
  void aNamespaceIsItsWorkloads() throws QuestionException {
    assertThat(found("ns/shop")).containsExactly("deployment/shop/web", "pod/shop/db-0", "daemonset/shop/web");
  }

  @Test
  void aSelectorIsTheMatchingWorkloadsAndANewPod() throws QuestionException {
    assertThat(found("shop?app=web")).containsExactly("deployment/shop/web", "shop?app=web");
    assertThat(found("shop?app=db")).containsExactly("pod/shop/db-0");
  }

  @Test
  void anAddressIsItsOwnerAtThatAddress() throws QuestionException {
    assertThat(found("10.1.0.5")).containsExactly("pod/shop/db-0");
    assertThat(found("10.96.0.1")).containsExactly("service/shop/api");
    assertThat(found("fd00::1")).containsExactly("node/n1");
    assertThat(found("8.8.8.8")).containsExactly("outside");
  }

  @Test
  void aBlockIsItsOwnersAndTheRest() throws QuestionException {
    assertThat(found("10.1.0.0/24")).containsExactly("pod/shop/db-0", "outside");
    assertThat(found("10.1.0.5/32")).containsExactly("pod/shop/db-0");
  }

  @Test
  void aGatewayOfTwoApisIsRefusedWithBoth() throws QuestionException {
    assertThat(found("gateway/shop/edge")).containsExactly("gateway.networking.istio.io/shop/edge");
    assertThatThrownBy(() -> found("gateway/shop/gw")).isInstanceOf(QuestionException.class)
        .hasMessageContaining("gateway.networking.k8s.io/shop/gw, gateway.networking.istio.io/shop/gw");
    assertThat(found("gateway.networking.k8s.io/shop/gw")).containsExactly("gateway.networking.k8s.io/shop/gw");
  }

  @Test
  void theInternetIsOutsideEveryKnownRange() throws QuestionException {
    var resolved = (EndpointResolver.Found) resolver.resolve(EndpointRef.parse("internet"), Side.SOURCE);

    assertThat(resolved.candidates().get(0).guard())
        .isEqualTo(PacketExpr.not(PacketExpr.inPrefix(Side.SOURCE, Cidr.parse("10.1.0.0/16").orElseThrow())));
  }

  @Test
  void whatOpensNoConnectionsIsRefusedAsASource() {
    assertThatThrownBy(() -> resolver.resolve(EndpointRef.parse("service/shop/api"), Side.SOURCE))
        .hasMessageContaining("open no connections");
    assertThatThrownBy(() -> resolver.resolve(EndpointRef.parse("10.96.0.1"), Side.SOURCE))
        .hasMessageContaining("open no connections");
    assertThatThrownBy(() -> resolver.resolve(EndpointRef.parse("host/db"), Side.SOURCE))
        .hasMessageContaining("names open no connections");
  }
}
