package dev.canreach.lower.istio;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.dns.NameServers;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.istio.MeshConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Settings of the whole mesh: what the user says, else what its configuration map says, else Istio's defaults (ISTIO/I-1).
 *
 * @param mode what the user says about membership: {@code sidecar}, {@code ambient}, {@code none}, {@code any}, or empty
 * @param rootNamespace the namespace whose policies hold for the whole mesh
 * @param trustDomain the trust domain
 * @param trustDomainAliases other trust domains that count as the same
 * @param autoMtls whether clients use mutual TLS where the server can
 * @param anyOutbound whether calls to unknown destinations pass
 * @param serviceExportTo who sees Services by default
 * @param virtualServiceExportTo who sees virtual services by default
 * @param destinationRuleExportTo who sees destination rules by default
 * @param providers the external authorizers that exist, where that is known
 * @param httpProviders those of them that only judge HTTP
 * @param brokenProviders whether their configuration is not valid
 * @param anyProvider whether those that policies name exist where nothing else tells
 * @param pathNormalization how paths are normalised before they are compared
 * @param trustedProxies how many proxies in front of gateways are trusted
 * @param domain what the names of Services end in, behind their namespace
 */
record MeshSettings(String mode, String rootNamespace, String trustDomain, List<String> trustDomainAliases,
    boolean autoMtls, boolean anyOutbound, List<String> serviceExportTo, List<String> virtualServiceExportTo,
    List<String> destinationRuleExportTo, Optional<List<String>> providers, List<String> httpProviders,
    boolean brokenProviders, boolean anyProvider, String pathNormalization, int trustedProxies, String domain) {

  private static final String ROOT = "istio-system";
  private static final String TRUST_DOMAIN = "cluster.local";
  private static final String BASE = "BASE";

  MeshSettings {
    trustDomainAliases = List.copyOf(trustDomainAliases);
    serviceExportTo = List.copyOf(serviceExportTo);
    virtualServiceExportTo = List.copyOf(virtualServiceExportTo);
    destinationRuleExportTo = List.copyOf(destinationRuleExportTo);
    providers = providers.map(List::copyOf);
    httpProviders = List.copyOf(httpProviders);
  }

  static MeshSettings of(Inventory inventory, Assumptions assumptions) {
    Optional<MeshConfig> config = inventory.all(MeshConfig.class).stream().min(Comparator.comparing(MeshConfig::span));
    String root = text(assumptions, "rootNamespace")
        .or(() -> config.map(MeshConfig::rootNamespace).filter(name -> !name.isEmpty()))
        .or(() -> config.map(MeshConfig::namespace))
        .orElse(ROOT);
    String domain = text(assumptions, "trustDomain")
        .or(() -> config.map(MeshConfig::trustDomain).filter(name -> !name.isEmpty()))
        .orElse(TRUST_DOMAIN);
    SortedSet<String> aliases = new TreeSet<>(assumptions.value("trustDomainAliases")
        .map(MeshSettings::items)
        .orElseGet(() -> config.map(MeshConfig::trustDomainAliases).orElse(List.of())));
    aliases.remove(domain);
    String providers = assumptions.value("extensionProviders").orElse("");
    boolean stated = !providers.isEmpty() && !providers.equals("default") && !providers.equals("none valid");
    return new MeshSettings(assumptions.value("mesh").orElse(""), root, domain, List.copyOf(aliases),
        text(assumptions, "mtls").map(value -> !value.equals("disabled"))
            .orElseGet(() -> config.flatMap(MeshConfig::autoMtls).orElse(true)),
        text(assumptions, "outboundTrafficPolicy").map(value -> !value.equals("REGISTRY_ONLY"))
            .orElseGet(() -> config.flatMap(MeshConfig::anyOutbound).orElse(true)),
        config.map(MeshConfig::serviceExportTo).orElse(List.of()),
        config.map(MeshConfig::virtualServiceExportTo).orElse(List.of()),
        config.map(MeshConfig::destinationRuleExportTo).orElse(List.of()),
        stated
            ? Optional.of(items(providers))
            : providers.isEmpty() ? config.flatMap(MeshConfig::providers) : Optional.empty(),
        config.map(MeshConfig::httpProviders).orElse(List.of()), providers.equals("none valid"),
        providers.equals("default"),
        config.map(MeshConfig::pathNormalization)
            .filter(text -> !text.isEmpty() && !text.equals("DEFAULT"))
            .orElse(BASE),
        text(assumptions, "numTrustedProxies").filter(value -> value.matches("[0-9]{1,3}"))
            .map(Integer::parseInt)
            .orElseGet(() -> config.map(MeshConfig::numTrustedProxies).orElse(0)),
        ".svc." + NameServers.of(inventory).zone());
  }

  /** The full name of a host that an object of a namespace names. */
  String full(String host, String namespace) {
    return Hosts.full(host, namespace, domain);
  }

  private static Optional<String> text(Assumptions assumptions, String key) {
    return assumptions.value(key).filter(value -> !value.isEmpty());
  }

  private static List<String> items(String value) {
    return Arrays.stream(value.split("[,\\s]+", -1)).filter(item -> !item.isEmpty()).toList();
  }

  /** Every name of the own trust domain. */
  List<String> trustDomains() {
    SortedSet<String> all = new TreeSet<>(trustDomainAliases);
    all.add(trustDomain);
    return List.copyOf(all);
  }
}
