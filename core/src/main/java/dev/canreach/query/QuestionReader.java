package dev.canreach.query;

import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads a question from the members of its JSON object (contract §2). Values are strings, numbers ({@link Number}),
 * booleans, lists and maps, as any JSON reader gives them; keys that the contract does not name have no influence.
 */
public final class QuestionReader {
  private static final List<String> KEYS = List.of("from", "to", "protocol", "port", "srcPort", "icmpType", "icmpCode",
      "http", "tls", "network", "family", "parent", "listener", "name", "object", "condition", "attachedRoutes");

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

  /**
   * The keys of a question that have no influence, but are spelt almost like one that has.
   *
   * @return one sentence for each, in the order of the keys
   */
  public static List<String> warnings(Map<String, ?> members) {
    List<String> warnings = new ArrayList<>();
    for (String key : members.keySet()) {
      String hint = KEYS.contains(key) ? "" : Suggestions.didYouMean(key, KEYS);
      if (!hint.isEmpty()) {
        warnings.add("`" + key + "` is no key of a question and has no influence" + hint);
      }
    }
    return warnings;
  }

  private Question question() throws QuestionException {
    if (members.containsKey("object")) {
      return new Question(json, "", state(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(),
          OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Request.NONE);
    }
    for (String key : List.of("parent", "listener")) {
      if (members.containsKey(key)) {
        throw new QuestionException("`" + key + "` belongs to questions about an `object`: ask without it");
      }
    }
    String from = text("from")
        .orElseThrow(() -> new QuestionException("the question lacks `from`: say where the connection comes from"));
    Question.Target target = target();
    OptionalInt port = number("port", 1, 65535);
    OptionalInt sourcePort = number("srcPort", 1, 65535);
    OptionalInt type = number("icmpType", 0, 255);
    OptionalInt code = number("icmpCode", 0, 255);
    Request request = RequestReader.read(members, target);
    Optional<Protocol> protocol = protocol(port.isPresent() || sourcePort.isPresent(),
        type.isPresent() || code.isPresent(), !request.equals(Request.NONE));
    return new Question(json, from, target, protocol, port, sourcePort, type, code, family(), text("network"), request);
  }

  private Question.Target target() throws QuestionException {
    Optional<String> to = text("to");
    Optional<String> name = text("name");
    if (to.isPresent() && name.isPresent()) {
      throw new QuestionException("the question has both `to` and `name`: ask for one of them");
    }
    return name.isPresent()
        ? new Question.Resolve(name.get())
        : new Question.Reach(to.orElseThrow(() -> new QuestionException(
            "the question lacks `to`: say where the connection goes to, or give a `name` to resolve")));
  }

  /** What is asked about an object. */
  private Question.Target state() throws QuestionException {
    String object = text("object").orElse("");
    Optional<String> condition = text("condition");
    Optional<String> routes = text("attachedRoutes");
    if (condition.isPresent() == routes.isPresent()) {
      throw new QuestionException("a question about the object `" + object
          + "` asks for one thing: a `condition`, or the `attachedRoutes` of a listener");
    }
    return condition.isPresent()
        ? new Question.Condition(object, condition.get(), text("parent"), text("listener"))
        : new Question.AttachedRoutes(object, routes.orElse(""));
  }

  /** The protocol. A port or a request without one means TCP, as in the API; an ICMP type means ICMP. */
  private Optional<Protocol> protocol(boolean ports, boolean icmp, boolean request) throws QuestionException {
    Optional<String> text = scalar("protocol");
    if (text.isEmpty()) {
      if (icmp && ports) {
        throw new QuestionException(
            "ICMP has no ports, and nothing else has ICMP types: leave out `port` and `srcPort`, or `icmpType` and `icmpCode`");
      }
      if (icmp && request) {
        throw new QuestionException("ICMP carries no requests: leave out `http` and `tls`");
      }
      return icmp ? Optional.of(Protocol.ICMP) : ports || request ? Optional.of(Protocol.TCP) : Optional.empty();
    }
    Protocol protocol = Protocol.parse(text.get())
        .orElseThrow(() -> new QuestionException("`" + text.get()
            + "` is no protocol: write tcp, udp, sctp, icmp, icmpv6 or a number from 0 to 255"));
    if (ports && !protocol.hasPorts()) {
      throw new QuestionException("protocol " + protocol + " has no ports: leave out `port` and `srcPort`");
    }
    if (request && !protocol.equals(Protocol.TCP)) {
      throw new QuestionException("`http` and `tls` are spoken over TCP, not over protocol " + protocol);
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
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw new QuestionException("`" + key + "` is not a text: write it in quotes");
  }

  /** A text or a number. */
  private Optional<String> scalar(String key) throws QuestionException {
    return members.get(key) instanceof Number number ? Optional.of(number.toString()) : text(key);
  }

  private OptionalInt number(String key, int low, int high) throws QuestionException {
    Optional<String> text = scalar(key);
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
