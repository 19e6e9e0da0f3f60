package dev.canreach.lower.kubernetes;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.ProblemType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The parts of an object that the API server refuses for what they say: nobody knows what they are meant to say.
 *
 * @param object the {@link Resource#id()} of the object
 * @param fields the fields, as the API's causes spell them; one that is empty is the whole object
 */
public record RefusedParts(String object, List<String> fields) {

  /** Copies the list. */
  public RefusedParts {
    Objects.requireNonNull(object);
    fields = List.copyOf(fields);
  }

  /** Those of an object; none where only its version or its name is refused. */
  public static RefusedParts of(Resource resource, Inventory inventory) {
    return new RefusedParts(resource.id(),
        inventory.rejections(resource)
            .stream()
            .filter(each -> !each.type().equals(ProblemType.NOT_SERVED.text())
                && !each.field().startsWith("metadata") && !Acceptance.isHarmless(each))
            .map(RefusedParts::doubtful)
            .toList());
  }

  /** A field that should not be there may have been meant as any of its neighbours. */
  private static String doubtful(Rejection rejection) {
    String field = rejection.field();
    boolean misplaced = rejection.type().equals(ProblemType.UNKNOWN_FIELD.text())
        || rejection.type().equals(ProblemType.FORBIDDEN.text());
    return misplaced ? field.substring(0, Math.max(0, field.lastIndexOf('.'))) : field;
  }

  /** Whether there is no such part. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Whether a field as a whole may mean something else. */
  public boolean cover(String field) {
    return !fields.isEmpty() && fields.stream().anyMatch(each -> Rejection.isWithin(field, each));
  }

  /** Whether a field, or a part of it, may mean something else. */
  public boolean touch(String... wanted) {
    return !fields.isEmpty() && List.of(wanted)
        .stream()
        .anyMatch(field -> cover(field) || fields.stream().anyMatch(each -> Rejection.isWithin(each, field)));
  }

  /** Something that the object may mean: open. */
  public PacketExpr mayMean(String statement) {
    return PacketExpr.holds(assumption(statement));
  }

  /** The same as an assumption. */
  public Assumption assumption(String statement) {
    return Assumption.open("accepted", "`" + object + "`, once it is corrected, " + statement,
        "correct `" + object + "`, which the API server refuses");
  }

  /** A rule by which the object may do this with packets. */
  public PolicyRule rule(PacketExpr packets, String statement, Action action, Origin origin) {
    return new PolicyRule(PacketExpr.and(packets, mayMean(statement)), List.of(), action, origin);
  }

  /** The rules by which the object does one thing with packets where the statement is true, and another where it is not. */
  public List<PolicyRule> either(PacketExpr packets, String statement, Action so, Action otherwise, Origin origin) {
    return List.of(rule(packets, statement, so, origin), new PolicyRule(
        PacketExpr.and(packets, PacketExpr.not(mayMean(statement))), List.of(), otherwise, origin));
  }

  /** The same object, of which nobody knows whether it is there beside others either. */
  public RefusedParts andExistence() {
    return new RefusedParts(object, Stream.concat(fields.stream(), Stream.of("metadata")).toList());
  }
}
