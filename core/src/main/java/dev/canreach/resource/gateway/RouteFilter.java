package dev.canreach.resource.gateway;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What a rule does with requests besides forwarding them (K8S/G-12). */
public sealed interface RouteFilter {

  /**
   * The client is sent elsewhere; no backend is reached.
   *
   * @param scheme the scheme; empty for the request's own
   * @param hostname the hostname; empty for the request's own
   * @param path the path; empty for the request's own
   * @param port the port, where written
   * @param status the status, 302 where none is written
   */
  record Redirect(String scheme, String hostname, Optional<PathRewrite> path, OptionalInt port, int status)
      implements
        RouteFilter {
    public Redirect {
      Objects.requireNonNull(scheme);
      Objects.requireNonNull(hostname);
      Objects.requireNonNull(path);
      Objects.requireNonNull(port);
    }
  }

  /**
   * The backend sees another host or path.
   *
   * @param hostname the host; empty for the request's own
   * @param path the path; empty for the request's own
   */
  record Rewrite(String hostname, Optional<PathRewrite> path) implements RouteFilter {
    public Rewrite {
      Objects.requireNonNull(hostname);
      Objects.requireNonNull(path);
    }
  }

  /**
   * A copy of the request goes to another backend; the answer is ignored.
   *
   * @param backend the other backend
   */
  record Mirror(BackendRef backend) implements RouteFilter {
    public Mirror {
      Objects.requireNonNull(backend);
    }
  }

  /**
   * Preflight requests are answered by the gateway itself.
   *
   * @param origins the origins that may make requests
   */
  record Cors(List<String> origins) implements RouteFilter {
    public Cors {
      origins = List.copyOf(origins);
    }
  }

  /**
   * Headers are changed, which changes nobody's reach.
   *
   * @param type the type of the filter
   */
  record Headers(String type) implements RouteFilter {
    public Headers {
      Objects.requireNonNull(type);
    }
  }

  /**
   * Something that only the controller knows, or that somebody else decides.
   *
   * @param type the type of the filter
   */
  record Opaque(String type) implements RouteFilter {
    public Opaque {
      Objects.requireNonNull(type);
    }
  }

  /**
   * Another path.
   *
   * @param whole whether it replaces the whole path, or else the prefix that matched
   * @param value what stands in its place
   */
  record PathRewrite(boolean whole, String value) {
    public PathRewrite {
      Objects.requireNonNull(value);
    }
  }
}
