package dev.canreach.resource.compose;

import dev.canreach.packet.Address;
import dev.canreach.source.Quote;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The short form of published ports: {@code [[IP:][HOST[-HOST]]:]CONTAINER[-CONTAINER][/PROTOCOL]} (DOCKER/D-5.1). */
public final class PortSpec {
  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");

  /** What a text means; either ports or what is wrong with it, which completes a sentence that the text begins. */
  public record Parsed(List<PublishedPort> ports, Optional<String> problem) {
    /** Copies the ports. */
    public Parsed {
      ports = List.copyOf(ports);
    }
  }

  /** Ports from `first` to `last`, both included. */
  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  private PortSpec() {}

  /** Reads a port specification. */
  public static Parsed parse(String text, Span span) {
    int slash = text.lastIndexOf('/');
    String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
    String rest = slash < 0 ? text : text.substring(0, slash);
    if (!PROTOCOLS.contains(protocol)) {
      return wrong("has the protocol " + Quote.text(protocol) + ": write tcp, udp or sctp");
    }
    int last = rest.lastIndexOf(':');
    String container = rest.substring(last + 1);
    String before = last < 0 ? "" : rest.substring(0, last);
    int middle = before.lastIndexOf(':');
    String host = before.substring(middle + 1);
    String ip = middle < 0 ? "" : before.substring(0, middle);
    if (ip.startsWith("[") && ip.endsWith("]")) {
      ip = ip.substring(1, ip.length() - 1);
    }
    if (container.isEmpty()) {
      return wrong("names no port of the container: write one");
    }
    if (!ip.isEmpty() && Address.parse(ip).isEmpty()) {
      return wrong("is bound to " + Quote.text(ip) + ", which is no IP address");
    }
    Optional<Range> targets = range(container);
    if (targets.isEmpty() || targets.get().first() == 0) {
      return wrong("has the container port " + Quote.text(container) + ": write a number from 1 to 65535, or a range");
    }
    Optional<Range> published = host.isEmpty() ? Optional.empty() : range(host);
    if (!host.isEmpty() && published.isEmpty()) {
      return wrong("has the host port " + Quote.text(host) + ": write a number from 0 to 65535, or a range");
    }
    if (published.isPresent() && published.get().size() != targets.get().size() && targets.get().size() != 1) {
      return wrong("has ranges of different length: make them equal");
    }
    return new Parsed(pair(targets.get(), published, ip, protocol, span), Optional.empty());
  }

  private static List<PublishedPort> pair(Range targets, Optional<Range> published, String ip, String protocol,
      Span span) {
    var ports = new ArrayList<PublishedPort>();
    for (int i = 0; i < targets.size(); i++) {
      String host = "";
      if (published.isPresent()) {
        int first = published.get().first();
        host = published.get().size() == targets.size()
            ? Integer.toString(first + i)
            : first + "-" + published.get().last();
      }
      ports.add(new PublishedPort(targets.first() + i, host.equals("0") ? "" : host, ip, protocol, "", "", "", span));
    }
    return ports;
  }

  private static Parsed wrong(String problem) {
    return new Parsed(List.of(), Optional.of(problem));
  }

  /** A port, or a range whose end is not before its start. */
  private static Optional<Range> range(String text) {
    int dash = text.indexOf('-');
    Optional<Integer> first = port(dash < 0 ? text : text.substring(0, dash));
    Optional<Integer> last = dash < 0 ? first : port(text.substring(dash + 1));
    return first.isPresent() && last.isPresent() && first.get() <= last.get()
        ? Optional.of(new Range(first.get(), last.get()))
        : Optional.empty();
  }

  /** The published side of a long form: a port or a range. */
  static boolean isPortOrRange(String text) {
    return range(text).isPresent();
  }

  private static Optional<Integer> port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int value = Integer.parseInt(text);
    return value <= 65535 ? Optional.of(value) : Optional.empty();
  }
}
