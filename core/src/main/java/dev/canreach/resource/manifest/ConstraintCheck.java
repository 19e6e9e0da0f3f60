package dev.canreach.resource.manifest;

import dev.canreach.resource.manifest.Constraints.Constraint;
import dev.canreach.resource.manifest.Schema.FieldType;
import dev.canreach.source.Quote;
import dev.canreach.source.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares an object with what its server demands of its fields beyond their types. */
public final class ConstraintCheck {
  private final Schema schema;
  private final Constraints constraints;
  private final Problems problems;

  private ConstraintCheck(Schema schema, Constraints constraints, Problems problems) {
    this.schema = schema;
    this.constraints = constraints;
    this.problems = problems;
  }

  /** Reports where the object, whose type has this name, does not meet a demand. */
  public static void check(Fields object, Schema schema, Constraints constraints, String type, Problems problems) {
    new ConstraintCheck(schema, constraints, problems).object(object, type);
  }

  private void object(Fields object, String type) {
    constraints.of(type).forEach(constraint -> check(object, constraint));
    schema.structure(type).fields().forEach((name, field) -> {
      if (object.has(name)) {
        switch (field) {
          case FieldType.Reference(String inner) -> object(object.object(name), inner);
          case FieldType.Listing(FieldType.Reference(String inner)) ->
              object.objects(name).forEach(item -> object(item, inner));
          case FieldType.Mapping(FieldType.Reference(String inner)) -> {
            Fields map = object.object(name);
            object.entries(name).forEach(entry -> object(map.object(entry.key()), inner));
          }
          case FieldType.Leaf leaf -> {
            // nothing inside
          }
          case FieldType.Listing list -> {
            // nothing inside
          }
          case FieldType.Mapping map -> {
            // nothing inside
          }
        }
      }
    });
  }

  private void check(Fields object, Constraint constraint) {
    List<String> words = constraint.words();
    String first = words.get(0);
    switch (constraint.demand()) {
      case REQUIRED -> words.stream().filter(name -> !object.has(name)).forEach(name -> missing(object, name));
      case FILLED -> words.forEach(name -> filled(object, name));
      case SOME -> words.stream().filter(name -> object.size(name) == 0).forEach(name -> missing(object, name));
      case VALUES -> object.text(first)
          .ifPresent(text -> problems.oneOf(object.at(first), text,
              words.subList(1, words.size()).toArray(String[]::new)));
      case RANGE -> range(object, first, Double.parseDouble(words.get(1)), Double.parseDouble(words.get(2)));
      case MOST -> {
        int most = Integer.parseInt(words.get(1));
        if (object.size(first) > most) {
          problems.error(ProblemType.TOO_MANY, object.at(first),
              Quote.text(first) + " has " + object.size(first) + " items: use " + most + " at most");
        }
      }
      case DURATION -> words.forEach(name -> object.text(name)
          .ifPresent(text -> problems.check(object.at(name), text, Durations::atLeastOneMillisecond)));
      case ONE_OF -> {
        List<String> written = words.stream().filter(object::has).toList();
        if (written.size() > 1) {
          problems.forbidden(object.at(written.get(1)),
              written.stream().map(Quote::text).collect(Collectors.joining(" and "))
                  + " exclude each other: keep one of them");
        }
      }
      case LABELS -> words.forEach(name -> {
        for (Value label : object.entries(name)) {
          problems.check(label.place(), label.key(), Names::labelKey);
          problems.check(label.place(), label.text(), Names::labelValue);
        }
      });
    }
  }

  private void missing(Fields object, String name) {
    problems.required(object.at(name), Quote.text(name) + " is missing: write it");
  }

  private void filled(Fields object, String name) {
    if (object.text(name).filter(String::isEmpty).isPresent()) {
      problems.invalid(object.at(name), "", "is empty: write a text");
    }
    for (Value item : object.texts(name)) {
      if (item.text().isEmpty()) {
        problems.invalid(item.place(), "", "is empty: write a text");
      }
    }
  }

  private void range(Fields object, String name, double low, double high) {
    object.scalar(name).flatMap(ConstraintCheck::number).ifPresent(number -> range(object.at(name), number, low, high));
    Fields map = object.object(name);
    for (Value entry : object.entries(name)) {
      map.scalar(entry.key())
          .flatMap(ConstraintCheck::number)
          .ifPresent(number -> range(map.at(entry.key()), number, low, high));
    }
  }

  private void range(Place place, double number, double low, double high) {
    if (number < low || number > high) {
      problems.invalid(place, text(number), "is out of range: use " + text(low) + " to " + text(high));
    }
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static Optional<Double> number(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Int(long value) -> Optional.of((double) value);
      case Scalar.Decimal(double value) -> Optional.of(value);
      case Scalar.Text(String text) -> Optional.empty();
      case Scalar.Bool(boolean value) -> Optional.empty();
      case Scalar.Null() -> Optional.empty();
    };
  }
}
