package dev.canreach.resource.calico;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.ScalarItem;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;
import dev.canreach.source.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * Checks what a rule says about one side (CALICO/1.16).
 *
 * @param entity the side
 * @param side source or destination
 * @param protocol the protocol of the rule
 * @param servicesFit whether a Service may stand on this side
 * @param ingress whether the rule is for ingress
 * @param global whether its policy has no namespace
 * @param problems receives what is wrong with it
 */
record EntityRules(Fields entity, String side, Optional<Scalar> protocol, boolean servicesFit, boolean ingress,
    boolean global, Problems problems) {

  private static final int MOST_NETS = 256;
  private static final int MOST_PORTS = 50;
  private static final String SERVICES = "services";
  private static final List<String> PORTS = List.of("ports", "notPorts");

  void check() {
    SelectorRules.check(entity, "selector", problems);
    SelectorRules.check(entity, "notSelector", problems);
    SelectorRules.checkNamespaces(entity, problems);
    Fields accounts = entity.object("serviceAccounts");
    SelectorRules.syntax(accounts.at("selector"), accounts.textOrEmpty("selector"), problems);
    nets("nets");
    nets("notNets");
    PORTS.forEach(this::ports);
    if (entity.object(SERVICES).present()) {
      services(entity.object(SERVICES));
    }
  }

  private void nets(String name) {
    if (entity.size(name) > MOST_NETS) {
      problems.error(ProblemType.TOO_MANY, entity.at(name), "a rule may have " + MOST_NETS + " blocks");
    }
    for (Value net : entity.texts(name)) {
      problems.check(net.place(), net.text(), NetRules::strictBlock);
      if (name.equals("notNets") && Cidr.parse(net.text()).filter(block -> block.length() == 0).isPresent()) {
        problems.invalid(net.place(), net.text(), "leaves no address: the rule would match nothing");
      }
    }
  }

  private void ports(String name) {
    if (entity.size(name) > MOST_PORTS) {
      problems.error(ProblemType.TOO_MANY, entity.at(name), "a rule may have " + MOST_PORTS + " ports");
    }
    boolean numbers = false;
    for (ScalarItem item : entity.scalars(name)) {
      Optional<RulePort> port = RulePort.of(item.scalar());
      if (port.isEmpty()) {
        problems.error(ProblemType.DECODE, item.place(),
            text(item.scalar()) + " is no port: write a number, a range such as `80:90`, or a name");
      } else {
        numbers |= port.get() instanceof RulePort.Range;
        port(item, port.get());
      }
    }
    if (entity.size(name) > 0) {
      protocolFits(name, numbers);
    }
  }

  private void port(ScalarItem item, RulePort port) {
    switch (port) {
      case RulePort.Range range -> problems.inRange(item.place(), range.first(), 1, RulePort.LAST);
      case RulePort.Named named -> {
        String hint = named.name().matches("[0-9]+-[0-9]+") ? "; a range is written `80:90`" : "";
        Names.portName(named.name())
            .ifPresent(problem -> problems.invalid(item.place(), named.name(), problem + hint));
      }
    }
  }

  private void protocolFits(String name, boolean numbers) {
    Optional<RuleProtocol> known = protocol.flatMap(RuleProtocol::of);
    if (protocol.isEmpty() && numbers) {
      problems.error(ProblemType.INVALID, entity.at(name), "a rule with port numbers needs protocol TCP, UDP or SCTP");
    } else if (known.isPresent() && !known.get().protocol().hasPorts()) {
      problems.error(ProblemType.INVALID, entity.at(name), "a rule with ports needs protocol TCP, UDP or SCTP");
    }
  }

  private void services(Fields service) {
    if (!servicesFit) {
      problems.error(ProblemType.INVALID, service.place(),
          "`services` is not for the " + side + " of " + (ingress ? "ingress" : "egress") + " rules");
    }
    String name = service.textOrEmpty("name");
    String namespace = service.textOrEmpty("namespace");
    if (name.isEmpty()) {
      problems.required(service.at("name"), "`services` needs the name of a Service");
    } else {
      problems.check(service.at("name"), name, Names::dnsSubdomain);
    }
    if (!namespace.isEmpty()) {
      problems.check(service.at("namespace"), namespace, Names::dnsSubdomain);
    } else if (global) {
      problems.required(service.at("namespace"), "`services` needs the namespace of the Service");
    }
    for (String other : List.of("selector", "notSelector", "namespaceSelector", "serviceAccounts", "nets", "notNets")) {
      if (entity.has(other) && (entity.size(other) > 0 || !entity.textOrEmpty(other).isEmpty()
          || entity.object(other).present())) {
        problems.error(ProblemType.INVALID, entity.at(other), Quote.text(other) + " and `services` exclude each other");
      }
    }
    for (String ports : PORTS) {
      if (side.equals("destination") && entity.size(ports) > 0) {
        problems.error(ProblemType.INVALID, entity.at(ports), Quote.text(ports) + " and `services` exclude each other");
      }
    }
  }

  private static String text(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Text(String text) -> Quote.text(text);
      case Scalar.Int(long number) -> Quote.text(Long.toString(number));
      case Scalar.Decimal(double number) -> Quote.text(Double.toString(number));
      case Scalar.Bool(boolean value) -> Quote.text(Boolean.toString(value));
      case Scalar.Null() -> "this";
    };
  }
}
