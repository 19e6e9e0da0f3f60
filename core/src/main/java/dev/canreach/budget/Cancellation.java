package dev.canreach.budget;

import java.util.concurrent.CancellationException;

/**
 * Ends work that nobody waits for any longer. Whoever gives up on work interrupts its thread; the loops that an input can make
 * long look here now and then. Work that several threads share is over when the thread that asked for it is interrupted.
 */
public final class Cancellation {
  private static final ThreadLocal<Thread> ASKING = new ThreadLocal<>();

  private Cancellation() {}

  /**
   * Does nothing while somebody waits for the work.
   *
   * @throws CancellationException when the thread is interrupted, or the one on whose behalf it works; it stays interrupted
   */
  public static void check() {
    Thread asking = ASKING.get();
    if ((asking == null ? Thread.currentThread() : asking).isInterrupted()) {
      throw new CancellationException("nobody waits for the result any longer");
    }
  }

  /**
   * Runs work on this thread for another one.
   *
   * @param asking the thread that waits for the result
   * @throws CancellationException when that thread is interrupted
   */
  public static void onBehalfOf(Thread asking, Runnable work) {
    Thread before = ASKING.get();
    ASKING.set(asking);
    try {
      check();
      work.run();
    } finally {
      if (before == null) {
        ASKING.remove();
      } else {
        ASKING.set(before);
      }
    }
  }
}
