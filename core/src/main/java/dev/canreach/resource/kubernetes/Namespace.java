package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A namespace ({@code v1 Namespace}). The label that carries its name is as written here (K8S/W-05 forces it later).
 *
 * @param meta its metadata
 * @param span where it begins
 */
public record Namespace(ObjectMeta meta, Span span) implements Described {
  public Namespace {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Namespace";
  }

  @Override
  public Namespace meaning() {
    return new Namespace(meta.meaning(), Span.NOWHERE);
  }
}
