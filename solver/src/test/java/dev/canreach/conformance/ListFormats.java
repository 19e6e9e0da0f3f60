package dev.canreach.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The two line formats of the list suites. */
final class ListFormats {
  private ListFormats() {}

  /** {@code ns/name[Kind] => a-b[External] : TCP 80,443,UDP 53}, as netpol-analyzer writes it. */
  static ConnectionList netpolAnalyzer(List<String> lines) {
    ConnectionList list = new ConnectionList();
    for (String line : lines) {
      int arrow = line.indexOf(" => ");
      int colon = line.indexOf(" : ", arrow);
      if (arrow < 0 || colon < 0) {
        continue;
      }
      list.add(peer(line.substring(0, arrow)), peer(line.substring(arrow + 4, colon)),
          protocols(line.substring(colon + 3)));
    }
    return list;
  }

  private static Ports protocols(String text) {
    if (text.trim().equals("All Connections")) {
      return Ports.all();
    }
    Ports ports = new Ports();
    String protocol = "";
    for (String token : text.trim().split(",", -1)) {
      String part = token.trim();
      if (part.equals("No Connections")) {
        return ports;
      }
      if (!part.isEmpty() && Character.isLetter(part.charAt(0))) {
        int space = part.indexOf(' ');
        protocol = space < 0 ? part : part.substring(0, space);
        part = space < 0 ? "0-65535" : part.substring(space + 1);
      }
      ports.add(protocol, part.equals("1-65535") ? "0-65535" : part);
    }
    return ports;
  }

  /**
   * {@code ns/name[Kind] => a-b : {protocols:TCP,dst_ports:53}}, as network-config-analyzer writes it. With Istio a list has
   * two parts without titles, each in order: TCP, and everything else. What a property of HTTP requests restricts counts as
   * open, since some requests pass. The ports of the proxies themselves are like any other there, and are not compared.
   */
  static ConnectionList networkConfigAnalyzer(List<String> lines) {
    List<Line> parsed = new ArrayList<>();
    int second = -1;
    for (String line : lines) {
      int arrow = line.indexOf(" => ");
      int colon = line.indexOf(" : ", arrow);
      if (arrow < 0 || colon < 0) {
        continue;
      }
      Line next = new Line(line.substring(0, arrow), line.substring(arrow + 4, colon),
          properties(line.substring(colon + 3)));
      if (!parsed.isEmpty() && next.isBefore(parsed.getLast())) {
        second = parsed.size();
      }
      parsed.add(next);
    }
    ConnectionList list = new ConnectionList();
    for (int i = 0; i < parsed.size(); i++) {
      Line line = parsed.get(i);
      if (!line.from().contains("livesim") && !line.to().contains("livesim")) {
        Ports ports = second < 0 ? line.ports() : i < second ? line.ports().tcp() : line.ports().withoutTcp();
        list.add(peer(line.from()), peer(line.to()), ports);
      }
    }
    return second < 0 ? list : list.ofMesh();
  }

  /** A line of a list, as written. */
  private record Line(String from, String to, Ports ports) {
    boolean isBefore(Line other) {
      int order = from.compareTo(other.from);
      return order < 0 || (order == 0 && to.compareTo(other.to) < 0);
    }
  }

  private static Ports properties(String text) {
    String trimmed = text.trim();
    if (trimmed.toLowerCase(Locale.ROOT).equals("all connections")) {
      return Ports.all();
    }
    if (trimmed.startsWith("All but ")) {
      return properties(trimmed.substring("All but ".length())).complement();
    }
    String body = trimmed.substring(trimmed.indexOf('{') + 1, trimmed.lastIndexOf('}'));
    String protocols = "TCP,UDP,SCTP";
    String destinationPorts = "0-65535";
    for (String property : body.split(",(?=[a-z_]+:)", -1)) {
      String value = property.substring(property.indexOf(':') + 1);
      if (property.startsWith("protocols:")) {
        protocols = value;
      } else if (property.startsWith("dst_ports:")) {
        destinationPorts = value.equals("1-65535") ? "0-65535" : value;
      }
    }
    Ports ports = new Ports();
    for (String protocol : protocols.split(",", -1)) {
      ports.add(protocol.trim(), destinationPorts);
    }
    return ports;
  }

  private static String peer(String text) {
    String trimmed = text.trim();
    return trimmed.endsWith("[External]") ? trimmed.substring(0, trimmed.length() - "[External]".length()) : trimmed;
  }
}
