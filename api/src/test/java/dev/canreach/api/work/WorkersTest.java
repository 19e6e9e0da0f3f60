package dev.canreach.api.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.api.http.Problem;
import dev.canreach.packet.PacketExpr;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAtOnce() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Workers workers = new Workers(1, 2, LONG, new SimpleMeterRegistry())) {
      List<CompletableFuture<Integer>> accepted = new ArrayList<>();
      accepted.add(CompletableFuture.supplyAsync(() -> workers.run(LONG, sessions -> {
        running.countDown();
        await(go);
        return 0;
      })));
      running.await();
      CountDownLatch refused = new CountDownLatch(2);
      for (int task = 1; task <= 4; task++) {
        int result = task;
        accepted.add(CompletableFuture.supplyAsync(() -> {
          try {
            return workers.run(LONG, sessions -> result);
          } catch (Problem problem) {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.retryAfterSeconds()).isPositive();
            refused.countDown();
            return -1;
          }
        }, each -> Thread.ofVirtual().start(each)));
      }
      refused.await();
      go.countDown();

      assertThat(accepted.stream().map(CompletableFuture::join)).hasSize(5).filteredOn(each -> each == -1).hasSize(2);
    }
  }

  @Test
  void whatNobodyWaitsForEndsAndLeavesItsWorkerToOthers() {
    try (Workers workers = new Workers(1, 2, LONG, new SimpleMeterRegistry())) {
      assertThatThrownBy(() -> workers.run(Duration.ofMillis(10), sessions -> {
        while (true) {
          PacketExpr.or(PacketExpr.isHttp(), PacketExpr.loopback());
        }
      })).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));

      assertThat(workers.<Boolean>run(LONG, sessions -> true)).isTrue();
    }
  }

  @Test
  void whoHasWaitedTooLongIsRefusedWhileOthersWaitBehind() throws Exception {
    AtomicLong time = new AtomicLong();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (Workers workers = new Workers(1, 10, LONG, metrics, time::get)) {
      CompletableFuture<Integer> first = inBackground(workers, sessions -> {
        running.countDown();
        await(go);
        return 0;
      });
      running.await();
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      for (int task = 1; task <= 6; task++) {
        waiting.add(inBackground(workers, sessions -> 1));
      }
      while (metrics.get("canreach.queue").gauge().value() < 6) {
        Thread.onSpinWait();
      }
      time.addAndGet(Duration.ofSeconds(1).toNanos());
      go.countDown();

      assertThat(first.join()).isZero();
      assertThat(waiting.stream().map(CompletableFuture::join)).filteredOn(each -> each == 503).hasSize(2);
    }
  }

  /** The result of a task, or the status of the problem. */
  private static CompletableFuture<Integer> inBackground(Workers workers, Function<WarmSessions, Integer> task) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return workers.run(LONG, task);
      } catch (Problem problem) {
        return problem.status();
      }
    }, each -> Thread.ofVirtual().start(each));
  }

  @Test
  void aSpentBudgetInterruptsTheTask() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicBoolean answered = new AtomicBoolean();
    try (Workers workers = new Workers(1, 1, LONG, new SimpleMeterRegistry())) {
      assertThatThrownBy(() -> workers.run(Duration.ofMillis(20), sessions -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          interrupted.countDown();
        }
        return answered.getAndSet(true);
      })).isInstanceOf(Problem.class).hasMessageContaining("20 ms");
      interrupted.await();
      assertThat(workers.<Integer>run(LONG, sessions -> 7)).isEqualTo(7);
    }
  }

  @Test
  void whatATaskThrowsReachesTheCaller() {
    try (Workers workers = new Workers(1, 1, LONG, new SimpleMeterRegistry())) {
      assertThatThrownBy(() -> workers.run(LONG, sessions -> {
        throw new IllegalStateException("x");
      })).isInstanceOf(IllegalStateException.class).hasMessage("x");
    }
  }
}
