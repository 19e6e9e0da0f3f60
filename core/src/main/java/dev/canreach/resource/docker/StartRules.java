package dev.canreach.resource.docker;

import dev.canreach.resource.compose.ComposeFile;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.manifest.Assembly;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.source.SourceSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine refuses when it starts a project of Compose files that Compose accepts (DOCKER/D-7, DOCKER/M-13,
 * DOCKER/M-14).
 */
public final class StartRules implements Assembly {
  private static final String NETWORK_OPTIONS = "default-network-opts";

  /**
   * How the engine is set up, as far as refusals depend on it.
   *
   * @param standard whether networks get no options and no address pools but the built-in ones
   * @param proxy whether a process of the host listens on published ports too
   * @param settings what the user says about the engine
   */
  record Setup(boolean standard, boolean proxy, Map<String, String> settings) {}

  @Override
  public void assemble(SourceSet sources, Reading reading) {
    Map<String, String> settings = reading.options().settings();
    boolean standard = reading.all(DaemonConfiguration.class).isEmpty() && !settings.containsKey(NETWORK_OPTIONS);
    Setup setup = new Setup(standard, !settings.getOrDefault("userland-proxy", "").strip().equals("false"), settings);
    Set<String> networks = networks(reading);
    Set<String> files = reading.all(ComposeFile.class).stream().map(ComposeFile::name).collect(Collectors.toSet());
    for (ComposeProject project : reading.all(ComposeProject.class)) {
      if (!files.contains(project.span().file())) {
        continue;
      }
      Problems problems = reading.problems(project.id());
      new NetworkStartRules(problems, setup).check(used(project));
      new ServiceStartRules(problems, setup, networks).check(project);
      new PortStartRules(problems, setup).check(project);
      problems.finish();
    }
  }

  /** The names of all networks of the input. */
  private static Set<String> networks(Reading reading) {
    Stream<String> made = reading.all(ComposeProject.class)
        .stream()
        .flatMap(project -> project.networks().stream())
        .map(ComposeNetwork::name);
    return Stream.concat(made, reading.all(DockerNetwork.class).stream().map(DockerNetwork::name))
        .collect(Collectors.toSet());
  }

  /** The networks that are made: those that some service joins (DOCKER/M-13). */
  private static List<ComposeNetwork> used(ComposeProject project) {
    Set<String> joined = project.services()
        .stream()
        .filter(service -> service.replicas() > 0)
        .flatMap(service -> service.networks().stream())
        .map(attachment -> attachment.network())
        .collect(Collectors.toSet());
    return project.networks().stream().filter(network -> joined.contains(network.key())).toList();
  }
}
