package dev.canreach.api.work;

import dev.canreach.api.http.Problem;
import dev.canreach.query.ProverLimitException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A fixed number of threads that decide, and a queue of fixed length before them: what does not fit is refused at once,
 * so that what was accepted does not wait long. Each thread keeps its own warm solvers.
 */
public final class Workers implements AutoCloseable {
  private static final int RETRY_SECONDS = 1;
  /** Manifests may nest deeply, and the walk over them with them. */
  private static final long STACK_BYTES = 16L << 20;

  /** Who would wait longer than this is refused: an answer that comes too late only keeps others waiting. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(400);
  /** Who has waited longer than this, although it looked otherwise, is refused while others wait behind. */
  private static final Duration TOO_LATE = Duration.ofMillis(700);
  /** So many may wait however long tasks take. */
  private static final int ALWAYS_ACCEPTED = 4;
  /** How many tasks it takes to change what is known about how long tasks take. */
  private static final int INERTIA = 10;

  private final LongSupplier clock;
  private final ThreadPoolExecutor threads;
  private final ThreadLocal<WarmSessions> sessions;
  /** How long tasks take, in nanoseconds. */
  private final AtomicLong usual = new AtomicLong();

  /**
   * Starts the threads.
   *
   * @param count how many
   * @param queue how many tasks may wait
   * @param question the longest time for one question to the solver
   */
  public Workers(int count, int queue, Duration question, MeterRegistry metrics) {
    this(count, queue, question, metrics, System::nanoTime);
  }

  /** The same, with another way to tell the time than {@link System#nanoTime()}. */
  Workers(int count, int queue, Duration question, MeterRegistry metrics, LongSupplier clock) {
    this.clock = clock;
    this.sessions = ThreadLocal.withInitial(() -> new WarmSessions(question));
    AtomicInteger number = new AtomicInteger();
    this.threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
      Thread thread = new Thread(null, () -> {
        try {
          task.run();
        } finally {
          sessions.get().close();
        }
      }, "canreach-worker-" + number.incrementAndGet(), STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    });
    Gauge.builder("canreach.queue", threads, pool -> pool.getQueue().size()).register(metrics);
    Gauge.builder("canreach.workers.busy", threads, ThreadPoolExecutor::getActiveCount).register(metrics);
  }

  /**
   * Runs a task on a worker and waits for it.
   *
   * @param budget how long to wait, the time in the queue included; the task is interrupted after it, and not begun without any
   * @throws Problem when the queue is full or the budget is spent
   */
  public <T> T run(Duration budget, Function<WarmSessions, T> task) {
    if (!budget.isPositive()) {
      throw late(budget);
    }
    if (isWaitTooLong()) {
      throw busy();
    }
    long submitted = clock.getAsLong();
    Future<T> future;
    try {
      future = threads.submit(() -> run(submitted, task));
    } catch (RejectedExecutionException e) {
      throw busy();
    }
    try {
      return future.get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      threads.purge();
      throw late(budget);
    } catch (InterruptedException | CancellationException e) {
      future.cancel(true);
      throw stopping();
    } catch (ExecutionException e) {
      throw unwrapped(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private boolean isWaitTooLong() {
    int waiting = threads.getQueue().size();
    return waiting >= ALWAYS_ACCEPTED && waiting * usual.get() / threads.getMaximumPoolSize() > LONGEST_WAIT.toNanos();
  }

  private static Problem late(Duration budget) {
    return Problem.unavailable("timeout",
        "no answer within " + budget.toMillis() + " ms: ask for less at once, or try again later", RETRY_SECONDS);
  }

  private static Problem busy() {
    return Problem.unavailable("busy", "too many requests wait already: try again later", RETRY_SECONDS);
  }

  private static Problem stopping() {
    return Problem.unavailable("stopping", "the service is stopping: try again later", RETRY_SECONDS);
  }

  /** A solver that was stopped in the middle of something is not used again. */
  private <T> T run(long submitted, Function<WarmSessions, T> task) {
    long started = clock.getAsLong();
    if (started - submitted > TOO_LATE.toNanos() && threads.getQueue().size() >= ALWAYS_ACCEPTED) {
      throw busy();
    }
    boolean ended = false;
    try {
      T result = task.apply(sessions.get());
      ended = !Thread.currentThread().isInterrupted();
      return result;
    } catch (Problem problem) {
      ended = true;
      throw problem;
    } finally {
      long took = clock.getAsLong() - started;
      usual.updateAndGet(known -> known + (took - known) / INERTIA);
      if (!ended) {
        sessions.get().close();
      }
    }
  }

  private static RuntimeException unwrapped(Throwable cause) {
    if (cause instanceof ProverLimitException limit) {
      return Problem.unavailable("limit", "no answer within the limits: " + limit.getMessage(), RETRY_SECONDS);
    }
    if (cause instanceof CancellationException) {
      return stopping();
    }
    if (cause instanceof RuntimeException exception) {
      return exception;
    }
    if (cause instanceof OutOfMemoryError) {
      return Problem.unavailable("memory", "the request needs more memory than there is: ask for less at once",
          RETRY_SECONDS);
    }
    if (cause instanceof StackOverflowError) {
      return Problem.malformed("the manifests are nested too deeply: make them flatter");
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
