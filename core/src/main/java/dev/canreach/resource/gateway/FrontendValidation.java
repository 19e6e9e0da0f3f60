package dev.canreach.resource.gateway;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Which certificates of clients HTTPS listeners accept (K8S/G-18).
 *
 * @param port the port that it is for; empty for every port without one of its own
 * @param authorities who may have signed the certificates
 * @param fallback whether clients without a valid certificate are served as well
 */
public record FrontendValidation(OptionalInt port, List<ObjectRef> authorities, boolean fallback) {
  public FrontendValidation {
    Objects.requireNonNull(port);
    authorities = List.copyOf(authorities);
  }
}
