package dev.canreach.resource.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.ReadManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** ISTIO/I-14, IX-8, IX-9: each object of `testdata/objects/istio` is valid, or wrong in the field that it names. */
class IstioObjectsTest {
  private static final Path FOLDER = Path.of("../testdata/objects/istio");
  private static final String ERROR = "# error: ";

  @TestFactory
  List<DynamicTest> objectsAreCheckedAsTheServerDoes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER).sorted()) {
      for (Path file : files.toList()) {
        int number = 0;
        for (String text : Files.readString(file).split("---\n", -1)) {
          number++;
          tests.add(DynamicTest.dynamicTest(file.getFileName() + " " + number, () -> check(text)));
        }
      }
    }
    return tests;
  }

  private static void check(String text) {
    String first = text.lines().findFirst().orElseThrow();
    String expected = first.startsWith(ERROR) ? first.substring(ERROR.length()) : "-";
    assertThat(ReadManifest.of(text).errors()).as(text).isEqualTo(expected);
  }
}
