package dev.canreach.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private static final PacketExpr HTTP = PacketExpr.is(Field.DESTINATION_PORT, 80);

  @AfterEach
  void isNoLongerInterrupted() {
    Thread.interrupted();
  }

  @Test
  void goesOnWhileSomebodyWaits() {
    Cancellation.check();
    Cancellation.onBehalfOf(new Thread(), Cancellation::check);
  }

  @Test
  void predicatesAreNotMadeForNobody() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> PacketExpr.and(HTTP, PacketExpr.isHttp())).isInstanceOf(CancellationException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void whatOtherThreadsDoForOneThatIsInterruptedEnds() {
    Thread asking = Thread.currentThread();
    CompletableFuture<Void> shared = CompletableFuture.runAsync(() -> Cancellation.onBehalfOf(asking, () -> {
      while (true) {
        PacketExpr.or(HTTP, PacketExpr.isHttp());
        asking.interrupt();
      }
    }));

    // joining does not end when the thread is interrupted
    assertThatThrownBy(shared::join).isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void aThreadThatWorkedForAnotherWorksForItselfAgain() {
    Thread asking = new Thread();
    Cancellation.onBehalfOf(asking, () -> Cancellation.onBehalfOf(Thread.currentThread(), Cancellation::check));
    Thread.currentThread().interrupt();

    assertThatThrownBy(Cancellation::check).isInstanceOf(CancellationException.class);
  }
}
