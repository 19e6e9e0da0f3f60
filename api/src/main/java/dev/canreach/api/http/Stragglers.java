package dev.canreach.api.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Connections that get nowhere: they have not brought the whole head of a request for a long time, or not its body at a
 * rate that means it. A client that sends a byte now and then is never idle, and would otherwise keep its connection for
 * ever.
 */
final class Stragglers implements Connection.Listener {
  /** Bytes in a second that buy a body more time. */
  private static final long RATE = 16 << 10;

  /** How often and how much a connection was used, and when a request was last seen to begin or end. */
  private record Use(long requests, long responses, long bytes, long since) {
    boolean isSame(Connection connection) {
      return connection.getMessagesIn() == requests && connection.getMessagesOut() == responses;
    }
  }

  private final Duration head;
  private final Duration whole;
  private final Map<Connection, Use> connections = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param head how long a connection may be without the head of a request
   * @param whole how long a request may take, beside the time that its bytes buy
   */
  Stragglers(Duration head, Duration whole) {
    this.head = head;
    this.whole = whole;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      connections.put(connection, use(connection, System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  /**
   * Closes them.
   *
   * @param now the time as {@link System#nanoTime()} tells it
   */
  void close(long now) {
    connections.forEach((connection, use) -> {
      if (!use.isSame(connection)) {
        connections.replace(connection, use, use(connection, now));
      } else if (now - use.since() > patience(connection, use).toNanos()) {
        connection.getEndPoint().close();
      }
    });
  }

  private Duration patience(Connection connection, Use use) {
    boolean running = use.requests() > use.responses();
    return running ? whole.plusSeconds((connection.getBytesIn() - use.bytes()) / RATE) : head;
  }

  private static Use use(Connection connection, long now) {
    return new Use(connection.getMessagesIn(), connection.getMessagesOut(), connection.getBytesIn(), now);
  }
}
