package dev.canreach.lint.rules.cni;

import dev.canreach.lint.RuleContext;
import dev.canreach.resource.cni.CniConfiguration;
import dev.canreach.resource.cni.CniPlugin;
import dev.canreach.resource.cni.PolicySupport;
import java.util.Optional;

/**
 * A configured plugin that enforces no policies.
 *
 * @param configuration the configuration that a runtime would use
 * @param plugin its plugin
 */
record IdlePlugin(CniConfiguration configuration, CniPlugin plugin) {

  /** The plugin in use, where it is known to enforce nothing. */
  static Optional<IdlePlugin> of(RuleContext context) {
    return CniConfiguration.inUse(context.all(CniConfiguration.class))
        .flatMap(configuration -> configuration.main()
            .filter(plugin -> PolicySupport.of(plugin).filter(support -> !support.enforces()).isPresent())
            .map(plugin -> new IdlePlugin(configuration, plugin)));
  }

  String describe() {
    return plugin.type().equals("calico")
        ? "the network plugin `calico` without `policy: {type: k8s}`"
        : "the network plugin `" + plugin.type() + "`";
  }
}
