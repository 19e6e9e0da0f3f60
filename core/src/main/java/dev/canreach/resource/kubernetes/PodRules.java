package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;

/** Checks pods. */
final class PodRules {
  private PodRules() {}

  static void check(Subject subject) {
    Problems problems = subject.problems();
    Fields spec = subject.spec();
    PodSpecRules.check(spec, true, problems);
    if (spec.size("ephemeralContainers") > 0 && !subject.fields().has("status")) {
      problems.forbidden(spec.at("ephemeralContainers"),
          "a new pod has no ephemeral containers: add them to the running pod");
    }
    Fields metadata = subject.fields().object("metadata");
    String name = metadata.textOrEmpty("name");
    if (!name.isEmpty() && Names.dnsLabel(name).isPresent()) {
      problems.warning(metadata.at("name"),
          Quote.text(name)
              + " is the pod's host name too, so it should be a DNS label: use a name without dots of 63 characters at most");
    }
  }
}
