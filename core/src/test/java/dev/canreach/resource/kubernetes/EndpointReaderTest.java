package dev.canreach.resource.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.resource.ReadManifest;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointReaderTest {
  private static ReadManifest slice(String fields) {
    return ReadManifest.of("""
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: s-1, namespace: x, labels: {kubernetes.io/service-name: s}}
        """ + fields.replace("; ", "\n"));
  }

  @Test
  void s06SlicesOfAService() {
    EndpointSlice slice = slice("""
        addressType: IPv4
        endpoints:
        - {addresses: [10.0.0.5, 10.0.0.6], nodeName: n1}
        - {addresses: [10.0.0.7], conditions: {ready: false}}
        ports: [{name: http, port: 8080}, {}, {name: zero, port: 0}, {name: big, port: 65536}]
        """).only(EndpointSlice.class);

    assertThat(slice.service()).isEqualTo("s");
    assertThat(slice.endpoints()).extracting(SliceEndpoint::ready).containsExactly(true, false);
    assertThat(slice.endpoints().get(0).addresses()).extracting(Address::toString)
        .containsExactly("10.0.0.5", "10.0.0.6");
    assertThat(slice.endpoints().get(0).nodeName()).contains("n1");
    assertThat(slice.ports()).extracting(SlicePort::name).containsExactly("http", "");
    assertThat(slice.ports()).extracting(SlicePort::port).containsExactly(OptionalInt.of(8080), OptionalInt.empty());
  }

  @Test
  void s06EndpointsReadTheSameByFamily() {
    ReadManifest read = ReadManifest.of("""
        apiVersion: v1
        kind: Endpoints
        metadata: {name: s, namespace: x}
        subsets:
        - addresses: [{ip: 10.0.0.5}, {ip: "fd00::5"}]
          notReadyAddresses: [{ip: 10.0.0.6}]
          ports: [{name: http, port: 8080}]
        """);

    assertThat(read.inventory().all(EndpointSlice.class)).extracting(EndpointSlice::addressType)
        .containsExactly("IPv4", "IPv6");
    assertThat(read.inventory().all(EndpointSlice.class)).allSatisfy(each -> assertThat(each.service()).isEqualTo("s"));
    assertThat(read.inventory().all(EndpointSlice.class).get(0).endpoints()).extracting(SliceEndpoint::ready)
        .containsExactly(true, false);
    assertThat(read.inventory().coverage().objects()).isEqualTo(1);
  }

  /** K8S/S-06, K8S/KX-6: what the server refuses, and at which field. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      addressType: IPv4                                                    | -
      endpoints: []                                                        | addressType
      addressType: ipv4                                                    | addressType
      addressType: IPv4; endpoints: [{}]                                   | endpoints[0].addresses
      addressType: IPv4; endpoints: [{addresses: ["fd00::5"]}]             | endpoints[0].addresses[0]
      addressType: IPv6; endpoints: [{addresses: ["fd00:0::5"]}]           | endpoints[0].addresses[0]
      addressType: IPv4; endpoints: [{addresses: [127.0.0.1]}]             | endpoints[0].addresses[0]
      addressType: FQDN; endpoints: [{addresses: [example]}]               | endpoints[0].addresses[0]
      addressType: FQDN; endpoints: [{addresses: [a.example]}]             | -
      addressType: IPv4; endpoints: [{addresses: [10.0.0.5], hostname: a.b}] | endpoints[0].hostname
      addressType: IPv4; ports: [{port: -1}, {name: a, port: 65536}]       | -
      addressType: IPv4; ports: [{port: 1}, {port: 2}]                     | ports[1].name
      addressType: IPv4; ports: [{port: 1, protocol: tcp}]                 | ports[0].protocol
      addressType: IPv4; ports: [{port: 1, name: A}]                       | ports[0].name
      """)
  void whatTheServerRefuses(String fields, String expected) {
    assertThat(slice(fields).errors()).isEqualTo(expected);
  }
}
