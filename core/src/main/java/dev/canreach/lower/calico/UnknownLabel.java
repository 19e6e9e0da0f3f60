package dev.canreach.lower.calico;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.Selector;
import java.util.Optional;

/** What a test of one label means for a thing of which the input does not say whether it has the label, or which value. */
final class UnknownLabel {
  private UnknownLabel() {}

  /** The thing has the label. */
  static PacketExpr exists(Thing thing, String key, Side side) {
    if (thing.openValues().contains(key)) {
      return PacketExpr.TRUE;
    }
    return isFree(thing, key)
        ? PacketExpr.hasLabel(side, key, Optional.empty())
        : holds(thing, key, "label `" + shown(key) + "`");
  }

  /** The thing has the label with this value. */
  static PacketExpr equal(Thing thing, String key, String value, Side side) {
    return isFree(thing, key)
        ? PacketExpr.hasLabel(side, key, Optional.of(value))
        : holds(thing, key, "label `" + shown(key) + "=" + value + "`");
  }

  /** The comparison is true of the thing. */
  static PacketExpr compares(Thing thing, Selector.Compare compare, Side side) {
    String key = compare.label();
    return switch (compare.comparison()) {
      case EQUAL -> equal(thing, key, compare.value(), side);
      case NOT_EQUAL -> PacketExpr.not(equal(thing, key, compare.value(), side));
      case CONTAINS, STARTS_WITH, ENDS_WITH -> PacketExpr.and(exists(thing, key, side),
          holds(thing, key, "a label that fits `" + compare.canonical() + "`"));
    };
  }

  /** The labels of a pod that does not exist yet are part of the question. */
  private static boolean isFree(Thing thing, String key) {
    return thing.what() instanceof Thing.What.OfFuture && !LabelKeys.OWN.contains(key)
        && !key.startsWith(LabelKeys.NAMESPACE_PREFIX) && !key.startsWith(LabelKeys.ACCOUNT_PREFIX);
  }

  private static String shown(String key) {
    boolean prefixed = key.startsWith(LabelKeys.NAMESPACE_PREFIX) || key.startsWith(LabelKeys.ACCOUNT_PREFIX);
    return prefixed ? key.substring(LabelKeys.NAMESPACE_PREFIX.length()) : key;
  }

  private static PacketExpr holds(Thing thing, String key, String label) {
    String owner;
    String remedy;
    if (key.startsWith(LabelKeys.NAMESPACE_PREFIX)) {
      owner = "namespace `" + thing.namespace() + "`";
      remedy = "add the Namespace `" + thing.namespace() + "` to the input";
    } else if (key.startsWith(LabelKeys.ACCOUNT_PREFIX) && !thing.account().isEmpty()) {
      owner = "service account `" + thing.namespace() + "/" + thing.account() + "`";
      remedy = "add the ServiceAccount `" + thing.namespace() + "/" + thing.account() + "` to the input";
    } else if (thing.what() instanceof Thing.What.OfHost || thing.what() instanceof Thing.What.OfSet) {
      owner = "`" + id(thing) + "`";
      remedy = "correct the labels of `" + id(thing) + "`";
    } else {
      String id = id(thing);
      owner = "the pods of `" + id + "`";
      remedy = "add the running pods of `" + id + "` to the input";
    }
    boolean plural = owner.startsWith("the pods");
    return PacketExpr.holds(Assumption.open("labels", owner + (plural ? " have " : " has ") + label, remedy));
  }

  private static String id(Thing thing) {
    return switch (thing.what()) {
      case Thing.What.OfPod pod -> pod.id();
      case Thing.What.OfFuture future -> future.id();
      case Thing.What.OfHost host -> host.host().id();
      case Thing.What.OfSet set -> set.set().id();
    };
  }
}
