package dev.canreach.api.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.Resource;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StateHolderTest {
  private static final String CLUSTER = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n";
  private static final String HALF_WRITTEN = CLUSTER + "---\napiVersion: [\n";
  private static final String OTHER = CLUSTER.replace("shop", "other");

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final Queue<Snapshot> changes = new ArrayDeque<>();
  /** Objects from the 25th on, as an intent does whose exception is over. */
  private final StateCheck exceptionIsOver = (session, today) -> today.isAfter(LocalDate.of(2026, 11, 24))
      ? List.of(new Objection("intent", "over", Enforcement.DENY, "over"))
      : List.of();
  private final StateHolder holder = new StateHolder(() -> Optional.ofNullable(changes.poll()),
      List.of(exceptionIsOver), new MovingClock(), this::rehearse);
  /** The states that were rehearsed, and whether the holder was ready then. */
  private final List<Map.Entry<Snapshot, Boolean>> rehearsals = new ArrayList<>();

  private final class MovingClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void rehearse(ClusterState state) {
    rehearsals.add(Map.entry(state.snapshot(), isReady()));
  }

  private boolean isReady() {
    return holder.isReady();
  }

  private void refresh(String... states) {
    for (String state : states) {
      Diagnostics diagnostics = new Diagnostics();
      changes.add(Canreach.load(
          new SourceReader().read("state.yaml", state.getBytes(StandardCharsets.UTF_8), diagnostics), diagnostics,
          LoadOptions.DEFAULT));
    }
    holder.refresh();
  }

  private Snapshot snapshot() {
    return holder.state().orElseThrow().snapshot();
  }

  @Test
  void aFolderWithoutAnyObjectIsNoState() {
    refresh("");
    assertThat(holder.isReady()).isFalse();

    refresh(CLUSTER);
    Snapshot cluster = snapshot();
    refresh("");
    assertThat(snapshot()).isSameAs(cluster);
  }

  @Test
  void isReadyWhenTheFirstStateWasRehearsedAndRehearsesNoOther() {
    refresh(CLUSTER);
    assertThat(holder.isReady()).isTrue();
    assertThat(rehearsals).containsExactly(Map.entry(snapshot(), false));

    refresh(OTHER);
    assertThat(rehearsals).hasSize(1);
  }

  /** Nothing that anybody can see of the state is another after the rehearsal. */
  @Test
  void rehearsingChangesNothing() {
    List<StateCheck> checks = List.of(new FindingsCheck(Optional.of(Severity.ERROR), Optional.of(Severity.WARNING)));
    refresh(CLUSTER + """
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {containers: [{name: c, image: i}]}}
        """);
    Snapshot snapshot = snapshot();
    ClusterState state = ClusterState.of(snapshot, LocalDate.of(2026, 11, 24), checks);
    List<Resource> objects = snapshot.inventory().resources();

    new Rehearsal(LoadOptions.DEFAULT, checks).accept(state);
    assertThat(snapshot.inventory().resources()).isEqualTo(objects);
    assertThat(ClusterState.of(snapshot, LocalDate.of(2026, 11, 24), checks)).isEqualTo(state);
  }

  @Test
  void whatCanBeReadOnlyInPartLeavesTheLastState() {
    refresh(CLUSTER);
    Snapshot cluster = snapshot();

    refresh(HALF_WRITTEN);
    assertThat(snapshot()).isSameAs(cluster);
    refresh(OTHER);
    assertThat(snapshot()).isNotSameAs(cluster);
  }

  @Test
  void theFirstStateMayBeOneThatIsReadInPart() {
    refresh(HALF_WRITTEN);

    assertThat(snapshot().coverage().unread()).isEqualTo(1);
  }

  @Test
  void anExceptionThatEndsIsNotHeldAgainstTheNextChange() {
    refresh(CLUSTER);
    now = Instant.parse("2026-11-25T00:00:01Z");
    assertThat(introduced()).isEmpty();

    refresh();
    assertThat(holder.state().orElseThrow().known()).containsExactly("over");
    assertThat(introduced()).isEmpty();
  }

  private List<Objection> introduced() {
    Diagnostics diagnostics = new Diagnostics();
    Snapshot change = Canreach.load(
        new SourceReader().read("request.yaml", OTHER.getBytes(StandardCharsets.UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
    try (Session session = change.open()) {
      ClusterState state = holder.state().orElseThrow();
      return holder.checks()
          .stream()
          .flatMap(check -> check.introduced(session, state).stream())
          .filter(objection -> !state.known().contains(objection.fingerprint()))
          .toList();
    }
  }
}
