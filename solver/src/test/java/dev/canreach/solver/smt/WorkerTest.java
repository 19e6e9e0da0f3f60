package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.z3.Z3Exception;
import dev.canreach.budget.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final Limits LIMITS = new Limits(1_000_000, Duration.ofMinutes(1), 1000);

  @Test
  void aQuestionThatNothingStopsIsAbandonedAndTheNextOneAnswered() {
    Z3Library.load();
    CountDownLatch never = new CountDownLatch(1);
    try (Worker worker = new Worker(new Limits(1_000_000, Duration.ofSeconds(2), 1000))) {
      assertThatThrownBy(() -> worker.call(session -> await(never))).isInstanceOf(LimitReachedException.class);
      assertThat(worker.<Boolean>call(session -> true)).isTrue();
      never.countDown();
    }
  }

  @Test
  void anErrorOfTheSolverIsALimitAndLeavesAFreshSession() {
    try (Worker worker = new Worker(LIMITS)) {
      Session first = worker.call(session -> session);
      assertThatThrownBy(() -> worker.call(session -> {
        throw new Z3Exception("out of memory");
      })).isInstanceOf(LimitReachedException.class).hasMessageContaining("out of memory");
      assertThat(worker.<Session>call(session -> session)).isNotSameAs(first);
    }
  }

  @Test
  void aDefectReachesTheCallerAsItIs() {
    try (Worker worker = new Worker(LIMITS)) {
      assertThatThrownBy(() -> worker.call(session -> {
        throw new DisagreementException("here");
      })).isInstanceOf(DisagreementException.class).hasMessage("here");
    }
  }

  @Test
  void whatComesOutOfAnInterruptedSessionIsNoDefect() {
    try (Worker worker = new Worker(LIMITS)) {
      Session first = worker.call(session -> session);
      assertThatThrownBy(() -> worker.call(session -> {
        session.interrupt();
        throw new DisagreementException("half a model");
      })).isInstanceOf(LimitReachedException.class).hasMessageContaining("stopped");
      assertThat(worker.<Session>call(session -> session)).isNotSameAs(first);
    }
  }

  @Test
  void anInterruptedSessionIsNotUsedAgain() {
    try (Worker worker = new Worker(LIMITS)) {
      Session first = worker.call(session -> {
        session.interrupt();
        return session;
      });
      assertThat(worker.<Session>call(session -> session)).isNotSameAs(first);
    }
  }

  @Test
  void aTaskThatStillMakesItsProblemEndsWithItsCaller() {
    Thread caller = Thread.currentThread();
    try (Worker worker = new Worker(LIMITS)) {
      assertThatThrownBy(() -> worker.call(session -> {
        caller.interrupt();
        while (true) {
          Cancellation.check();
        }
      })).isInstanceOf(LimitReachedException.class);
      assertThatThrownBy(() -> worker.call(session -> true)).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(worker.<Boolean>call(session -> true)).isTrue();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
