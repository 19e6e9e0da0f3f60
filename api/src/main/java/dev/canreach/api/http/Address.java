package dev.canreach.api.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Where to listen.
 *
 * @param host a host name or address
 * @param port a port; 0 for one that is free
 */
public record Address(String host, int port) {
  /** Rejects ports that do not exist. */
  public Address {
    Objects.requireNonNull(host);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("`" + port + "` is no port: write 0 to 65535");
    }
  }

  /**
   * Reads `HOST:PORT`; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException with a message for the user when the text is something else
   */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(0, colon));
    String port = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "`" + text + "` is no place to listen: write `HOST:PORT`, such as `127.0.0.1:8080`");
    }
    return new Address(host, Integer.parseInt(port));
  }

  /** Whether only this machine can connect. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
