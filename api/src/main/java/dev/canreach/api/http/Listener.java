package dev.canreach.api.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A place where clients connect. */
public final class Listener {
  /** Without a byte in either direction; and without the whole head of a request, whatever comes of it. */
  private static final Duration IDLE = Duration.ofSeconds(30);
  /** An answer that is on its way when the service stops still arrives; connections without one are closed. */
  private static final long SHUTDOWN_MILLISECONDS = 250;
  private static final int BACKLOG = 256;

  private final Address address;
  private final @Nullable Tls tls;
  private final Stragglers stragglers;
  private @Nullable ServerConnector connector;

  /**
   * @param request the longest time for deciding a request
   * @throws GeneralSecurityException when a file of TLS is not what it should be
   */
  public Listener(Address address, Optional<TlsFiles> files, Duration request)
      throws IOException, GeneralSecurityException {
    this.address = address;
    this.stragglers = new Stragglers(IDLE, request.plus(IDLE));
    this.tls = files.isPresent() ? new Tls(files.get()) : null;
  }

  /** The connector for a server. */
  public Connector connector(Server server, HttpConfiguration shared) {
    HttpConfiguration configuration = new HttpConfiguration(shared);
    configuration.setSendServerVersion(false);
    ServerConnector made;
    if (tls == null) {
      made = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    } else {
      // the API server may know this service by a name that the certificate lacks, and checks the name itself
      configuration.addCustomizer(new SecureRequestCustomizer(false));
      made = new ServerConnector(server, 1, 1, new SslConnectionFactory(tls.factory(), "http/1.1"),
          new HttpConnectionFactory(configuration));
    }
    made.setHost(address.host());
    made.setPort(address.port());
    made.setIdleTimeout(IDLE.toMillis());
    made.setShutdownIdleTimeout(SHUTDOWN_MILLISECONDS);
    made.setAcceptQueueSize(BACKLOG);
    made.addBean(stragglers);
    connector = made;
    return made;
  }

  /** The port, once the server is started. */
  public int port() {
    return connector == null ? -1 : connector.getLocalPort();
  }

  /** Takes no more connections. */
  public void stopAccepting() {
    if (connector != null) {
      connector.close();
    }
  }

  /**
   * Closes connections that get nowhere.
   *
   * @param now the time as {@link System#nanoTime()} tells it
   */
  public void closeStragglers(long now) {
    stragglers.close(now);
  }

  /** Uses the files of TLS as they are now. */
  public void refresh() {
    if (tls != null) {
      tls.refresh();
    }
  }
}
