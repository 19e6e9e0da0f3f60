package dev.canreach.resource.cilium;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.resource.manifest.Schema;
import dev.canreach.resource.manifest.SchemaCheck;
import dev.canreach.resource.manifest.Suggestion;
import dev.canreach.source.Quote;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the policies of Cilium and checks them as the schema and the agent of Cilium 1.20 do (CILIUM/2.11, CX-11). */
public final class CiliumReader implements ResourceReader {
  private static final String GROUP = "cilium.io";
  private static final String VERSION = "cilium.io/v2";
  private static final String FORMER_VERSION = "cilium.io/v2alpha1";

  /** Kinds that say nothing about traffic, or only repeat what Cilium itself has worked out. */
  private static final Set<String> IRRELEVANT = Set.of("CiliumEndpoint", "CiliumEndpointSlice", "CiliumIdentity",
      "CiliumNode", "CiliumPodIPPool");
  /** Kinds that lead traffic from outside to Services. */
  private static final Set<String> ENTRY = Set.of("CiliumBGPAdvertisement", "CiliumBGPClusterConfig",
      "CiliumBGPNodeConfig", "CiliumBGPNodeConfigOverride", "CiliumBGPPeerConfig", "CiliumBGPPeeringPolicy",
      "CiliumGatewayClassConfig", "CiliumL2AnnouncementPolicy", "CiliumLoadBalancerIPPool");
  /** Kinds that change where traffic goes, or how the agents work. */
  private static final Set<String> RELEVANT = Set.of("CiliumClusterwideEnvoyConfig", "CiliumEgressGatewayPolicy",
      "CiliumEnvoyConfig", "CiliumExternalWorkload", "CiliumLocalRedirectPolicy", "CiliumNodeConfig");
  private static final Map<String, Boolean> NAMESPACED = Map.of(CiliumPolicy.NAMESPACED, true,
      CiliumPolicy.CLUSTERWIDE, false, CiliumCidrGroup.KIND, false);

  private final Schema schema = Schema.load(CiliumReader.class, "fields.txt");

  @Override
  public boolean reads(Manifest manifest) {
    return manifest.group().equals(GROUP);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    if (!NAMESPACED.containsKey(manifest.kind())) {
      other(manifest, reading);
      return;
    }
    boolean namespaced = NAMESPACED.getOrDefault(manifest.kind(), false);
    Fields fields = manifest.fields();
    ObjectMeta meta = Metadata.read(fields, namespaced ? reading.options().defaultNamespace() : "");
    Problems problems = reading.strictProblems(Resource.id(manifest.kind(), meta.namespace(), meta.name()));
    boolean group = manifest.kind().equals(CiliumCidrGroup.KIND);
    if (manifest.apiVersion().equals(VERSION) || (group && manifest.apiVersion().equals(FORMER_VERSION))) {
      SchemaCheck.checkWithoutNulls(manifest.root(), schema, manifest.kind(), problems);
      problems.decoded();
      Metadata.check(fields, namespaced, Names::dnsSubdomain, problems);
      if (group) {
        checkGroup(fields, problems);
      } else {
        CiliumPolicyRules.check(fields, namespaced, problems);
      }
    } else {
      problems.error(ProblemType.NOT_SERVED, place(manifest, "apiVersion"), "Cilium 1.20 does not have "
          + Quote.text(manifest.kind()) + " as " + Quote.text(manifest.apiVersion()) + ": use " + Quote.text(VERSION));
    }
    problems.finish();
    reading.add(group
        ? new CiliumCidrGroup(manifest.apiVersion(), meta, blocks(fields), manifest.span())
        : new CiliumPolicy(manifest.apiVersion(), manifest.kind(), meta, CiliumPolicyReader.rules(fields),
            manifest.span()));
  }

  private static void other(Manifest manifest, Reading reading) {
    String kind = manifest.kind();
    Relevance relevance = IRRELEVANT.contains(kind)
        ? Relevance.IRRELEVANT
        : ENTRY.contains(kind) ? Relevance.ENTRY : Relevance.RELEVANT;
    String id = reading.addNotUnderstood(manifest, relevance).id();
    if (relevance == Relevance.RELEVANT && !RELEVANT.contains(kind)) {
      Set<String> known = new TreeSet<>(NAMESPACED.keySet());
      known.addAll(RELEVANT);
      known.addAll(ENTRY);
      known.addAll(IRRELEVANT);
      String meant = Suggestion.closest(kind, known)
          .map(name -> ": did you mean " + Quote.text(name) + "?")
          .orElse(": use a kind that it has");
      reading.problems(id)
          .error(ProblemType.NOT_SERVED, place(manifest, "kind"), "Cilium has no kind " + Quote.text(kind) + meant);
    }
  }

  private static List<Cidr> blocks(Fields group) {
    return group.object("spec")
        .texts("externalCIDRs")
        .stream()
        .flatMap(text -> Addresses.parseCidr(text.text()).stream())
        .toList();
  }

  private static void checkGroup(Fields group, Problems problems) {
    Fields spec = group.object("spec");
    if (!spec.has("externalCIDRs")) {
      problems.required(spec.at("externalCIDRs"), "a group needs `externalCIDRs`: list its address blocks");
    }
    spec.texts("externalCIDRs").forEach(text -> CiliumPeerRules.checkBlock(text, problems));
  }

  /** The object itself, at one of its fields. */
  private static Place place(Manifest manifest, String field) {
    return new Place(FieldPath.ROOT, manifest.fields().at(field).span());
  }
}
