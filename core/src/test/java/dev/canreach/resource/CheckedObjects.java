package dev.canreach.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Objects of `testdata/objects`, each of which is valid or wrong in the field that the comment before it names. */
public final class CheckedObjects {
  private static final Path FOLDER = Path.of("../testdata/objects");
  private static final String ERROR = "# error: ";

  private CheckedObjects() {}

  /** A test for each object of a dialect. */
  public static List<DynamicTest> of(String dialect) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve(dialect)).sorted()) {
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
