package dev.canreach.query;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Spellings of endpoints. Reserved first segments win over namespaces of such a name (contract §1). */
final class EndpointRefParser {
  private static final Set<String> KINDS = Set.of("pod", "deployment", "statefulset", "daemonset", "replicaset",
      "replicationcontroller", "job", "cronjob", "service", "ingress", "gateway", "gateway.networking.k8s.io",
      "gateway.networking.istio.io", "compose");

  /** Kinds whose objects have no namespace. */
  private static final Set<String> KINDS_WITHOUT_NAMESPACE = Set.of("container", "ingress-controller");

  /** The short names that the Kubernetes command line takes. */
  private static final Map<String, String> SHORT_KINDS = Map.of("po", "pod", "deploy", "deployment", "sts",
      "statefulset", "ds", "daemonset", "rs", "replicaset", "rc", "replicationcontroller", "cj", "cronjob", "svc",
      "service", "ing", "ingress", "gtw", "gateway");

  private EndpointRefParser() {}

  static EndpointRef parse(String text) throws QuestionException {
    if (text.isBlank() || !text.equals(text.strip())) {
      throw new QuestionException(
          "`" + text + "` names no endpoint: write for example `shop/web`, `ns/shop` or `10.0.0.1`");
    }
    if (text.equals("internet")) {
      return new EndpointRef.Internet(text);
    }
    Optional<EndpointRef> address = address(text);
    if (address.isPresent()) {
      return address.get();
    }
    int question = text.indexOf('?');
    if (question >= 0) {
      String namespace = text.substring(0, question);
      return new EndpointRef.Selected(text, name(namespace, text), LabelTerm.parse(text.substring(question + 1)));
    }
    String[] parts = text.split("/", -1);
    return switch (parts.length) {
      case 1 -> new EndpointRef.Bare(text, name(text, text));
      case 2 -> two(text, parts[0], parts[1]);
      case 3 -> three(text, parts[0], parts[1], parts[2]);
      default -> throw new QuestionException(
          "`" + text + "` has too many parts: write `KIND/NAMESPACE/NAME`, `NAMESPACE/NAME` or an address");
    };
  }

  private static Optional<EndpointRef> address(String text) throws QuestionException {
    String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    Optional<Address> address = Address.parse(bare);
    if (address.isPresent()) {
      return Optional.of(new EndpointRef.Ip(text, address.get()));
    }
    int slash = text.indexOf('/');
    if (slash < 0 || Address.parse(text.substring(0, slash)).isEmpty()) {
      return Optional.empty();
    }
    Cidr block = Cidr.parse(text)
        .orElseThrow(() -> new QuestionException(
            "`" + text + "` is not a block of addresses: the length after `/` is out of range"));
    return Optional.of(new EndpointRef.Block(text, block));
  }

  private static EndpointRef two(String text, String first, String second) throws QuestionException {
    if (first.equals("host")) {
      return host(text, second);
    }
    String name = name(second, text);
    if (first.equals("ns")) {
      return new EndpointRef.Namespace(text, name);
    }
    if (first.equals("node")) {
      return new EndpointRef.Node(text, name);
    }
    if (KINDS_WITHOUT_NAMESPACE.contains(first)) {
      return new EndpointRef.Named(text, first, "", name);
    }
    if (KINDS.contains(first)) {
      throw new QuestionException("`" + text + "` lacks the namespace: write `" + first + "/NAMESPACE/" + second + "`");
    }
    return new EndpointRef.Qualified(text, name(first, text), name);
  }

  private static EndpointRef three(String text, String first, String namespace, String name) throws QuestionException {
    String lower = first.toLowerCase(Locale.ROOT);
    String kind = SHORT_KINDS.getOrDefault(lower, lower);
    if (!KINDS.contains(kind)) {
      throw new QuestionException("`" + first + "` in `" + text + "` is no kind of endpoint: write pod, deployment, "
          + "statefulset, daemonset, replicaset, replicationcontroller, job, cronjob, service, ingress, gateway "
          + "or compose");
    }
    return new EndpointRef.Named(text, kind, name(namespace, text), name(name, text));
  }

  private static EndpointRef host(String text, String name) throws QuestionException {
    Optional<Address> address = Address.parse(name);
    if (address.isPresent()) {
      return new EndpointRef.Ip(text, address.get());
    }
    if (!name.matches("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?") || name.contains("..")) {
      throw new QuestionException("`" + text + "` is not a DNS name");
    }
    return new EndpointRef.Host(text, name.toLowerCase(Locale.ROOT));
  }

  /** Names of objects and namespaces; the API is stricter, but what is not read cannot be asked about anyway. */
  private static String name(String name, String text) throws QuestionException {
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?")) {
      throw new QuestionException(
          "`" + text + "` names no endpoint: write for example `shop/web`, `deployment/shop/web`, "
              + "`ns/shop`, `shop?app=web`, `node/worker-1`, `host/api.shop`, `10.0.0.0/8` or `internet`");
    }
    return name;
  }
}
