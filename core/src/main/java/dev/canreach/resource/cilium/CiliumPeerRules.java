package dev.canreach.resource.cilium;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Quote;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the peers of an entry (CILIUM/2.3, 2.11). */
final class CiliumPeerRules {
  private static final String[] ENTITIES = {"all", "world", "cluster", "cluster-mesh", "host", "init", "ingress",
    "unmanaged", "remote-node", "health", "none", "kube-apiserver"};
  private static final List<String> KINDS = List.of("Endpoints", "Nodes", "Entities", "CIDR", "CIDRSet", "Services",
      "FQDNs", "Groups");
  private static final Pattern DOMAIN = Pattern.compile("([-a-zA-Z0-9_]+[.]?)+");
  private static final Pattern DOMAIN_PATTERN = Pattern.compile("([-a-zA-Z0-9_*]+[.]?)+");
  private static final Pattern GROUP_NAME = Pattern
      .compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  /** A prefix as Go's older parser takes it; the agent's own is stricter about leading zeros. */
  private static final Pattern LEADING_ZERO = Pattern.compile("(^|.*[.:/])0[0-9]+([.:/].*|$)");
  private static final int LABEL_LENGTH = 255;
  private static final int NAME_LENGTH = 253;
  private static final String CIDR = "cidr";
  private static final String GROUP = "cidrGroupRef";
  private static final String GROUPS = "cidrGroupSelector";

  private CiliumPeerRules() {}

  static void check(Fields entry, String prefix, Problems problems) {
    List<String> written = KINDS.stream().map(kind -> prefix + kind).filter(kind -> entry.size(kind) > 0).toList();
    if (written.size() > 1) {
      CiliumPolicyRules.noEffect(problems, entry.at(written.get(1)), "peers of one entry are of one kind, and here are "
          + Quote.text(written.get(0)) + " and " + Quote.text(written.get(1)) + ": write an entry for each");
    }
    Stream.of("Endpoints", "Nodes")
        .flatMap(kind -> entry.objects(prefix + kind).stream())
        .forEach(selector -> CiliumPolicyRules.selector(selector, problems));
    if (entry.size(prefix + "Nodes") > 0) {
      CiliumPolicyRules.noEffect(problems, entry.at(prefix + "Nodes"),
          "nodes can be selected only where the agent's option `enable-node-selector-labels` is set");
    }
    for (Value entity : entry.texts(prefix + "Entities")) {
      problems.oneOf(entity.place(), entity.text(), ENTITIES);
    }
    entry.texts(prefix + "CIDR").forEach(block -> checkBlock(block, problems));
    entry.objects(prefix + "CIDRSet").forEach(rule -> addresses(rule, problems));
    entry.objects("toServices").forEach(service -> service(service, problems));
    entry.objects("toFQDNs").forEach(name -> domain(name, problems));
    if (entry.size(prefix + "Requires") > 0) {
      problems.error(ProblemType.TOO_MANY, entry.at(prefix + "Requires"),
          "Cilium 1.19 and later do not have this any more: write the labels into each selector");
    }
  }

  private static void addresses(Fields rule, Problems problems) {
    long kinds = Stream.of(CIDR, GROUP, GROUPS).filter(rule::has).count();
    if (kinds == 0) {
      problems.required(rule.at(CIDR), "write `cidr`, `cidrGroupRef` or `cidrGroupSelector`");
    } else if (kinds > 1) {
      problems.error(ProblemType.INVALID, rule.place(),
          "`cidr`, `cidrGroupRef` and `cidrGroupSelector` exclude each other: write one");
    }
    Optional<Cidr> whole = rule.has(CIDR)
        ? checkBlock(new Value("", rule.textOrEmpty(CIDR), rule.at(CIDR)), problems)
        : Optional.empty();
    rule.text(GROUP).ifPresent(name -> {
      if (!GROUP_NAME.matcher(name).matches()) {
        problems.invalid(rule.at(GROUP), name, "is no name of a group: use lower case letters, digits, `-` and `.`");
      } else if (name.length() > NAME_LENGTH) {
        problems.error(ProblemType.TOO_LONG, rule.at(GROUP),
            "the name is too long: use " + NAME_LENGTH + " characters at most");
      }
    });
    CiliumPolicyRules.selector(rule.object(GROUPS), problems);
    for (Value except : rule.texts("except")) {
      Optional<Cidr> part = checkBlock(except, problems);
      if (whole.isPresent() && part.isPresent() && !whole.get().contains(part.get().base())) {
        CiliumPolicyRules.noEffect(problems, except.place(),
            Quote.text(except.text()) + " is no part of " + Quote.text(whole.get().toString())
                + ": leave out a part of it");
      }
    }
  }

  /** Checks a block of addresses and returns it when it is one; an address alone is none (CILIUM/CX-1). */
  static Optional<Cidr> checkBlock(Value text, Problems problems) {
    Optional<Cidr> block = Addresses.parseCidr(text.text());
    if (LEADING_ZERO.matcher(text.text()).matches() && text.text().indexOf('/') > 0) {
      CiliumPolicyRules.noEffect(problems, text.place(),
          Quote.text(text.text()) + " has leading zeros, which the agent does not read: remove them");
      return Optional.empty();
    }
    if (block.isEmpty()) {
      problems.invalid(text.place(), text.text(),
          "is no address block: write one such as `10.9.8.0/24` or `2001:db8::/64`");
    }
    return block;
  }

  private static void service(Fields service, Problems problems) {
    Fields selected = service.object("k8sServiceSelector");
    if (selected.present() && !selected.has("selector")) {
      problems.required(selected.at("selector"), "Services are selected by `selector`");
    }
    CiliumPolicyRules.selector(selected.object("selector"), problems);
  }

  /** Checks a selector of domain names. */
  static void domain(Fields selector, Problems problems) {
    boolean name = selector.has("matchName");
    boolean pattern = selector.has("matchPattern");
    if (name && pattern) {
      problems.error(ProblemType.INVALID, selector.place(),
          "`matchName` and `matchPattern` exclude each other: write one");
    } else if (!name && !pattern) {
      problems.required(selector.at("matchName"), "write `matchName` or `matchPattern`");
    }
    text(selector, "matchName", DOMAIN, problems);
    text(selector, "matchPattern", DOMAIN_PATTERN, problems);
  }

  private static void text(Fields selector, String field, Pattern form, Problems problems) {
    String text = selector.textOrEmpty(field);
    if (text.length() > LABEL_LENGTH) {
      problems.error(ProblemType.TOO_LONG, selector.at(field),
          "the name is too long: use " + LABEL_LENGTH + " characters at most");
    } else if (selector.has(field) && !form.matcher(text).matches()) {
      problems.invalid(selector.at(field), text, "is no domain name" + (form == DOMAIN ? "" : " or pattern of one")
          + ": use letters, digits, `-`, `_` and single dots" + (form == DOMAIN ? "" : ", and `*`"));
    }
  }
}
