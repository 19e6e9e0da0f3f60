package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;

/** Reads Compose files; {@link ComposeAssembly} makes projects of them. */
public final class ComposeReader implements ResourceReader {
  @Override
  public boolean reads(Manifest manifest) {
    return manifest.apiVersion().isEmpty() && manifest.kind().equals(Manifests.COMPOSE);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    reading.add(new ComposeFile(manifest.root()));
  }
}
