package dev.canreach.solver.smt;

import com.microsoft.z3.Z3Exception;
import dev.canreach.budget.Cancellation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread that owns a {@link Session}: Z3 contexts are not thread-safe, and native calls would pin virtual
 * threads. A question that exceeds its time is interrupted; if it then takes as long again, the thread is abandoned with
 * its session and a new one takes over.
 */
final class Worker implements AutoCloseable {
  /** Guards written by people nest little, but nothing forbids more. */
  private static final long STACK_BYTES = 64L << 20;

  private final Limits limits;
  private ExecutorService thread = start();
  private volatile @Nullable Session session;

  Worker(Limits limits) {
    this.limits = limits;
  }

  /**
   * Runs a task in the session and waits for it.
   *
   * @throws LimitReachedException when it takes too long, or the caller is interrupted meanwhile
   * @throws CancellationException when the caller was interrupted before
   */
  <T> T call(Function<Session, T> task) {
    Cancellation.check();
    AtomicReference<@Nullable Thread> busy = new AtomicReference<>();
    Future<T> future = thread.submit(() -> {
      busy.set(Thread.currentThread());
      try {
        return run(task);
      } finally {
        busy.set(null);
      }
    });
    try {
      return future.get(limits.question().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return interrupted(future, busy.get());
    } catch (InterruptedException e) {
      try {
        return interrupted(future, busy.get());
      } finally {
        Thread.currentThread().interrupt();
      }
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  @Override
  public void close() {
    thread.execute(() -> {
      Session used = session;
      if (used != null) {
        drop(used);
      }
    });
    thread.shutdown();
  }

  /** A session that was stopped in the middle of something is not used again. */
  private <T> T run(Function<Session, T> task) {
    Session used = current();
    try {
      return task.apply(used);
    } catch (Z3Exception e) {
      drop(used);
      throw new LimitReachedException("the solver stopped (" + e.getMessage() + ")");
    } catch (LimitReachedException e) {
      drop(used);
      throw e;
    } catch (RuntimeException e) {
      if (used.isInterrupted() || e instanceof CancellationException) {
        drop(used);
        throw new LimitReachedException("the solver was stopped");
      }
      throw e;
    }
  }

  private Session current() {
    Session used = session;
    if (used != null && !used.isInterrupted() && used.checks() < limits.checksBeforeRecycling()) {
      return used;
    }
    if (used != null) {
      drop(used);
    }
    Session fresh = new Session(limits);
    session = fresh;
    return fresh;
  }

  /** Closes a session; a thread that was abandoned may come here late, when another one has a session of its own. */
  @SuppressWarnings("ReferenceEquality") // which one it is matters
  private void drop(Session used) {
    if (session == used) {
      session = null;
    }
    used.close();
  }

  /**
   * Stops a task; the answer, should it have come at the last moment, is not used.
   *
   * @param busy the thread that works on it; it may still make the problem, which the solver does not see yet
   */
  private <T> T interrupted(Future<T> future, @Nullable Thread busy) {
    Session used = session;
    if (used != null) {
      used.interrupt();
    }
    if (busy != null) {
      busy.interrupt();
    }
    try {
      future.get(limits.question().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      thread.shutdown();
      thread = start();
      session = null;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof LimitReachedException)) {
        throw unwrapped(e);
      }
    }
    throw new LimitReachedException("the question took more than " + limits.question().toSeconds() + " seconds");
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e.getCause());
  }

  private static ExecutorService start() {
    return Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(null, task, "canreach-z3", STACK_BYTES);
      thread.setDaemon(true);
      return thread;
    });
  }
}
