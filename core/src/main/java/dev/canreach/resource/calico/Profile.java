package dev.canreach.resource.calico;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.SortedMap;

/**
 * What applies to the endpoints that refer to it when no policy decides (CALICO/1.7).
 *
 * @param apiVersion its group and version
 * @param meta its metadata
 * @param labels the labels that its endpoints inherit
 * @param ingress the rules for ingress, in order
 * @param egress the rules for egress, in order
 * @param span where it begins
 */
public record Profile(String apiVersion, ObjectMeta meta, SortedMap<String, String> labels, List<CalicoRule> ingress,
    List<CalicoRule> egress, Span span) implements Described {

  /** The profile that allows everything, which every cluster has. */
  public static final String DEFAULT_ALLOW = "projectcalico-default-allow";

  /** Copies the rules. */
  public Profile {
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  @Override
  public String kind() {
    return "Profile";
  }

  @Override
  public String namespace() {
    return "";
  }
}
