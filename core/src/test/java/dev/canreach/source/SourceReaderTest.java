package dev.canreach.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceReaderTest {

  @TempDir
  private Path directory;

  @BeforeEach
  void files() throws IOException {
    write("deploy/b.yaml", "b: 1\n");
    write("deploy/a.yml", "a: 1\n");
    write("deploy/sub/c.json", "{\"c\": 1}");
    write("deploy/readme.md", "no\n");
    write("deploy/.git/d.yaml", "d: 1\n");
    write("other/e.yaml", "e: 1\n");
    write("other/values.txt", "v: 1\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  private SourceTexts.Result read(String... inputs) {
    return read(SourceLimits.DEFAULTS, inputs);
  }

  private SourceTexts.Result read(SourceLimits limits, String... inputs) {
    var diagnostics = new Diagnostics();
    var standardInput = new ByteArrayInputStream("in: 1\n".getBytes(StandardCharsets.UTF_8));
    var sources = new SourceReader(limits, directory, standardInput).read(List.of(inputs), diagnostics);
    return new SourceTexts.Result(sources, diagnostics.sorted());
  }

  private static List<String> names(SourceTexts.Result result) {
    return result.sources().documents().stream().map(Document::file).toList();
  }

  @Test
  void foldersAreReadToTheBottomInTheOrderOfNames() {
    var result = read("deploy");

    assertThat(names(result)).containsExactly("deploy/a.yml", "deploy/b.yaml", "deploy/sub/c.json");
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.sources().files()).extracting(SourceFile::named).containsOnly(false);
  }

  @Test
  void extensionsMayBeInUpperCase() throws IOException {
    write("upper/a.YAML", "a: 1\n");
    write("upper/b.Json", "{}");

    assertThat(names(read("upper"))).containsExactly("upper/a.YAML", "upper/b.Json");
  }

  @Test
  void filesThatAreAlmostManifestsByNameAreSaidToBeLeftOut() throws IOException {
    write("almost/a.yaml", "a: 1\n");
    write("almost/b.yaml.tpl", "b: {{ .b }}\n");
    write("almost/c.yml~", "c: 1\n");
    write("almost/notes.txt", "d\n");
    write("almost/e.yaml.d/readme.md", "e\n");
    var result = read("almost");

    assertThat(names(result)).containsExactly("almost/a.yaml");
    assertThat(result.messages()).hasSize(2)
        .allMatch(message -> message.contains("WARNING the file is left out"))
        .anyMatch(message -> message.startsWith("almost/b.yaml.tpl:1:1"))
        .anyMatch(message -> message.startsWith("almost/c.yml~:1:1"));
    assertThat(result.sources().complete()).isTrue();
  }

  @Test
  void ofAMountedConfigMapTheGenerationThatCountsIsRead() throws IOException {
    write("mounted/..2026_01/state.yaml", "old: 1\n");
    write("mounted/..2026_02/state.yaml", "new: 1\n");
    link("mounted/..data", "..2026_02");
    link("mounted/state.yaml", "..data/state.yaml");
    var result = read("mounted");

    assertThat(names(result)).containsExactly("mounted/state.yaml");
    assertThat(result.diagnostics()).isEmpty();
    assertThat(((MapNode) result.sources().documents().get(0).root()).find("new")).isPresent();
  }

  @Test
  void filesAreNamedAsTheUserTypedThem() {
    assertThat(names(read("./deploy/"))).first().isEqualTo("./deploy/a.yml");
    assertThat(names(read("."))).first().isEqualTo("deploy/a.yml");
    assertThat(names(read(directory.resolve("other").toString())))
        .containsExactly(directory.resolve("other/e.yaml").toString());
    assertThat(names(read("deploy/../other/e.yaml"))).containsExactly("deploy/../other/e.yaml");
  }

  @Test
  void theOrderOfInputsIsKept() {
    assertThat(names(read("other/e.yaml", "-", "deploy/b.yaml"))).containsExactly("other/e.yaml", "-", "deploy/b.yaml");
  }

  @Test
  void aFileIsReadOnceHoweverManyInputsLeadToIt() {
    var result = read("deploy", "deploy/b.yaml", "deploy/*.yaml", "deploy/./b.yaml");

    assertThat(names(result)).containsExactly("deploy/a.yml", "deploy/b.yaml", "deploy/sub/c.json");
    assertThat(result.sources().files()).filteredOn(SourceFile::named)
        .extracting(SourceFile::name)
        .containsExactly("deploy/b.yaml");
  }

  @Test
  void aNamedFileMayHaveAnyExtension() {
    assertThat(names(read("other/values.txt"))).containsExactly("other/values.txt");
  }

  @Test
  void patternsStandForTheFilesThatMatch() {
    assertThat(names(read("deploy/*.y*ml"))).containsExactly("deploy/a.yml", "deploy/b.yaml");
    assertThat(names(read("**/*.yaml"))).containsExactly("deploy/b.yaml", "other/e.yaml");
    assertThat(names(read("deploy/**/*.json"))).containsExactly("deploy/sub/c.json");
    assertThat(names(read("{deploy,other}/*.yaml"))).containsExactly("deploy/b.yaml", "other/e.yaml");
    assertThat(read("deploy/[ab].*").sources().files()).extracting(SourceFile::named).containsExactly(true, true);
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsAFile() throws IOException {
    write("deploy/x[1].yaml", "x: 1\n");

    assertThat(names(read("deploy/x[1].yaml"))).containsExactly("deploy/x[1].yaml");
  }

  @Test
  void inputsThatLeadNowhereAreDiagnosed() throws IOException {
    Files.createDirectories(directory.resolve("empty"));
    var result = read("none.yaml", "none/*.yaml", "deploy/*.xml", "empty", "[", "", "a\0b");

    assertThat(result.messages()).containsExactlyInAnyOrder(
        "none.yaml:1:1 ERROR there is no file or folder `none.yaml`: correct the path",
        "none/*.yaml:1:1 ERROR no file matches `none/*.yaml`: correct the pattern",
        "deploy/*.xml:1:1 ERROR no file matches `deploy/*.xml`: correct the pattern",
        "empty:1:1 ERROR the folder `empty` holds no YAML or JSON file: give the folder of the manifests",
        "[:1:1 ERROR `[` is not a valid pattern: close its brackets",
        ":1:1 ERROR there is no file or folder ``: correct the path",
        "a\0b:1:1 ERROR there is no file or folder `a\uFFFDb`: correct the path");
    assertThat(result.sources().unread()).hasSize(7);
    assertThat(result.sources().files()).extracting(SourceFile::read).containsOnly(false);
  }

  @Test
  void linksAreFollowedToFilesInsideTheFolderOnly() throws IOException {
    link("deploy/inside.yaml", "sub/c.json");
    link("deploy/outside.yaml", "../other/e.yaml");
    link("deploy/outside", "../other");
    link("deploy/nowhere.yaml", "missing.yaml");
    link("deploy/itself.yaml", "itself.yaml");
    link("deploy/loop", ".");
    link("deploy/up", "..");
    var result = read("deploy");

    assertThat(names(result)).containsExactly("deploy/a.yml", "deploy/b.yaml", "deploy/inside.yaml");
    assertThat(result.messages()).containsExactly(
        "deploy/itself.yaml:1:1 WARNING the link leads nowhere: correct or remove it",
        "deploy/nowhere.yaml:1:1 WARNING the link leads nowhere: correct or remove it",
        "deploy/outside:1:1 WARNING the link leads to a folder outside and is not followed: give that folder itself",
        "deploy/outside.yaml:1:1 WARNING the link leads to a file outside and is not followed: give that file itself",
        "deploy/up:1:1 WARNING the link leads to a folder outside and is not followed: give that folder itself");
    assertThat(result.sources().complete()).isFalse();
  }

  @Test
  void aLinkThatTheUserNamesIsFollowed() throws IOException {
    link("link.yaml", "other/e.yaml");
    link("folder", "other");

    assertThat(names(read("link.yaml"))).containsExactly("link.yaml");
    assertThat(names(read("folder"))).containsExactly("folder/e.yaml");
  }

  @Test
  void pipesAndDevicesAreNotOpened() throws Exception {
    Process process = new ProcessBuilder("mkfifo", directory.resolve("deploy/pipe.yaml").toString()).start();
    assumeTrue(process.waitFor() == 0, "this system has no named pipes");

    assertThat(read("deploy").messages())
        .containsExactly("deploy/pipe.yaml:1:1 WARNING this is a pipe or device, not a file: leave it out");
    assertThat(read("deploy/pipe.yaml").messages()).singleElement().asString().contains("neither a file nor a folder");
    assertThat(read("/dev/zero").messages()).singleElement().asString().contains("neither a file nor a folder");
  }

  @Test
  void limitsOfTheRunHold() {
    var few = new SourceLimits(2, 1000, 1000, 1000, 10, 1000, 10, 10, Duration.ofSeconds(10));
    var small = new SourceLimits(100, 1000, 9, 1000, 10, 1000, 10, 10, Duration.ofSeconds(10));

    assertThat(read(few, "deploy").messages())
        .containsExactly("deploy/sub/c.json:1:1 ERROR more than 2 files are given: give fewer");
    assertThat(read(small, "deploy/a.yml", "deploy/b.yaml").messages())
        .containsExactly("deploy/b.yaml:1:1 ERROR the files have more than 9 bytes together: give fewer");
  }

  @Test
  void readingTwiceGivesTheSame() {
    assertThat(read("deploy", "other").sources()).isEqualTo(read("deploy", "other").sources());
  }
}
