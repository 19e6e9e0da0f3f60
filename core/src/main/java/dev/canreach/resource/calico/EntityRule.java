package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * What a rule says about one side of a packet (CALICO/1.2).
 *
 * @param nets address blocks, one of which holds the address; empty = no such test
 * @param notNets address blocks, none of which holds it
 * @param selector endpoints and sets, one of which has the address
 * @param notSelector endpoints and sets, none of which has it
 * @param namespaceSelector over the labels of their namespaces
 * @param accounts the service accounts of the endpoints
 * @param ports ports, one of which is the packet's; empty = no such test
 * @param notPorts ports, none of which is
 * @param service the Service whose endpoints are meant
 * @param span where it begins
 */
public record EntityRule(List<Cidr> nets, List<Cidr> notNets, Optional<SelectorText> selector,
    Optional<SelectorText> notSelector, Optional<SelectorText> namespaceSelector, Optional<Accounts> accounts,
    List<RulePort> ports, List<RulePort> notPorts, Optional<ServiceName> service, Span span) {

  /** Copies the lists. */
  public EntityRule {
    nets = List.copyOf(nets);
    notNets = List.copyOf(notNets);
    ports = List.copyOf(ports);
    notPorts = List.copyOf(notPorts);
  }

  /**
   * Service accounts: those of these names that the selector selects.
   *
   * @param names the names; empty = all
   * @param selector over their labels, where given
   */
  public record Accounts(List<String> names, Optional<SelectorText> selector) {
    /** Copies the names. */
    public Accounts {
      names = List.copyOf(names);
    }
  }

  /**
   * A Service.
   *
   * @param namespace its namespace as written; empty when it is not
   * @param name its name
   */
  public record ServiceName(String namespace, String name) {}
}
