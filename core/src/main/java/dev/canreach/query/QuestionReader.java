package dev.canreach.query;

import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a question from the members of its JSON object (contract §2). Values are strings, numbers ({@link Number}),
 * booleans, lists and maps, as any JSON reader gives them; keys that the contract does not name have no influence.
 */
public final class QuestionReader {
  /** Keys of the contract that ask for something that nothing here models. */
  private static final Map<String, String> NOT_UNDERSTOOD = Map.of("http",
      "ask without it whether the connection opens",
      "tls", "ask without it whether the connection opens", "network", "name an address of the destination instead",
      "parent", "ask without it", "listener", "ask without it");

  private final Map<String, ?> members;
  private final String json;

  private QuestionReader(Map<String, ?> members, String json) {
    this.members = members;
    this.json = json;
  }

  /**
   * Reads a question.
   *
   * @param members the members of the object; a JSON null is an absent member
   * @param json the object as it was written
   */
  public static Question read(Map<String, ?> members, String json) throws QuestionException {
    return new QuestionReader(members, json).question();
  }

  private Question question() throws QuestionException {
    if (members.containsKey("object")) {
      throw new QuestionException(
          "questions about the conditions of an `object` are not understood yet: ask with `from` and `to`");
    }
    for (String key : List.of("http", "tls", "network", "parent", "listener")) {
      if (members.containsKey(key)) {
        throw new QuestionException("`" + key + "` is not understood yet: " + NOT_UNDERSTOOD.get(key));
      }
    }
    String from = text("from")
        .orElseThrow(() -> new QuestionException("the question lacks `from`: say where the connection comes from"));
    Optional<String> to = text("to");
    Optional<String> name = text("name");
    if (to.isPresent() && name.isPresent()) {
      throw new QuestionException("the question has both `to` and `name`: ask for one of them");
    }
    Question.Target target = name.isPresent()
        ? new Question.Resolve(name.get())
        : new Question.Reach(to.orElseThrow(() -> new QuestionException(
            "the question lacks `to`: say where the connection goes to, or give a `name` to resolve")));
    OptionalInt port = number("port", 1, 65535);
    OptionalInt sourcePort = number("srcPort", 1, 65535);
    OptionalInt type = number("icmpType", 0, 255);
    OptionalInt code = number("icmpCode", 0, 255);
    Optional<Protocol> protocol = protocol(port.isPresent() || sourcePort.isPresent(),
        type.isPresent() || code.isPresent());
    return new Question(json, from, target, protocol, port, sourcePort, type, code, family());
  }

  /** The protocol. A port without one means TCP, as in the API; an ICMP type means ICMP. */
  private Optional<Protocol> protocol(boolean ports, boolean icmp) throws QuestionException {
    Optional<String> text = text("protocol");
    if (text.isEmpty()) {
      return icmp ? Optional.of(Protocol.ICMP) : ports ? Optional.of(Protocol.TCP) : Optional.empty();
    }
    Protocol protocol = Protocol.parse(text.get())
        .orElseThrow(() -> new QuestionException("`" + text.get()
            + "` is no protocol: write tcp, udp, sctp, icmp, icmpv6 or a number from 0 to 255"));
    if (ports && !protocol.hasPorts()) {
      throw new QuestionException("protocol " + protocol + " has no ports: leave out `port` and `srcPort`");
    }
    if (icmp && !protocol.isIcmp()) {
      throw new QuestionException("protocol " + protocol + " has no ICMP types: leave out `icmpType` and `icmpCode`");
    }
    return Optional.of(protocol);
  }

  private Optional<IpFamily> family() throws QuestionException {
    Optional<String> text = text("family");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(switch (text.get()) {
      case "ipv4", "IPv4" -> IpFamily.IPV4;
      case "ipv6", "IPv6" -> IpFamily.IPV6;
      default -> throw new QuestionException("`" + text.get() + "` is no address family: write `ipv4` or `ipv6`");
    });
  }

  private Optional<String> text(String key) throws QuestionException {
    Object value = members.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Number) {
      return Optional.of(value.toString());
    }
    throw new QuestionException("`" + key + "` is not a text");
  }

  private OptionalInt number(String key, int low, int high) throws QuestionException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[0-9]{1,5}") || Integer.parseInt(text.get()) < low
        || Integer.parseInt(text.get()) > high) {
      throw new QuestionException("`" + key + "` is `" + text.get() + "`: give a number from " + low + " to " + high);
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }
}
