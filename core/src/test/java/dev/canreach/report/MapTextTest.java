package dev.canreach.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.query.Selection;
import dev.canreach.resource.ReadManifest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maps speak of what the input consists of: pods, or containers. */
class MapTextTest {
  private static final String PODS = """
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: w}, spec: {containers: [{name: c, image: i}]}}
      """;
  private static final String CONTAINERS = """
      services:
        web: {image: i}
        api: {image: i}
      """;

  @Test
  void podsAreCalledPods() {
    assertThat(text(PODS)).contains("any pod").doesNotContain("container");
  }

  @Test
  void containersAreCalledContainers() {
    assertThat(text(CONTAINERS)).contains("any container").doesNotContain("pod");
  }

  @Test
  void bothKindsKeepTheirNames() {
    assertThat(text(PODS + "---\n" + CONTAINERS)).contains("any pod").contains("any container").doesNotContain("/*");
  }

  @Test
  void loopbackAddressesNeverLeaveTheMachine() {
    assertThat(text(CONTAINERS)).contains("internet").doesNotContain("127.").doesNotContain("perhaps");
  }

  private static String text(String yaml) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    new MapText(Lowerings.lower(ReadManifest.of(yaml).inventory(), Assumptions.parse(List.of()).assumptions(),
        List.of()), Selection.ALL, Selection.ALL, false).writeText(writer);
    writer.flush();
    return out.toString();
  }
}
