package dev.canreach.api.rest;

import dev.canreach.query.Answer;
import dev.canreach.query.Verdict;
import dev.canreach.solver.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Answers that were given: the same question about the same snapshot has the same answer. They are kept as long as the
 * snapshot is, the ones used last; unknown ones are not, since a limit of time may have been the reason.
 */
final class KnownAnswers {
  private static final int MOST = 1_000;

  private static final class Recent extends LinkedHashMap<String, Answer> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
      return size() > MOST;
    }
  }

  private final Map<Snapshot, Recent> bySnapshot = new WeakHashMap<>();

  synchronized Optional<Answer> find(Snapshot snapshot, String question) {
    Recent recent = bySnapshot.get(snapshot);
    return recent == null ? Optional.empty() : Optional.ofNullable(recent.get(question));
  }

  synchronized void keep(Snapshot snapshot, String question, Answer answer) {
    boolean decided = answer instanceof Answer.Judged judged && judged.verdict() != Verdict.UNKNOWN;
    if (decided) {
      bySnapshot.computeIfAbsent(snapshot, key -> new Recent()).put(question, answer);
    }
  }
}
