package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks namespaces and nodes. */
final class ClusterRules {
  private static final Set<String> FINALIZERS = Set.of("kubernetes", "orphan", "foregroundDeletion");

  private ClusterRules() {}

  static void checkNamespace(Subject subject) {
    Problems problems = subject.problems();
    Fields metadata = subject.fields().object("metadata");
    // the server makes the name a label, so it must be a label value too (K8S/W-05)
    Names.labelValue(metadata.textOrEmpty("name"))
        .ifPresent(problem -> problems.invalid(new Place(metadata.path().child("labels"), metadata.at("name").span()),
            metadata.textOrEmpty("name"), problem));
    Place place = subject.spec().at("finalizers");
    for (Value finalizer : subject.spec().texts("finalizers")) {
      var item = new Place(place.path(), finalizer.place().span());
      Optional<String> problem = Names.labelKey(finalizer.text());
      if (problem.isPresent()) {
        problems.invalid(item, finalizer.text(), problem.get());
      } else if (finalizer.text().indexOf('/') < 0 && !FINALIZERS.contains(finalizer.text())) {
        problems.invalid(item, finalizer.text(), "needs a DNS name and `/` before it");
      }
    }
  }

  /** Nothing beyond types and metadata. */
  static void checkServiceAccount(Subject subject) {
    // the server checks no more
  }

  static void checkNode(Subject subject) {
    Problems problems = subject.problems();
    Fields spec = subject.spec();
    var families = new HashSet<IpFamily>();
    for (Value block : spec.texts("podCIDRs")) {
      Optional<Cidr> cidr = Addresses.checkCidr(block.place(), block.text(), problems);
      if (cidr.isPresent() && !families.add(cidr.get().family())) {
        problems.error(ProblemType.INVALID, spec.at("podCIDRs"),
            "a node has one block of each family: use one IPv4 and one IPv6");
      }
    }
    Place taints = new Place(subject.fields().object("metadata").path().child("taints"), spec.at("taints").span());
    for (Fields taint : spec.objects("taints")) {
      problems.check(new Place(taints.path(), taint.at("key").span()), taint.textOrEmpty("key"), Names::labelKey);
      problems.check(new Place(taints.path(), taint.at("value").span()), taint.textOrEmpty("value"), Names::labelValue);
      problems.oneOf(new Place(taints.path(), taint.at("effect").span()), taint.textOrEmpty("effect"), "NoSchedule",
          "PreferNoSchedule", "NoExecute");
    }
  }
}
