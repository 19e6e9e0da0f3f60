package dev.canreach.resource.istio;

import java.util.List;
import java.util.Optional;

/**
 * Settings of the whole mesh, as its configuration map states them (ISTIO/I-1); what it does not state is empty.
 *
 * @param object what every object has; its namespace is the root namespace unless the settings name another one
 * @param rootNamespace the root namespace, or empty
 * @param trustDomain the trust domain, or empty
 * @param trustDomainAliases other trust domains that count as the same
 * @param autoMtls whether clients use mutual TLS where the server can
 * @param anyOutbound whether calls to unknown destinations pass
 * @param serviceExportTo the namespaces that see Services by default
 * @param virtualServiceExportTo the namespaces that see virtual services by default
 * @param destinationRuleExportTo the namespaces that see destination rules by default
 * @param providers the names of the external authorizers and other extensions
 * @param httpProviders those of them that only judge HTTP
 * @param pathNormalization how paths are normalised, as written, or empty
 * @param numTrustedProxies how many proxies in front of gateways are trusted
 */
public record MeshConfig(IstioObject object, String rootNamespace, String trustDomain,
    List<String> trustDomainAliases, Optional<Boolean> autoMtls, Optional<Boolean> anyOutbound,
    List<String> serviceExportTo, List<String> virtualServiceExportTo, List<String> destinationRuleExportTo,
    Optional<List<String>> providers, List<String> httpProviders,
    String pathNormalization, int numTrustedProxies) implements Aged {

  /** Copies the lists. */
  public MeshConfig {
    trustDomainAliases = List.copyOf(trustDomainAliases);
    serviceExportTo = List.copyOf(serviceExportTo);
    virtualServiceExportTo = List.copyOf(virtualServiceExportTo);
    destinationRuleExportTo = List.copyOf(destinationRuleExportTo);
    providers = providers.map(List::copyOf);
    httpProviders = List.copyOf(httpProviders);
  }
}
