package dev.canreach.resource.shell;

import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.ResourceReader;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import java.util.List;

/**
 * Reads the commands of shell scripts that make Docker networks and containers. The rest of a script is skipped and
 * counted; a script without such commands has no say in traffic.
 */
public final class ShellReader implements ResourceReader {
  private static final String PROJECT = "Compose project";

  @Override
  public boolean reads(Manifest manifest) {
    return manifest.apiVersion().isEmpty() && manifest.kind().equals(Manifests.SHELL_SCRIPT);
  }

  @Override
  public void read(Manifest manifest, Reading reading) {
    String file = manifest.span().file();
    String name = file.substring(file.lastIndexOf('/') + 1);
    Problems problems = reading.problems(Resource.id(PROJECT, "", name));
    List<ShellCommand> commands = ShellParser.parse(file, manifest.fields().textOrEmpty(Manifests.TEXT));
    var script = new DockerScript(problems);
    commands.forEach(script::follow);
    problems.finish();
    if (script.used() == 0) {
      reading.addNotUnderstood(manifest, Relevance.IRRELEVANT);
      return;
    }
    reading.add(script.project(name, manifest.span()));
    int skipped = commands.size() - script.used();
    if (skipped > 0) {
      reading.report(new Diagnostic(Severity.NOTE, manifest.span(), "script",
          skipped + " of " + commands.size() + " commands say nothing about networks and were skipped"));
    }
  }
}
