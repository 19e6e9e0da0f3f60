package dev.canreach.resource.docker;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.source.MapNode;
import dev.canreach.source.ScalarNode;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads inspection output and {@code daemon.json}. */
public final class DockerReader implements ResourceReader {
  private static final Set<String> KINDS = Set.of(Manifests.INSPECTION, Manifests.DAEMON);

  @Override
  public boolean reads(Manifest manifest) {
    return manifest.apiVersion().isEmpty() && KINDS.contains(manifest.kind());
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    if (manifest.kind().equals(Manifests.INSPECTION)) {
      InspectionReader.read(manifest.fields(), reading);
    } else {
      reading.add(new DaemonConfiguration(settings(manifest.fields()), manifest.span()));
    }
  }

  /** The scalar settings, and lists and mappings of them as one text. */
  private static SortedMap<String, String> settings(Fields fields) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (MapNode.Entry entry : fields.map().entries()) {
      if (entry.value() instanceof ScalarNode scalar) {
        settings.put(entry.key().text(), scalar.text());
      }
    }
    Fields drivers = fields.object("default-network-opts");
    var options = new StringBuilder();
    for (MapNode.Entry driver : drivers.map().entries()) {
      drivers.mapping(driver.key().text())
          .forEach((key, value) -> options.append(driver.key().text())
              .append(':')
              .append(key)
              .append('=')
              .append(value)
              .append(' '));
    }
    if (!options.isEmpty()) {
      settings.put("default-network-opts", options.toString().strip());
    }
    return settings;
  }
}
