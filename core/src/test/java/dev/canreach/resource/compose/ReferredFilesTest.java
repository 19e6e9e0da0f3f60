package dev.canreach.resource.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceLimits;
import dev.canreach.source.SourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that Compose files include or extend are read where they lie below the input, and nowhere else (COMPOSE/C-6). */
class ReferredFilesTest {
  private static final String DB = "services: {db: {image: i}}\n";

  @TempDir
  Path folder = Path.of("");
  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void aNamedFileIncludesFilesBesideIt() throws IOException {
    write("app/compose.yaml", "include: [{path: [parts/db.yaml, parts/more.yaml]}]\nservices: {web: {image: i}}\n");
    write("app/parts/db.yaml", DB);
    write("app/parts/more.yaml", "services: {db: {ports: [\"80\"]}}\n");
    ComposeProject project = project("app/compose.yaml");

    assertThat(project.gaps()).isEmpty();
    assertThat(services(project)).isEqualTo("db web");
    assertThat(project.service("db").orElseThrow().ports()).hasSize(1);
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void anIncludedFileHasTheVariablesBesideItBelowThoseOfTheProject() throws IOException {
    write("app/compose.yaml", "include: [parts/db.yaml]\n");
    write("app/.env", "NAME=outer\n");
    write("app/parts/db.yaml", "services: {db: {image: i, container_name: \"${NAME}\", hostname: \"${HOST}\"}}\n");
    write("app/parts/.env", "NAME=inner\nHOST=inner\n");

    ComposeService db = project("app/compose.yaml").service("db").orElseThrow();

    assertThat(db.containerName()).contains("outer");
    assertThat(db.hostname()).contains("inner");
  }

  @Test
  void aFolderHasOneProjectOfWhatItIncludes() throws IOException {
    write("app/compose.yaml", "include: [./parts/compose.yaml]\nservices: {web: {image: i}}\n");
    write("app/parts/compose.yaml", DB);

    assertThat(services(project("./app"))).isEqualTo("db web");
  }

  @Test
  void filesWithExtendedServicesAreNoProjects() throws IOException {
    write("app/compose.yaml", "services: {web: {extends: {file: shared/base.yaml, service: base}}}\n");
    write("app/shared/base.yaml", "services: {base: {image: i}}\n");

    assertThat(services(project("app"))).isEqualTo("web");
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @Test
  void filesOutsideAreLeftOpen() throws IOException {
    write("secret.yaml", DB);
    write("app/compose.yaml", """
        include: [../secret.yaml, link.yaml, /etc/hostname]
        services: {web: {image: i, extends: {file: ../secret.yaml, service: db}}}
        """);
    Files.createSymbolicLink(folder.resolve("app/link.yaml"), folder.resolve("secret.yaml"));
    ComposeProject project = project("app/compose.yaml");

    assertThat(services(project)).isEqualTo("web");
    assertThat(project.gaps()).hasSize(4);
    assertThat(diagnostics.sorted()).hasSize(4)
        .allMatch(each -> each.severity() == Severity.WARNING && each.message().contains("was not read"));
  }

  @Test
  void circlesAreErrors() throws IOException {
    write("compose.yaml", "include: [a.yaml]\nservices: {web: {image: i}}\n");
    write("a.yaml", "include: [compose.yaml]\nservices: {db: {image: i, extends: {file: b.yaml, service: x}}}\n");
    write("b.yaml", "services: {x: {extends: {file: a.yaml, service: db}}}\n");

    assertThat(services(project("compose.yaml"))).isEqualTo("db web");
    assertThat(diagnostics.sorted()).filteredOn(each -> each.severity() == Severity.ERROR)
        .extracting(each -> each.field())
        .containsExactlyInAnyOrder("include", "services.db.extends");
  }

  @Test
  void aServiceOfAnotherFileBringsNoNetworksWithIt() throws IOException {
    write("compose.yaml", "services: {web: {image: i, extends: {file: base.yaml, service: base}}}\n");
    write("base.yaml", "services: {base: {networks: [n]}}\nnetworks: {n: {internal: true}}\n");

    assertThat(project("compose.yaml").networks()).isEmpty();
    assertThat(diagnostics.sorted()).extracting(each -> each.field()).containsExactly("services.web.networks");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ComposeProject project(String input) {
    SourceReader reader = new SourceReader(SourceLimits.DEFAULTS, folder, InputStream.nullInputStream());
    Inventory inventory = Readers.read(reader.read(List.of(input), diagnostics), diagnostics, ReadOptions.DEFAULT);
    List<ComposeProject> projects = inventory.all(ComposeProject.class);
    assertThat(projects).hasSize(1);
    return projects.get(0);
  }

  private static String services(ComposeProject project) {
    return project.services().stream().map(ComposeService::name).collect(Collectors.joining(" "));
  }
}
