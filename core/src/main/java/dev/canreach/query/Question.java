package dev.canreach.query;

import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One question (contract §2): does traffic of this kind get from one end to the other, what does a name resolve to, or
 * what does the controller of an object report?
 *
 * @param json the question as it was written, a JSON object; answers repeat it
 * @param from the spelling of the end that opens the connection; empty where nobody does
 * @param target what is asked about
 * @param protocol the protocol; empty = any
 * @param port the destination port, 1 to 65535; empty = any of them
 * @param sourcePort the source port, 1 to 65535; empty = any
 * @param icmpType 0 to 255; empty = echo request where the protocol is ICMP
 * @param icmpCode 0 to 255; empty = any, or 0 for an echo request
 * @param family the IP version; empty = any
 * @param network the name of the network whose address of the destination is meant; empty = any
 * @param request what the connection says first; {@link Request#NONE} where the question is whether it opens
 */
public record Question(String json, String from, Target target, Optional<Protocol> protocol, OptionalInt port,
    OptionalInt sourcePort, OptionalInt icmpType, OptionalInt icmpCode, Optional<IpFamily> family,
    Optional<String> network, Request request) {

  /** What is asked about. */
  public sealed interface Target {}

  /**
   * Whether packets get there.
   *
   * @param to the spelling of the end that the connection is opened to
   */
  public record Reach(String to) implements Target {}

  /**
   * What a name resolves to for the client.
   *
   * @param name the name as the client writes it
   */
  public record Resolve(String name) implements Target {}

  /**
   * What the condition of an object is.
   *
   * @param object the object, {@code KIND/NAMESPACE/NAME}
   * @param type the type of the condition
   * @param parent the parent that is meant; empty = any
   * @param listener the listener that is meant; empty = any
   */
  public record Condition(String object, String type, Optional<String> parent, Optional<String> listener)
      implements
        Target {}

  /**
   * How many routes attach to a listener.
   *
   * @param object the gateway, {@code KIND/NAMESPACE/NAME}
   * @param listener the listener
   */
  public record AttachedRoutes(String object, String listener) implements Target {}

  private static final int ECHO_REQUEST = 8;
  private static final int ECHO_REQUEST_V6 = 128;

  /** The same traffic between other ends. */
  public Question between(String source, String destination) {
    return new Question(json, source, new Reach(destination), protocol, port, sourcePort, icmpType, icmpCode, family,
        network, request);
  }

  /** The same question in other words: no answer depends on anything that the other members do not say (contract §3). */
  public Question written(String text) {
    return new Question(text, from, target, protocol, port, sourcePort, icmpType, icmpCode, family, network, request);
  }

  /** The packets that are meant, as they are sent. */
  public PacketExpr guard() {
    List<PacketExpr> parts = new ArrayList<>();
    family.ifPresent(given -> parts.add(PacketExpr.is(given)));
    protocol.ifPresent(given -> parts.add(given.isIcmp() ? icmp(given) : PacketExpr.is(given)));
    if (protocol.map(Protocol::hasPorts).orElse(true)) {
      parts.add(port.isPresent()
          ? PacketExpr.is(Field.DESTINATION_PORT, port.getAsInt())
          : PacketExpr.not(PacketExpr.is(Field.DESTINATION_PORT, 0)));
    }
    sourcePort.ifPresent(given -> parts.add(PacketExpr.is(Field.SOURCE_PORT, given)));
    return PacketExpr.and(parts);
  }

  /** Whether the question fixes the protocol and, where it has any, the destination port: only ends are left open. */
  public boolean isConcrete() {
    return protocol.map(given -> !given.hasPorts() || port.isPresent()).orElse(false);
  }

  /** ICMP in the version of the packet's family; without a type the echo request of that version. */
  private PacketExpr icmp(Protocol given) {
    PacketExpr v6 = icmp(Protocol.ICMPV6, IpFamily.IPV6, icmpType.orElse(ECHO_REQUEST_V6));
    if (given.equals(Protocol.ICMPV6)) {
      return v6;
    }
    PacketExpr v4 = icmp(Protocol.ICMP, IpFamily.IPV4, icmpType.orElse(ECHO_REQUEST));
    return icmpType.isPresent() ? v4 : PacketExpr.or(v4, v6);
  }

  private PacketExpr icmp(Protocol version, IpFamily of, int type) {
    List<PacketExpr> parts = new ArrayList<>(
        List.of(PacketExpr.is(of), PacketExpr.is(version), PacketExpr.is(Field.ICMP_TYPE, type)));
    if (icmpCode.isPresent() || icmpType.isEmpty()) {
      parts.add(PacketExpr.is(Field.ICMP_CODE, icmpCode.orElse(0)));
    }
    return PacketExpr.and(parts);
  }

  /** The traffic in words, e.g. {@code TCP 5432}, or {@code any port}. */
  public String traffic() {
    String kind = protocol.map(Protocol::toString).orElse("");
    String number = port.isPresent() ? Integer.toString(port.getAsInt()) : "";
    String type = icmpType.isPresent() ? "type " + icmpType.getAsInt() : "";
    String text = String.join(" ", List.of(kind, number, type).stream().filter(part -> !part.isEmpty()).toList());
    String ports = protocol.map(Protocol::hasPorts).orElse(true) && port.isEmpty() ? "any port" : "";
    String whole = ports.isEmpty() || text.isEmpty() ? text + ports : text + ", " + ports;
    String said = request.equals(Request.NONE) ? "" : ", " + request;
    return family.map(given -> whole + " over IPv" + given.version()).orElse(whole) + said;
  }
}
