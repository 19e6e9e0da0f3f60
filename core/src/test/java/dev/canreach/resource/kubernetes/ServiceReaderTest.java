package dev.canreach.resource.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.ReadManifest;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceReaderTest {
  private static ReadManifest read(String spec) {
    return ReadManifest.of("""
        apiVersion: v1
        kind: Service
        metadata: {name: s, namespace: x}
        spec: %s
        status: {loadBalancer: {ingress: [{ip: 203.0.113.9}, {hostname: lb.example}]}}
        """.formatted(spec));
  }

  private static Service service(String spec) {
    return read(spec).only(Service.class);
  }

  @Test
  void s02PortsHaveTheServersDefaults() {
    Service service = service("""
        {selector: {app: web}, ports: [{name: a, port: 80}, {name: b, port: 81, targetPort: 0, protocol: UDP},
          {name: c, port: 82, targetPort: "", protocol: ""}, {name: d, port: 83, targetPort: http},
          {name: e, port: 84, targetPort: 8084, protocol: SCTP}]}""");

    assertThat(service.type()).isEqualTo(ServiceType.CLUSTER_IP);
    assertThat(service.externalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
    assertThat(service.internalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
    assertThat(service.allocateNodePorts()).isTrue();
    assertThat(service.ports()).extracting(ServicePort::protocol)
        .containsExactly(Protocol.TCP, Protocol.UDP, Protocol.TCP, Protocol.TCP, Protocol.SCTP);
    assertThat(service.ports()).extracting(ServicePort::target)
        .containsExactly(new PortRef.ByNumber(80), new PortRef.ByNumber(81), new PortRef.ByNumber(82),
            new PortRef.ByName("http"), new PortRef.ByNumber(8084));
  }

  @Test
  void s01TypesAndAddresses() {
    Service balancer = service("""
        {type: LoadBalancer, clusterIP: 10.96.0.9, externalIPs: [198.51.100.1], loadBalancerIP: 203.0.113.8,
         loadBalancerSourceRanges: [" 10.0.0.0/8 "], externalTrafficPolicy: Local, allocateLoadBalancerNodePorts: false,
         ports: [{port: 80, nodePort: 30080}]}""");

    assertThat(balancer.type()).isEqualTo(ServiceType.LOAD_BALANCER);
    assertThat(balancer.headless()).isFalse();
    assertThat(balancer.clusterIps()).extracting(Address::toString).containsExactly("10.96.0.9");
    assertThat(balancer.externalIps()).extracting(Address::toString).containsExactly("198.51.100.1");
    assertThat(balancer.loadBalancerIps()).extracting(Address::toString).containsExactly("203.0.113.9", "203.0.113.8");
    assertThat(balancer.loadBalancerSourceRanges()).containsExactly(Cidr.parse("10.0.0.0/8").orElseThrow());
    assertThat(balancer.externalTrafficPolicy()).isEqualTo(TrafficPolicy.LOCAL);
    assertThat(balancer.allocateNodePorts()).isFalse();
    assertThat(balancer.ports().get(0).nodePort()).isEqualTo(OptionalInt.of(30080));
    assertThat(service("{clusterIP: None, selector: {a: b}}").headless()).isTrue();
    assertThat(service("{type: ExternalName, externalName: db.example.com}").externalName())
        .isEqualTo("db.example.com");
  }

  /** K8S/S-01, S-02, S-08 to S-16, KX-4, KX-5: what the server refuses, and at which field. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {ports: []}                                                          | spec.ports
      {clusterIP: None}                                                    | -
      {type: NodePort, clusterIP: None, ports: [{port: 1}]}                | spec.clusterIPs[0]
      {type: nodeport, ports: [{port: 1}]}                                 | spec.type
      {ports: [{port: 0}]}                                                 | spec.ports[0].port
      {ports: [{port: 1}, {port: 2}]}                                      | spec.ports[0].name, spec.ports[1].name
      {ports: [{name: a, port: 1}, {name: a, port: 2}]}                    | spec.ports[1].name
      {ports: [{name: a, port: 1}, {name: b, port: 1}]}                    | spec.ports[1]
      {ports: [{name: a, port: 1}, {name: b, port: 1, protocol: UDP}]}     | -
      {ports: [{name: A, port: 1}]}                                        | spec.ports[0].name
      {ports: [{port: 1, protocol: tcp}]}                                  | spec.ports[0].protocol
      {ports: [{port: 1, targetPort: "80"}]}                               | spec.ports[0].targetPort
      {ports: [{port: 1, targetPort: 65536}]}                              | spec.ports[0].targetPort
      {ports: [{port: 1, appProtocol: a/b/c}]}                             | spec.ports[0].appProtocol
      {ports: [{port: 1, nodePort: 30000}]}                                | spec.ports[0].nodePort
      {type: NodePort, ports: [{port: 1, nodePort: 30000}]}                | -
      {type: NodePort, ports: [{port: 1, nodePort: 29999}]}                | spec.ports[0].nodePort
      {type: NodePort, ports: [{name: a, port: 1, nodePort: 30000}, {name: b, port: 1, protocol: UDP, nodePort: 30000}]} | -
      {type: NodePort, ports: [{name: a, port: 1, nodePort: 30000}, {name: b, port: 2, protocol: UDP, nodePort: 30000}]} | spec.ports[1].nodePort
      {type: NodePort, ports: [{name: a, port: 1, nodePort: 30000}, {name: b, port: 2, nodePort: 30000}]} | spec.ports[1].nodePort
      {ports: [{port: 1}], selector: {a/b/c: d}}                           | spec.selector
      {ports: [{port: 1}], clusterIP: none}                                | spec.clusterIPs[0]
      {ports: [{port: 1}], clusterIPs: [10.96.0.1]}                        | spec.clusterIPs
      {ports: [{port: 1}], clusterIP: 10.96.0.2, clusterIPs: [10.96.0.1]}  | spec.clusterIPs
      {ports: [{port: 1}], clusterIP: 10.96.0.1, clusterIPs: [10.96.0.1, 10.96.0.2]}  | spec.clusterIPs
      {ports: [{port: 1}], clusterIP: 10.96.0.1, clusterIPs: [10.96.0.1, 'fd00::1']}  | spec.ipFamilyPolicy
      {ports: [{port: 1}], clusterIP: 10.96.0.1, ipFamilies: [IPv6]}       | spec.clusterIPs[0]
      {ports: [{port: 1}], ipFamilies: [IPv4, IPv4], ipFamilyPolicy: PreferDualStack} | spec.ipFamilies[1]
      {ports: [{port: 1}], ipFamilies: [IPv4, IPv6]}                       | spec.ipFamilyPolicy
      {ports: [{port: 1}], ipFamilies: [IPv4, IPv6], ipFamilyPolicy: PreferDualStack} | -
      {ports: [{port: 1}], ipFamilyPolicy: Dual}                           | spec.ipFamilyPolicy
      {type: ExternalName}                                                 | spec.externalName
      {type: ExternalName, externalName: a_b}                              | spec.externalName
      {type: ExternalName, externalName: a.example., ports: [{port: 1}]}   | -
      {type: ExternalName, externalName: a.example, clusterIP: None}       | spec.clusterIPs
      {type: ExternalName, externalName: a.example, ipFamilies: [IPv4]}    | spec.ipFamilies
      {ports: [{port: 1}], externalTrafficPolicy: Local}                   | spec.externalTrafficPolicy
      {type: NodePort, ports: [{port: 1}], externalTrafficPolicy: local}   | spec.externalTrafficPolicy
      {ports: [{port: 1}], internalTrafficPolicy: Node}                    | spec.internalTrafficPolicy
      {ports: [{port: 1}], loadBalancerSourceRanges: [10.0.0.0/8]}         | spec.LoadBalancerSourceRanges
      {type: LoadBalancer, ports: [{port: 1}], loadBalancerSourceRanges: [10.0.0.1/8]} | spec.LoadBalancerSourceRanges[0]
      {ports: [{port: 1}], allocateLoadBalancerNodePorts: true}            | spec.allocateLoadBalancerNodePorts
      {ports: [{port: 1}], loadBalancerClass: a/b}                         | spec.loadBalancerClass
      {ports: [{port: 1}], healthCheckNodePort: 30000}                     | spec.healthCheckNodePort
      {ports: [{port: 1}], externalIPs: [127.0.0.1]}                       | spec.externalIPs[0]
      {ports: [{port: 1}], externalIPs: [224.0.0.5]}                       | spec.externalIPs[0]
      {ports: [{port: 1}], externalIPs: [239.1.1.1]}                       | -
      {ports: [{port: 1}], sessionAffinity: IP}                            | spec.sessionAffinity
      {ports: [{port: 1}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}} | spec.sessionAffinityConfig.clientIP.timeoutSeconds
      {ports: [{port: 1}], sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}} | -
      {ports: [{port: 1}], trafficDistribution: Near}                      | spec.trafficDistribution
      """)
  void whatTheServerRefuses(String spec, String fields) {
    assertThat(read(spec).errors()).isEqualTo(fields);
  }

  @Test
  void kx5TheAnnotationStandsForTheRanges() {
    String manifest = """
        apiVersion: v1
        kind: Service
        metadata:
          name: s
          annotations: {service.beta.kubernetes.io/load-balancer-source-ranges: "%s"}
        spec: {type: LoadBalancer, ports: [{port: 1}]}
        """;

    assertThat(ReadManifest.of(manifest.formatted("10.0.0.0/8, 192.0.2.0/24"))
        .only(Service.class)
        .loadBalancerSourceRanges()).hasSize(2);
    assertThat(ReadManifest.of(manifest.formatted("10.0.0.0")).errors())
        .isEqualTo("metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]");
  }

  @Test
  void s13ExternalAddressesAreDeprecated() {
    assertThat(read("{ports: [{port: 1}], externalIPs: [198.51.100.1]}").warnings()).isEqualTo("spec.externalIPs");
  }

  @Test
  void s01NamesMayBeginWithADigit() {
    assertThat(
        ReadManifest.of("{apiVersion: v1, kind: Service, metadata: {name: 1a}, spec: {ports: [{port: 1}]}}").errors())
        .isEqualTo("-");
    assertThat(
        ReadManifest.of("{apiVersion: v1, kind: Service, metadata: {name: a.b}, spec: {ports: [{port: 1}]}}").errors())
        .isEqualTo("metadata.name");
  }
}
