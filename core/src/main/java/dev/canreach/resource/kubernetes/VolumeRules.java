package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the volumes of pods as far as containers refer to them. */
final class VolumeRules {
  /** The fields that sources need. */
  private static final Map<String, String> NEEDED = Map.of("hostPath", "path", "persistentVolumeClaim", "claimName",
      "secret", "secretName", "configMap", "name", "csi", "driver");

  private VolumeRules() {}

  /** Checks the volumes and returns their names. */
  static Set<String> check(Fields spec, Problems problems) {
    var names = new HashSet<String>();
    for (Fields volume : spec.objects("volumes")) {
      String name = volume.textOrEmpty("name");
      if (name.isEmpty()) {
        problems.required(volume.at("name"), "a volume needs a name");
      } else {
        problems.check(volume.at("name"), name, Names::dnsLabel);
        if (!names.add(name)) {
          problems.duplicate(volume.at("name"), name);
        }
      }
      source(volume, problems);
    }
    return names;
  }

  private static void source(Fields volume, Problems problems) {
    List<String> sources = volume.map()
        .keys()
        .stream()
        .filter(key -> !key.equals("name") && volume.has(key))
        .distinct()
        .sorted()
        .toList();
    if (sources.size() > 1) {
      problems.forbidden(volume.at(sources.get(1)), "a volume has only one source: remove the others");
    }
    for (String source : sources) {
      String needed = NEEDED.get(source);
      Fields fields = volume.object(source);
      if (needed != null && fields.present() && fields.textOrEmpty(needed).isEmpty()) {
        problems.required(fields.at(needed), "`" + source + "` needs `" + needed + "`");
      }
    }
  }
}
