package dev.canreach.agreement;

/** Compose projects, what `docker inspect` prints, and command lines. */
final class DockerObjects {
  private DockerObjects() {}

  /** A Compose project with one network of each kind that services may join. */
  static String project(Draw draw) {
    StringBuilder text = new StringBuilder("name: NAME\nservices:\n");
    for (String service : new String[]{"web", "api", "db"}) {
      text.append("  ").append(service).append(": ").append(service(draw, service)).append('\n');
    }
    return text.append("networks:\n  front: ")
        .append(network(draw, "10.1.NUMBER.0/24"))
        .append("\n  back: ")
        .append(network(draw, "10.2.NUMBER.0/24"))
        .append('\n')
        .toString();
  }

  private static String network(Draw draw, String subnet) {
    return draw.pick("{}", "{internal: true}", "{ipam: {config: [{subnet: " + subnet + "}]}}",
        "{driver: macvlan, driver_opts: {parent: eth0}, ipam: {config: [{subnet: " + subnet + "}]}}",
        "{driver: ipvlan, driver_opts: {ipvlan_mode: l3}, ipam: {config: [{subnet: " + subnet + "}]}}",
        "{driver_opts: {com.docker.network.bridge.enable_icc: \"false\"}}",
        "{driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: routed}}",
        "{internal: true, driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: isolated}}",
        "{enable_ipv6: true, ipam: {config: [{subnet: " + subnet + "}, {subnet: \"fd00:" + subnet.charAt(3)
            + "NUMBER::/64\"}]}}");
  }

  private static String service(Draw draw, String name) {
    String mode = draw.maybe(6, "network_mode: " + draw.pick("host", "none",
        name.equals("web") ? "bridge" : "\"service:web\""));
    String networks = mode.isEmpty() && !draw.once(3)
        ? "networks: " + draw.pick("[front]", "[back]", "[front, back]", "{front: {aliases: [shop]}}")
        : "";
    String ports = mode.isEmpty()
        ? draw.maybe(2, "ports: [\"" + draw.pick("80", "8080:80", "127.0.0.1:81:80", "53:53/udp", "9000-9001:80-81")
            + "\"]")
        : "";
    return Draw.map("image: i", mode, networks, ports, draw.maybe(4, "expose: [\"81\"]"),
        draw.maybe(4, "deploy: {replicas: 2}"));
  }

  /** A script that creates a network and runs containers. */
  static String script(Draw draw) {
    return """
        #!/bin/sh
        docker network create --subnet 172.29.NUMBER.0/24 %s NAME-net
        docker run -d --name NAME-r1 --network %s %s i
        docker run -d --name NAME-r2 --network NAME-net i
        %s
        """.formatted(draw.pick("", "--internal", "-d macvlan -o parent=eth0"),
        draw.pick("NAME-net", "bridge", "host", "none"), draw.maybe(2, "-p 70NUMBER:80"),
        draw.maybe(2, "docker network connect bridge NAME-r2"));
  }

  /** The output of `docker network inspect` and `docker inspect`. */
  static String inspection(Draw draw) {
    String address = "172.30.NUMBER.";
    return """
        [{"Name": "NAME", "Id": "aNUMBER", "Scope": "local", "Driver": "%s", "Internal": %s, "IPAM": {"Config": \
        [{"Subnet": "%s0/24", "Gateway": "%s1"}]}, "Options": {%s}}]
        ---
        [{"Id": "cNUMBER", "Name": "/NAME-c", "State": {"Running": true}, "Config": {"Image": "i", "ExposedPorts": \
        {"80/tcp": {}}}, "HostConfig": {"NetworkMode": "NAME", "PortBindings": {%s}}, "NetworkSettings": {"Networks": \
        {"NAME": {"NetworkID": "aNUMBER", "IPAddress": "%s2"}}}}]
        """.formatted(draw.pick("bridge", "bridge", "macvlan"), draw.pick("false", "true"), address, address,
        draw.maybe(3, "\"com.docker.network.bridge.enable_icc\": \"false\""),
        draw.maybe(2, "\"80/tcp\": [{\"HostIp\": \"\", \"HostPort\": \"90NUMBER\"}]"), address);
  }
}
