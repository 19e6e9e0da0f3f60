package dev.canreach.resource.calico;

import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.OptionalDouble;

/**
 * A tier: a list of policies that decides before the tiers after it (CALICO/1.4).
 *
 * @param apiVersion its group and version
 * @param meta its metadata
 * @param order its place; empty = last
 * @param passes whether packets that none of its policies decides go to the next tier, and are not dropped
 * @param span where it begins
 */
public record Tier(String apiVersion, ObjectMeta meta, OptionalDouble order, boolean passes, Span span)
    implements
      Resource {

  @Override
  public String kind() {
    return "Tier";
  }

  @Override
  public String namespace() {
    return "";
  }

  @Override
  public String name() {
    return meta.name();
  }
}
