package dev.canreach.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifests that install the webhook are as good as what it asks of others. */
class DeployTest {

  @Test
  void nothingIsFoundInThem() {
    LoadOptions options = LoadOptions.DEFAULT.assuming(Assumptions.parse(List.of("world=closed")).assumptions());
    Snapshot snapshot = Canreach.load(List.of("deploy"), options);

    assertThat(snapshot.isComplete()).isTrue();
    assertThat(snapshot.diagnostics()).isEmpty();
    try (Session session = snapshot.open()) {
      assertThat(session.check()).isEmpty();
    }
  }
}
