package dev.canreach.resource.calico;

import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind that is read.
 *
 * @param kind its name
 * @param nameRule the rule for the names of its objects
 * @param reader reads an object, valid or not
 * @param rules checks what Calico checks beyond types and metadata
 */
record CalicoKind(String kind, Function<String, Optional<String>> nameRule, Function<Subject, Resource> reader,
    Consumer<Subject> rules) {

  /** How messages name the kind that Kubernetes also has. */
  static final String CALICO_NETWORK_POLICY = Resource.qualified("NetworkPolicy", CalicoReader.GROUP);

  private static final Set<String> NAMESPACED = Set.of("NetworkPolicy", "NetworkSet", "StagedNetworkPolicy",
      "StagedKubernetesNetworkPolicy");

  /** Kinds that have no say in whether policies let traffic pass. */
  private static final Set<String> IRRELEVANT = Set.of("BGPConfiguration", "BGPFilter", "BGPPeer", "BlockAffinity",
      "CalicoNodeStatus", "ClusterInformation", "IPAMBlock", "IPAMConfig", "IPAMConfiguration", "IPAMHandle",
      "IPReservation");

  private static final List<CalicoKind> ALL = List.of(
      new CalicoKind("NetworkPolicy", PolicyNames::networkPolicy, PolicyReader::read, PolicyRules::check),
      new CalicoKind(CalicoPolicy.GLOBAL, PolicyNames::globalPolicy, PolicyReader::read, PolicyRules::check),
      new CalicoKind("StagedNetworkPolicy", PolicyNames::networkPolicy, ObjectReader::staged, StagedRules::check),
      new CalicoKind("StagedGlobalNetworkPolicy", PolicyNames::globalPolicy, ObjectReader::staged, StagedRules::check),
      new CalicoKind("StagedKubernetesNetworkPolicy", PolicyNames::networkPolicy, ObjectReader::staged,
          StagedRules::checkKubernetes),
      new CalicoKind("Tier", Names::dnsLabel, ObjectReader::tier, ObjectRules::checkTier),
      new CalicoKind("NetworkSet", Names::dnsSubdomain, ObjectReader::networkSet, ObjectRules::checkNetworkSet),
      new CalicoKind("GlobalNetworkSet", Names::dnsSubdomain, ObjectReader::networkSet, ObjectRules::checkNetworkSet),
      new CalicoKind("HostEndpoint", Names::dnsSubdomain, ObjectReader::hostEndpoint, HostEndpointRules::check),
      new CalicoKind("Profile", PolicyNames::any, ObjectReader::profile, PolicyRules::checkProfile),
      new CalicoKind("IPPool", Names::dnsSubdomain, ObjectReader::ipPool, IpPoolRules::check),
      new CalicoKind("FelixConfiguration", Names::dnsSubdomain, FelixReader::read, FelixReader::check));

  /** The kind of this name. */
  static Optional<CalicoKind> find(String kind) {
    return ALL.stream().filter(each -> each.kind.equals(kind)).findFirst();
  }

  /** Whether objects of a kind that is not read change nothing. */
  static boolean isIrrelevant(String kind) {
    return IRRELEVANT.contains(kind);
  }

  /** Whether its objects have a namespace. */
  boolean namespaced() {
    return NAMESPACED.contains(kind);
  }
}
