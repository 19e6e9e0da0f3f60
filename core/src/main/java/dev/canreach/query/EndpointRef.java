package dev.canreach.query;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.List;

/** An end of a question as people spell it (contract §1), before it is looked up in a network. */
public sealed interface EndpointRef {

  /** What was written. */
  String text();

  /**
   * `KIND/NAMESPACE/NAME`: one object. The kind is in lower case. For `compose/PROJECT/SERVICE` the project is the
   * namespace; for `container/NAME` and `ingress-controller/CLASS` there is none.
   */
  record Named(String text, String kind, String namespace, String name) implements EndpointRef {

    /** The id that an endpoint has for this object. */
    String id() {
      return kind + "/" + qualifiedName();
    }

    /** The name with its namespace, where it has one. */
    String qualifiedName() {
      return namespace.isEmpty() ? name : namespace + "/" + name;
    }
  }

  /** `NAMESPACE/NAME`: the workload or pod of that name. */
  record Qualified(String text, String namespace, String name) implements EndpointRef {}

  /** `NAME`: the workload or pod of that name in whatever namespace. */
  record Bare(String text, String name) implements EndpointRef {}

  /** `ns/NAME`: every workload of the namespace. */
  record Namespace(String text, String namespace) implements EndpointRef {}

  /** `NAMESPACE?selector`: the workloads with such labels, and pods that do not exist yet. */
  record Selected(String text, String namespace, List<LabelTerm> selector) implements EndpointRef {

    /** Copies the selector. */
    public Selected {
      selector = List.copyOf(selector);
    }
  }

  /** `node/NAME`: a node, at any of its addresses. */
  record Node(String text, String name) implements EndpointRef {}

  /** `host/NAME`: a DNS name. */
  record Host(String text, String name) implements EndpointRef {}

  /** An IP address. */
  record Ip(String text, Address address) implements EndpointRef {}

  /** A block of addresses. */
  record Block(String text, Cidr block) implements EndpointRef {}

  /** `internet`: every address that nothing in the input owns. */
  record Internet(String text) implements EndpointRef {}

  /** Reads any of these spellings. */
  static EndpointRef parse(String text) throws QuestionException {
    return EndpointRefParser.parse(text);
  }
}
