package dev.canreach.resource.calico;

import dev.canreach.resource.calico.CalicoPolicy.HostUse;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads policies. */
final class PolicyReader {
  private PolicyReader() {}

  static CalicoPolicy read(Subject subject) {
    Fields spec = subject.spec();
    List<String> types = spec.texts("types").stream().map(Value::text).toList();
    boolean stored = subject.manifest().group().equals(CalicoReader.STORED_GROUP);
    String tier = spec.textOrEmpty("tier");
    return new CalicoPolicy(subject.apiVersion(), subject.kind(), subject.meta(),
        tier.isEmpty() ? CalicoPolicy.DEFAULT_TIER : tier, order(spec),
        SelectorText.ofSubject(spec.textOrEmpty("selector"), spec.at("selector").span()),
        selector(spec, "serviceAccountSelector"), selector(spec, "namespaceSelector"),
        governs(types, "Ingress", stored || spec.size("ingress") > 0 || spec.size("egress") == 0),
        governs(types, "Egress", stored || spec.size("egress") > 0), RuleReader.read(spec, "ingress"),
        RuleReader.read(spec, "egress"), hostUse(spec), subject.span());
  }

  /** What is written directly into the store gets no types, and then is for both directions (CALICO/1.3, CALICO/CAX-11). */
  private static boolean governs(List<String> types, String direction, boolean byDefault) {
    return types.isEmpty() ? byDefault : types.contains(direction);
  }

  static OptionalDouble order(Fields spec) {
    return spec.scalar("order").map(PolicyReader::number).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble number(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Int(long value) -> OptionalDouble.of((double) value);
      case Scalar.Decimal(double value) -> OptionalDouble.of(value);
      case Scalar.Text text -> OptionalDouble.empty();
      case Scalar.Bool bool -> OptionalDouble.empty();
      case Scalar.Null() -> OptionalDouble.empty();
    };
  }

  /** A selector; one that is empty counts as not written. */
  static Optional<SelectorText> selector(Fields owner, String name) {
    return owner.text(name)
        .filter(text -> !text.isEmpty())
        .map(text -> SelectorText.of(text, owner.at(name).span()));
  }

  /** The first that applies (CALICO/1.10). */
  private static HostUse hostUse(Fields spec) {
    if (spec.flag("doNotTrack").orElse(false)) {
      return HostUse.UNTRACKED;
    }
    if (spec.flag("preDNAT").orElse(false)) {
      return HostUse.PRE_DNAT;
    }
    return spec.flag("applyOnForward").orElse(false) ? HostUse.FORWARD : HostUse.NORMAL;
  }
}
