package dev.canreach.resource.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.ReadManifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPolicyReaderTest {
  private static ReadManifest read(String spec) {
    return ReadManifest.of("""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: x}
        spec: %s
        """.formatted(spec));
  }

  private static NetworkPolicy policy(String spec) {
    return read(spec).only(NetworkPolicy.class);
  }

  /** K8S/N-02 policyTypes defaulting, row by row. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {}                                          | true  | false
      {egress: []}                                | true  | false
      {egress: [{}]}                              | true  | true
      {policyTypes: [], egress: [{}]}             | true  | true
      {policyTypes: [Egress], ingress: [{}]}      | false | true
      {policyTypes: [Ingress], egress: [{}]}      | true  | false
      {policyTypes: [Ingress, Egress]}            | true  | true
      {policyTypes: [Egress, Egress]}             | false | true
      """)
  void n02PolicyTypesDefault(String spec, boolean ingress, boolean egress) {
    NetworkPolicy policy = policy(spec);

    assertThat(policy.isolatesIngress()).isEqualTo(ingress);
    assertThat(policy.isolatesEgress()).isEqualTo(egress);
  }

  /** K8S/N-02, K8S/N-15, K8S/N-14, K8S/N-12, K8S/N-26, K8S/N-16: what the server refuses, and at which field. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {policyTypes: [Ingress, Egress, Ingress]}                          | spec.policyTypes
      {policyTypes: [Ingress, Both]}                                     | spec.policyTypes[1]
      {ingress: [{ports: [{port: 0}]}]}                                  | spec.ingress[0].ports[0].port
      {ingress: [{ports: [{port: 65536}]}]}                              | spec.ingress[0].ports[0].port
      {ingress: [{ports: [{port: "80"}]}]}                               | spec.ingress[0].ports[0].port
      {ingress: [{ports: [{port: http}]}]}                               | -
      {ingress: [{ports: [{port: Http}]}]}                               | spec.ingress[0].ports[0].port
      {ingress: [{ports: [{protocol: tcp}]}]}                            | spec.ingress[0].ports[0].protocol
      {ingress: [{ports: [{protocol: ""}]}]}                             | spec.ingress[0].ports[0].protocol
      {ingress: [{ports: [{protocol: ICMP}]}]}                           | spec.ingress[0].ports[0].protocol
      {egress: [{ports: [{port: 32000, endPort: 32768}]}]}               | -
      {egress: [{ports: [{port: 80, endPort: 80}]}]}                     | -
      {egress: [{ports: [{port: 80, endPort: 79}]}]}                     | spec.egress[0].ports[0].endPort
      {egress: [{ports: [{port: 80, endPort: 65536}]}]}                  | spec.egress[0].ports[0].endPort
      {egress: [{ports: [{endPort: 80}]}]}                               | spec.egress[0].ports[0].endPort
      {egress: [{ports: [{port: http, endPort: 80}]}]}                   | spec.egress[0].ports[0].endPort
      {ingress: [{from: [{}]}]}                                          | spec.ingress[0].from[0]
      {ingress: [{from: [null]}]}                                        | spec.ingress[0].from[0]
      {ingress: [{from: [{podSelector: null}]}]}                         | spec.ingress[0].from[0]
      {ingress: [{from: [{podSelector: {}, namespaceSelector: {}}]}]}    | -
      {egress: [{to: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]} | spec.egress[0].to[0]
      {egress: [{to: [{ipBlock: {}}]}]}                                  | spec.egress[0].to[0].ipBlock.cidr
      {egress: [{to: [{ipBlock: {cidr: 10.0.0.1}}]}]}                    | spec.egress[0].to[0].ipBlock.cidr
      {egress: [{to: [{ipBlock: {cidr: 10.0.0.5/24}}]}]}                 | spec.egress[0].to[0].ipBlock.cidr
      {egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]} | -
      {egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}]}  | spec.egress[0].to[0].ipBlock.except[0]
      {egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/9]}}]}]}  | spec.egress[0].to[0].ipBlock.except[0]
      {egress: [{to: [{ipBlock: {cidr: "::/0", except: [10.0.0.0/9]}}]}]}      | spec.egress[0].to[0].ipBlock.except[0]
      {podSelector: {matchExpressions: [{key: a, operator: In}]}}              | spec.podSelector.matchExpressions[0].values
      {podSelector: {matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}} | spec.podSelector.matchExpressions[0].operator
      {podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}} | spec.podSelector.matchExpressions[0].values
      {podSelector: {matchExpressions: [{key: -a, operator: Exists}]}}         | spec.podSelector.matchExpressions[0].key
      {podSelector: {matchLabels: {"a b": c}}}                                 | spec.podSelector.matchLabels
      """)
  void whatTheServerRefuses(String spec, String fields) {
    ReadManifest read = read(spec);

    assertThat(read.errors()).isEqualTo(fields);
    assertThat(read.inventory().rejections().containsKey("NetworkPolicy x/p")).isEqualTo(!fields.equals("-"));
  }

  @Test
  void n04EmptyListsAndKx2NullItemsRestrictNothing() {
    for (String rule : List.of("{}", "null", "{from: []}", "{ports: []}", "{from: null, ports: null}")) {
      NetworkPolicy policy = policy("{ingress: [" + rule + "]}");

      assertThat(policy.ingress()).singleElement().satisfies(each -> {
        assertThat(each.peers()).isEmpty();
        assertThat(each.ports()).isEmpty();
      });
    }
    assertThat(policy("{ingress: []}").ingress()).isEmpty();
    assertThat(policy("{ingress: null}").ingress()).isEmpty();
  }

  @Test
  void kx2NullPortIsEveryTcpPort() {
    assertThat(policy("{ingress: [{ports: [null, {}]}]}").ingress().get(0).ports()).hasSize(2)
        .allSatisfy(
            port -> assertThat(port).isInstanceOfSatisfying(PolicyPort.Any.class,
                any -> assertThat(any.protocol()).isEqualTo(Protocol.TCP)));
  }

  @Test
  void n14AndN15Ports() {
    List<PolicyPort> ports = policy("""
        {ingress: [{ports: [{port: 80}, {port: 0x1f, protocol: UDP}, {port: 1_000, endPort: 1e4, protocol: SCTP},
          {port: http}, {port: 70000}, {port: "80"}, {port: http, endPort: 90}]}]}""").ingress().get(0).ports();

    assertThat(ports).extracting(PolicyPort::span).doesNotHaveDuplicates();
    assertThat(ports.get(0)).isEqualTo(new PolicyPort.Range(Protocol.TCP, 80, 80, ports.get(0).span()));
    assertThat(ports.get(1)).isEqualTo(new PolicyPort.Range(Protocol.UDP, 31, 31, ports.get(1).span()));
    assertThat(ports.get(2)).isEqualTo(new PolicyPort.Range(Protocol.SCTP, 1000, 10000, ports.get(2).span()));
    assertThat(ports.get(3)).isEqualTo(new PolicyPort.Named(Protocol.TCP, "http", ports.get(3).span()));
    assertThat(ports.subList(4, 7)).hasOnlyElementsOfType(PolicyPort.Invalid.class);
  }

  @Test
  void n07ToN13Peers() {
    List<PolicyPeer> peers = policy(
        """
            {ingress: [{from: [{podSelector: {}}, {namespaceSelector: {matchLabels: {team: east}}, podSelector: {matchLabels: {pod: b}}},
              {ipBlock: {cidr: 10.0.0.5/8, except: [10.1.0.0/16]}}, {}, {ipBlock: {cidr: all}},
              {ipBlock: {cidr: 10.0.0.0/8, except: [x]}}]}]}""")
        .ingress()
        .get(0)
        .peers();

    assertThat(peers.get(0)).isInstanceOfSatisfying(PolicyPeer.Pods.class, pods -> {
      assertThat(pods.namespaceSelector()).isEmpty();
      assertThat(pods.podSelector()).hasValueSatisfying(all -> assertThat(all.matches(Map.of())).isTrue());
    });
    assertThat(peers.get(1)).isInstanceOfSatisfying(PolicyPeer.Pods.class, pods -> {
      assertThat(pods.namespaceSelector())
          .hasValueSatisfying(east -> assertThat(east.matches(Map.of("team", "east"))).isTrue());
      assertThat(pods.podSelector()).hasValueSatisfying(b -> assertThat(b.matches(Map.of("team", "east"))).isFalse());
    });
    assertThat(peers.get(2)).isInstanceOfSatisfying(PolicyPeer.Block.class, block -> {
      assertThat(block.block().cidr()).isEqualTo(Cidr.parse("10.0.0.0/8").orElseThrow());
      assertThat(block.block().except()).containsExactly(Cidr.parse("10.1.0.0/16").orElseThrow());
    });
    assertThat(peers.subList(3, 6)).hasOnlyElementsOfType(PolicyPeer.Invalid.class);
  }

  @Test
  void n01MissingOrNullSelectorSelectsEveryPod() {
    for (String spec : List.of("{}", "{podSelector: null}", "{podSelector: {}}")) {
      assertThat(policy(spec).podSelector().matches(Map.of("a", "b"))).isTrue();
    }
  }

  @Test
  void kx3UnusualSpellingOfIpv6OnlyWarns() {
    ReadManifest read = read("{egress: [{to: [{ipBlock: {cidr: '2001:DB8::/32'}}]}]}");

    assertThat(read.errors()).isEqualTo("-");
    assertThat(read.warnings()).isEqualTo("spec.egress[0].to[0].ipBlock.cidr");
  }
}
