package dev.canreach.query;

import dev.canreach.model.Network;
import dev.canreach.model.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks up what the controllers of objects would report; what no dialect states is unknown. */
final class StatusLookup {
  private final Network network;

  StatusLookup(Network network) {
    this.network = network;
  }

  /** The condition. Without a listener it is that of the object as a whole where there is one; otherwise all that are stated have to agree. */
  Answer condition(Question question, Question.Condition asked) throws QuestionException {
    List<Status.Condition> found = network.statuses()
        .stream()
        .filter(Status.Condition.class::isInstance)
        .map(Status.Condition.class::cast)
        .filter(stated -> stated.object().equals(asked.object()) && stated.type().equals(asked.type()))
        .filter(stated -> asked.parent().map(stated.parent()::equals).orElse(true))
        .filter(stated -> asked.listener().map(stated.listener()::equals).orElse(true))
        .toList();
    if (asked.listener().isEmpty() && found.stream().anyMatch(stated -> stated.listener().isEmpty())) {
      found = found.stream().filter(stated -> stated.listener().isEmpty()).toList();
    }
    if (found.isEmpty()) {
      return new Answer.Stated(question, Optional.empty(), "", OptionalInt.empty());
    }
    Status.Condition first = found.get(0);
    if (found.stream().anyMatch(other -> !isSame(first, other))) {
      throw new QuestionException("`" + asked.object() + "` has several conditions `" + asked.type()
          + "`: say which with `parent` or `listener`");
    }
    return new Answer.Stated(question, first.holds(), first.reason(), OptionalInt.empty());
  }

  private static boolean isSame(Status.Condition first, Status.Condition other) {
    return first.holds().equals(other.holds()) && first.reason().equals(other.reason());
  }

  /** The number of routes. */
  Answer attachedRoutes(Question question, Question.AttachedRoutes asked) {
    OptionalInt count = network.statuses()
        .stream()
        .filter(Status.AttachedRoutes.class::isInstance)
        .map(Status.AttachedRoutes.class::cast)
        .filter(stated -> stated.object().equals(asked.object()) && stated.listener().equals(asked.listener()))
        .mapToInt(Status.AttachedRoutes::count)
        .findFirst();
    return new Answer.Stated(question, Optional.empty(), "", count);
  }
}
