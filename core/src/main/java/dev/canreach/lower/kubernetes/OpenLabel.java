package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.Resource;

/**
 * Labels that exist or may exist although the input does not say with which value.
 *
 * @param owner whose labels they are, as a message begins
 * @param remedy how to make them known
 */
public record OpenLabel(String owner, String remedy) {

  /** The labels of a namespace that is not in the input (K8S/W-05). */
  public static OpenLabel ofNamespace(String namespace) {
    return new OpenLabel("namespace `" + namespace + "` has",
        "add the Namespace `" + namespace + "` with its labels to the input");
  }

  /** The labels that a controller gives to pods (K8S/W-03). */
  public static OpenLabel ofPods(String id) {
    return new OpenLabel("the pods of `" + id + "` have", "add the running pods of `" + id + "` to the input");
  }

  /** The labels of an object that could not be read (K8S/W-16). */
  public static OpenLabel of(Resource resource) {
    return new OpenLabel("`" + resource.id() + "` has", "correct the labels of `" + resource.id() + "`");
  }

  /** Whether all requirements of a selector hold. */
  public PacketExpr meets(LabelSelector selector) {
    return PacketExpr.and(selector.requirements().stream().map(this::meets).toList());
  }

  /** Whether the requirement holds, as a statement about assumptions. */
  public PacketExpr meets(Requirement requirement) {
    PacketExpr listed = PacketExpr.or(requirement.values()
        .stream()
        .map(value -> holds("label `" + requirement.key() + "=" + value + "`"))
        .toList());
    PacketExpr exists = holds("label `" + requirement.key() + "`");
    return switch (requirement.operator()) {
      case IN -> listed;
      case NOT_IN -> PacketExpr.not(listed);
      case EXISTS -> exists;
      case DOES_NOT_EXIST -> PacketExpr.not(exists);
      case INVALID -> PacketExpr.FALSE;
    };
  }

  private PacketExpr holds(String what) {
    return PacketExpr.holds(Assumption.open("labels", owner + " " + what, remedy));
  }
}
