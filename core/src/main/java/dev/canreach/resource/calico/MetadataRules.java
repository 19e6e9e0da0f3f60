package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Metadata;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Problems;
import java.util.Optional;
import java.util.function.Function;

/** Checks names, labels and annotations (CALICO/1.16). */
final class MetadataRules {
  private MetadataRules() {}

  static void check(Subject subject, Function<String, Optional<String>> nameRule) {
    Fields metadata = subject.fields().object("metadata");
    Problems problems = subject.problems();
    String name = metadata.textOrEmpty("name");
    if (!name.isEmpty()) {
      problems.check(metadata.at("name"), name, nameRule);
    } else if (metadata.textOrEmpty("generateName").isEmpty()) {
      problems.required(metadata.at("name"), "an object needs `name`");
    }
    if (!subject.meta().namespace().isEmpty()) {
      problems.check(metadata.at("namespace"), subject.meta().namespace(), Names::dnsLabel);
    }
    FieldPath labels = metadata.path().child("labels");
    Labels.check(LabelText.entries(metadata, "labels"), labels, problems);
    Metadata.checkAnnotations(metadata, metadata.path().child("annotations"), problems);
  }
}
