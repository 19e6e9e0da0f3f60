package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Collects the diagnostics of a run. Not safe for use by several threads at once. */
public final class Diagnostics {

  private final List<Diagnostic> collected = new ArrayList<>();

  public void add(Diagnostic diagnostic) {
    collected.add(Objects.requireNonNull(diagnostic));
  }

  public void addAll(Diagnostics others) {
    collected.addAll(others.collected);
  }

  public boolean isEmpty() {
    return collected.isEmpty();
  }

  /** Each diagnostic once, in their fixed order, however they came in. A node that aliases share is reported once. */
  public List<Diagnostic> sorted() {
    return List.copyOf(new TreeSet<>(collected));
  }
}
