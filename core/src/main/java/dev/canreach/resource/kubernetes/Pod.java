package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A pod ({@code v1 Pod}).
 *
 * @param meta its metadata
 * @param spec what runs in it
 * @param status what a cluster reported about it
 * @param span where it begins
 */
public record Pod(ObjectMeta meta, PodSpec spec, PodStatus status, Span span) implements Described {
  public Pod {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(spec);
    Objects.requireNonNull(status);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Pod";
  }

  @Override
  public Pod meaning() {
    return new Pod(meta.meaning(), spec.withoutPlaces(), status, Span.NOWHERE);
  }
}
