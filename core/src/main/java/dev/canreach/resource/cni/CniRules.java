package dev.canreach.resource.cni;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import dev.canreach.source.Scalar;
import java.util.List;
import java.util.Set;

/**
 * Checks a network configuration (CNI/3.1).
 *
 * @param fields the configuration
 * @param plugins its plugins
 * @param problems receives what is wrong with it
 */
record CniRules(Fields fields, List<Fields> plugins, Problems problems) {

  private static final List<String> VERSIONS = List.of("0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");
  private static final String LISTS_SINCE = "0.3.0";
  private static final String CHECK_SINCE = "0.4.0";
  private static final Set<String> CHAINED = Set.of("portmap", "bandwidth", "firewall", "tuning", "sbr", "vrf");
  private static final List<String> RESERVED = List.of("runtimeConfig", "args");
  private static final String VERSION = "cniVersion";

  void check() {
    name();
    version();
    flag(fields, "disableCheck", true);
    if (fields.has("plugins") && plugins.isEmpty()) {
      problems.error(ProblemType.INVALID, fields.at("plugins"), "the list has no plugins: write at least one");
    }
    for (int i = 0; i < plugins.size(); i++) {
      plugin(plugins.get(i), i == 0);
    }
  }

  private void name() {
    String name = fields.textOrEmpty("name");
    if (name.isEmpty()) {
      problems.required(fields.at("name"), "a network configuration needs `name`");
    } else if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      problems.invalid(fields.at("name"), name, "is no name: use letters, digits, `_`, `.` and `-`");
    }
  }

  private void version() {
    String version = fields.textOrEmpty(VERSION);
    if (!version.isEmpty() && !VERSIONS.contains(version)) {
      problems.oneOf(fields.at(VERSION), version, VERSIONS.toArray(String[]::new));
      return;
    }
    if (fields.has("plugins") && before(version, LISTS_SINCE)) {
      problems.error(ProblemType.INVALID, fields.at(VERSION), "lists of plugins need `cniVersion` 0.3.0 or later");
    }
    if (fields.has("disableCheck") && before(version, CHECK_SINCE)) {
      problems.error(ProblemType.INVALID, fields.at("disableCheck"),
          "`disableCheck` needs `cniVersion` 0.4.0 or later");
    }
  }

  /** A missing version means the first one. */
  private static boolean before(String version, String since) {
    return VERSIONS.indexOf(version) < VERSIONS.indexOf(since);
  }

  private void plugin(Fields plugin, boolean first) {
    String type = plugin.textOrEmpty("type");
    if (type.isEmpty()) {
      problems.required(plugin.at("type"), "a plugin needs `type`, the name of its program");
    } else if (type.indexOf('/') >= 0) {
      problems.invalid(plugin.at("type"), type, "is a path: write the name of the program alone");
    }
    if (first && CHAINED.contains(type)) {
      problems.error(ProblemType.INVALID, plugin.at("type"),
          Quote.text(type) + " needs the result of a plugin before it: put it after the one that connects the pod");
    }
    for (String reserved : RESERVED) {
      if (plugin.has(reserved)) {
        problems.error(ProblemType.FORBIDDEN, plugin.at(reserved),
            Quote.text(reserved) + " is written by the runtime: remove it");
      }
    }
    if (type.equals("bridge")) {
      bridge(plugin);
    }
    mode(plugin, type, "macvlan", "bridge", "private", "vepa", "passthru");
    mode(plugin, type, "ipvlan", "l2", "l3", "l3s");
    Fields ipam = plugin.object("ipam");
    if (ipam.textOrEmpty("type").equals("host-local")) {
      new HostLocalRules(ipam, type, problems).check();
    } else if (ipam.present() && ipam.textOrEmpty("type").isEmpty() && !ipam.map().entries().isEmpty()) {
      problems.required(ipam.at("type"), "`ipam` needs `type`, the name of its program");
    }
  }

  private void bridge(Fields plugin) {
    for (String flag : List.of("isGateway", "isDefaultGateway", "forceAddress", "ipMasq", "hairpinMode", "promiscMode",
        "preserveDefaultVlan", "macspoofchk", "enabledad", "disableContainerInterface", "portIsolation")) {
      flag(plugin, flag, false);
    }
    if (plugin.flag("hairpinMode").orElse(false) && plugin.flag("promiscMode").orElse(false)) {
      problems.error(ProblemType.INVALID, plugin.at("promiscMode"),
          "`hairpinMode` and `promiscMode` exclude each other");
    }
    if (plugin.flag("disableContainerInterface").orElse(false) && plugin.object("ipam").has("type")) {
      problems.error(ProblemType.INVALID, plugin.at("ipam"),
          "a container without interface gets no address: remove it");
    }
    plugin.number("vlan").ifPresent(vlan -> problems.inRange(plugin.at("vlan"), vlan, 0, 4094));
  }

  private void mode(Fields plugin, String type, String ofType, String... modes) {
    if (type.equals(ofType) && !plugin.textOrEmpty("mode").isEmpty()) {
      problems.oneOf(plugin.at("mode"), plugin.textOrEmpty("mode"), modes);
    }
  }

  /** A flag; some may also be written as text. */
  private void flag(Fields owner, String name, boolean orText) {
    if (!owner.has(name)) {
      return;
    }
    Place place = owner.at(name);
    boolean text = owner.scalar(name).filter(Scalar.Text.class::isInstance).isPresent();
    boolean readable = orText && owner.textOrEmpty(name).matches("(?i)true|false");
    if (owner.flag(name).isEmpty() && !readable) {
      problems.error(ProblemType.DECODE, place,
          "this needs `true` or `false`" + (text ? " without quotes" : "") + ", or the plugin can't read it");
    }
  }
}
