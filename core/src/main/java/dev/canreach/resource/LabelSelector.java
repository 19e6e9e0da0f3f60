package dev.canreach.resource;

import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A selector over labels: every requirement must hold (K8S/N-16). One without requirements selects everything.
 *
 * @param requirements the requirements; {@code matchLabels} entries are here as {@link Operator#IN} with one value
 * @param span where the selector begins
 */
public record LabelSelector(List<Requirement> requirements, Span span) {
  /** How a requirement compares. */
  public enum Operator {
    /** The label exists and its value is listed. */
    IN,
    /** The label is missing or its value isn't listed. */
    NOT_IN,
    /** The label exists. */
    EXISTS,
    /** The label is missing. */
    DOES_NOT_EXIST,
    /** Not a requirement that the API knows: it holds for nothing (K8S/KX-8). */
    INVALID
  }

  /**
   * One requirement.
   *
   * @param key the label key
   * @param operator how it compares
   * @param values the values it compares with, as written; empty for the operators about existence
   * @param span where it stands
   */
  public record Requirement(String key, Operator operator, List<String> values, Span span) {
    public Requirement {
      Objects.requireNonNull(key);
      Objects.requireNonNull(operator);
      values = List.copyOf(values);
      Objects.requireNonNull(span);
    }

    private Requirement withoutPlaces() {
      return new Requirement(key, operator, values, Span.NOWHERE);
    }

    /** Whether an object with these labels meets the requirement (K8S/N-16). */
    public boolean matches(Map<String, String> labels) {
      return switch (operator) {
        case IN -> labels.containsKey(key) && values.contains(labels.get(key));
        case NOT_IN -> !labels.containsKey(key) || !values.contains(labels.get(key));
        case EXISTS -> labels.containsKey(key);
        case DOES_NOT_EXIST -> !labels.containsKey(key);
        case INVALID -> false;
      };
    }
  }

  public LabelSelector {
    requirements = List.copyOf(requirements);
    Objects.requireNonNull(span);
  }

  /** What selects everything, as if it were written there. */
  public static LabelSelector everything(Span span) {
    return new LabelSelector(List.of(), span);
  }

  /** What it asks for, wherever it stands: equal for selectors that are written alike. */
  public List<List<String>> terms() {
    List<List<String>> terms = new ArrayList<>();
    for (Requirement requirement : requirements) {
      List<String> term = new ArrayList<>(requirement.values().size() + 2);
      term.add(requirement.key());
      term.add(requirement.operator().name());
      term.addAll(requirement.values());
      terms.add(term);
    }
    return terms;
  }

  /** The same, wherever it stands. */
  public LabelSelector withoutPlaces() {
    return new LabelSelector(requirements.stream().map(Requirement::withoutPlaces).toList(), Span.NOWHERE);
  }

  /** Whether an object with these labels is selected (K8S/N-16). */
  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }
}
