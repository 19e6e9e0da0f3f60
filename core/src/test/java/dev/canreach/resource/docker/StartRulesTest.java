package dev.canreach.resource.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.ReadManifest;
import dev.canreach.resource.ReadOptions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engine refuses at start, and what it accepts although it looks wrong (DOCKER/D-7, DOCKER/M-13, DOCKER/M-14). */
class StartRulesTest {
  private static final ReadOptions HOST = new ReadOptions("default", false,
      new TreeMap<>(Map.of("host-addresses", "203.0.113.5 2001:db8:5::5")));

  /** Network `n`, which service `s` joins. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{}| -",
    "{driver: host}| networks.n.driver",
    "{driver: 'null'}| networks.n.driver",
    "{name: bridge}| networks.n.name",
    "{external: true, name: bridge}| networks.n.name",
    "{external: true, name: shared, driver: host}| -",
    "{driver_opts: {com.docker.network.bridge.enable_icc: 'T'}}| -",
    "{driver_opts: {com.docker.network.bridge.enable_icc: 'yes'}}| "
        + "networks.n.driver_opts.com.docker.network.bridge.enable_icc",
    "{driver_opts: {com.docker.network.bridge.unheard_of: 'yes'}}| -",
    "{driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: NAT}}| "
        + "networks.n.driver_opts.com.docker.network.bridge.gateway_mode_ipv4",
    "{driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: isolated}}| "
        + "networks.n.driver_opts.com.docker.network.bridge.gateway_mode_ipv4",
    "{internal: true, driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: isolated}}| -",
    "{driver_opts: {com.docker.network.bridge.host_binding_ipv4: localhost}}| "
        + "networks.n.driver_opts.com.docker.network.bridge.host_binding_ipv4",
    "{enable_ipv4: false}| networks.n.enable_ipv4",
    "{enable_ipv4: false, enable_ipv6: true}| -",
    "{ipam: {config: [{subnet: 10.1.0.0/24, gateway: 10.2.0.1}]}}| networks.n.ipam.config[0].gateway",
    "{ipam: {config: [{subnet: 10.1.0.0/24, ip_range: 10.2.0.0/26}]}}| networks.n.ipam.config[0].ip_range",
    "{ipam: {config: [{subnet: 10.1.0.0/24, aux_addresses: {r: 10.2.0.9}}]}}| "
        + "networks.n.ipam.config[0].aux_addresses.r",
    "{ipam: {config: [{subnet: 10.1.0.5/24}]}}| networks.n.ipam.config[0].subnet",
    "{ipam: {config: [{subnet: 10.1.0.0/24}, {subnet: 10.2.0.0/24}]}}| networks.n.ipam.config[1].subnet",
    "{ipam: {config: [{subnet: 10.1.0.0/24}, {subnet: 'fd00:1::/64'}]}}| -",
    "{ipam: {config: [{subnet: 172.17.5.0/24}]}}| networks.n.ipam.config[0].subnet",
    "{ipam: {config: [{subnet: 10.3.4.0/24}]}}| networks.n.ipam.config[0].subnet",
    "{ipam: {config: [{subnet: 10.9.4.0/24}]}}| -"})
  void networks(String network, String errors) {
    assertThat(errors("""
        services:
          s: {image: i, networks: [n]}
          o: {image: i, networks: [a]}
        networks:
          a: {ipam: {config: [{subnet: 10.3.0.0/16}]}}
          unused: {ipam: {config: [{subnet: 10.9.0.0/16}]}}
          n: %s
        """.formatted(network))).isEqualTo(errors);
  }

  /** Service `s`; the subnet of network `n` is 10.1.0.0/24, that of `six` has IPv6. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "networks: {n: {ipv4_address: 10.1.0.9}}| -",
    "networks: {n: {ipv4_address: 10.1.0.1}}| services.s.networks.n.ipv4_address",
    "networks: {n: {ipv4_address: 10.1.0.255}}| services.s.networks.n.ipv4_address",
    "networks: {n: {ipv4_address: 10.1.0.7}}| services.s.networks.n.ipv4_address",
    "networks: {n: {ipv4_address: 10.2.0.9}}| services.s.networks.n.ipv4_address",
    "networks: {n: {ipv4_address: 10.1.0.8}}| services.s.networks.n.ipv4_address",
    "networks: {n: {ipv6_address: 'fd00::9'}}| services.s.networks.n.ipv6_address",
    "networks: {six: {ipv6_address: 'fd00:6::1'}}| services.s.networks.six.ipv6_address",
    "networks: {six: {ipv4_address: 10.77.0.1}}| -",
    "'networks: {n: {ipv4_address: 10.1.0.9}}, deploy: {replicas: 2}'| services.s.networks.n.ipv4_address",
    "'network_mode: \"service:o\", links: [o]'| services.s.links",
    "'network_mode: \"service:o\", dns: [203.0.113.9]'| services.s.dns",
    "'network_mode: \"service:o\", extra_hosts: [\"a:1.2.3.4\"]'| services.s.extra_hosts",
    "'network_mode: \"service:o\", domainname: d'| -",
    "'network_mode: host, ports: [\"80:80\"]'| -"})
  void services(String service, String errors) {
    assertThat(errors("""
        services:
          o: {image: i, networks: {n: {ipv4_address: 10.1.0.8}}}
          s: {image: i, %s}
        networks:
          n: {ipam: {config: [{subnet: 10.1.0.0/24, aux_addresses: {r: 10.1.0.7}}]}}
          six: {enable_ipv6: true, ipam: {config: [{subnet: "fd00:6::/64"}]}}
        """.formatted(service))).isEqualTo(errors);
  }

  /** What `o` and `s` publish on network `n`. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{}| 8080:80| 8081:80| -",
    "{}| 8080:80| 8080:80| services.s.ports",
    "{}| 8080:80| 8080:80/udp| -",
    "{}| 8080:80| 127.0.0.1:8080:80| services.s.ports",
    "{}| 127.0.0.1:8080:80| 203.0.113.5:8080:80| -",
    "{}| 0.0.0.0:8080:80| '[::]:8080:80'| -",
    "{}| 8080:80| 8080-8090:80| -",
    "{}| 8080:80| 203.0.113.77:8081:80| services.s.ports",
    "{internal: true}| 8080:80| 8080:80| -",
    "{driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: routed}}| 8080:80| 8080:80| services.s.ports",
    "{driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: routed}}| 0.0.0.0:8080:80| 0.0.0.0:8080:80| -",
    "{driver: macvlan}| 8080:80| 8080:80| -"})
  void ports(String network, String one, String other, String errors) {
    assertThat(errors("""
        services:
          o: {image: i, networks: [n], ports: ["%s"]}
          s: {image: i, networks: [n], ports: ["%s"]}
        networks:
          n: %s
        """.formatted(one, other, network))).isEqualTo(errors);
  }

  @Test
  void containersOfOneServiceCantShareAPort() {
    assertThat(errors("services: {s: {image: i, ports: [\"8080:80\"], scale: 2}}")).isEqualTo("services.s.ports");
    assertThat(errors("services: {s: {image: i, ports: [\"8080-8081:80\"], scale: 2}}")).isEqualTo("-");
    assertThat(errors("services: {s: {image: i, ports: [\"8080:80\", \"8080:81\"]}}")).isEqualTo("services.s.ports");
  }

  @Test
  void aDriverThatMayBeAPluginIsAWarning() {
    ReadManifest read = ReadManifest.of("""
        services: {s: {image: i, networks: [n]}}
        networks: {n: {driver: some-plugin}}
        """);

    assertThat(read.errors()).isEqualTo("-");
    assertThat(read.warnings()).isEqualTo("networks.n.driver");
  }

  @Test
  void aNetworkThatNothingDescribesIsAWarning() {
    assertThat(ReadManifest.of("services: {s: {image: i, network_mode: elsewhere}}").warnings())
        .isEqualTo("services.s.network_mode");
    assertThat(ReadManifest.of("services: {s: {image: i, network_mode: n}}\nnetworks: {n: {name: n}}").warnings())
        .isEqualTo("-");
  }

  private static String errors(String yaml) {
    return ReadManifest.of(yaml, HOST).errors();
  }
}
