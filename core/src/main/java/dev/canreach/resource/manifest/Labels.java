package dev.canreach.resource.manifest;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.List;

/** Labels and selectors over them (K8S/N-16). */
public final class Labels {
  private static final String EXPRESSIONS = "matchExpressions";
  private static final String LABELS = "matchLabels";

  private Labels() {}

  /**
   * Reads a selector. A requirement that the API refuses becomes one that nothing meets (K8S/KX-8), and so do labels and
   * requirements that are something else than the API has; a label without a value is then not told from one of those.
   */
  public static LabelSelector readSelector(Fields selector) {
    var requirements = new ArrayList<Requirement>(labels(selector, LABELS));
    if (!selector.isMappingOfScalars(LABELS)) {
      requirements.removeIf(requirement -> requirement.values().contains(""));
      requirements.add(unreadable(selector.at(LABELS)));
    }
    if (selector.isUnreadableList(EXPRESSIONS)) {
      requirements.add(unreadable(selector.at(EXPRESSIONS)));
    }
    for (Fields expression : selector.objects(EXPRESSIONS)) {
      requirements
          .add(expression.isListOfScalars("values") ? requirement(expression) : unreadable(expression.at("values")));
    }
    return new LabelSelector(requirements, selector.span());
  }

  private static Requirement unreadable(Place place) {
    return new Requirement("", Operator.INVALID, List.of(), place.span());
  }

  private static Requirement requirement(Fields expression) {
    String key = expression.textOrEmpty("key");
    List<String> values = expression.texts("values").stream().map(Value::text).toList();
    return new Requirement(key, operator(expression.textOrEmpty("operator"), key, values), values, expression.span());
  }

  private static List<Requirement> labels(Fields owner, String name) {
    var requirements = new ArrayList<Requirement>();
    for (Value label : owner.entries(name)) {
      requirements.add(new Requirement(label.key(), operator("In", label.key(), List.of(label.text())),
          List.of(label.text()), label.place().span()));
    }
    return requirements;
  }

  /** A selector that is a plain mapping of labels. */
  public static LabelSelector readMapping(Fields owner, String name) {
    return new LabelSelector(labels(owner, name), owner.at(name).span());
  }

  private static Operator operator(String operator, String key, List<String> values) {
    boolean words = Names.labelKey(key).isEmpty() && values.stream().allMatch(v -> Names.labelValue(v).isEmpty());
    Operator known = switch (operator) {
      case "In" -> values.isEmpty() ? Operator.INVALID : Operator.IN;
      case "NotIn" -> values.isEmpty() ? Operator.INVALID : Operator.NOT_IN;
      case "Exists" -> values.isEmpty() ? Operator.EXISTS : Operator.INVALID;
      case "DoesNotExist" -> values.isEmpty() ? Operator.DOES_NOT_EXIST : Operator.INVALID;
      default -> Operator.INVALID;
    };
    return words ? known : Operator.INVALID;
  }

  /** Checks labels, reported at the path that the API uses for them. */
  public static void check(List<Value> labels, FieldPath path, Problems problems) {
    for (Value label : labels) {
      var place = new Place(path, label.place().span());
      problems.check(place, label.key(), Names::labelKey);
      problems.check(place, label.text(), Names::labelValue);
    }
  }

  /** Checks a selector. */
  public static void checkSelector(Fields selector, Problems problems) {
    check(selector.entries(LABELS), selector.path().child(LABELS), problems);
    for (Fields expression : selector.objects(EXPRESSIONS)) {
      checkExpression(expression, problems);
    }
  }

  private static void checkExpression(Fields expression, Problems problems) {
    String operator = expression.textOrEmpty("operator");
    int values = expression.size("values");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values == 0) {
          problems.required(expression.at("values"), Quote.text(operator) + " needs at least one value");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (values > 0) {
          problems.forbidden(expression.at("values"), Quote.text(operator) + " takes no values: remove them");
        }
      }
      default -> problems.invalid(expression.at("operator"), operator,
          "is no operator: use `In`, `NotIn`, `Exists` or `DoesNotExist`");
    }
    problems.check(expression.at("key"), expression.textOrEmpty("key"), Names::labelKey);
    for (Value value : expression.texts("values")) {
      problems.check(value.place(), value.text(), Names::labelValue);
    }
  }
}
