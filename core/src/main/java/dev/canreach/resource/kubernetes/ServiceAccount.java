package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A service account ({@code v1 ServiceAccount}): some policies select pods by the labels of theirs.
 *
 * @param meta its metadata
 * @param span where it begins
 */
public record ServiceAccount(ObjectMeta meta, Span span) implements Described {
  public ServiceAccount {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "ServiceAccount";
  }
}
