package dev.canreach.api.rest;

import dev.canreach.query.Answer;
import dev.canreach.query.Question;
import dev.canreach.query.Verdict;
import dev.canreach.solver.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Answers that were given: the same question about the same snapshot has the same answer, however it was written. The
 * ones used last are kept, so many over all snapshots; unknown ones are not, since a limit of time may have been the
 * reason.
 */
final class KnownAnswers {
  private static final int MOST = 1_000;

  /** A snapshot goes when its store lets it go; its number keeps nothing alive. */
  private record Key(long snapshot, Question question) {}

  private static final class Recent extends LinkedHashMap<Key, Answer.Judged> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Answer.Judged> eldest) {
      return size() > MOST;
    }
  }

  private final Map<Snapshot, Long> numbers = new WeakHashMap<>();
  private final Recent recent = new Recent();
  private long snapshots;

  synchronized Optional<Answer> find(Snapshot snapshot, Question question) {
    return Optional.ofNullable(recent.get(key(snapshot, question))).map(answer -> answer.repeated(question));
  }

  synchronized void keep(Snapshot snapshot, Question question, Answer answer) {
    if (answer instanceof Answer.Judged judged && judged.verdict() != Verdict.UNKNOWN) {
      recent.put(key(snapshot, question), judged);
    }
  }

  private Key key(Snapshot snapshot, Question question) {
    return new Key(numbers.computeIfAbsent(snapshot, fresh -> snapshots++), question.written(""));
  }
}
