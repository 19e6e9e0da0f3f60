package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels as Calico's own client reads them: booleans and numbers are text, {@code yes} is {@code true} (CALICO/CAX-10). */
final class LabelText {
  private LabelText() {}

  /** The labels by key. */
  static SortedMap<String, String> read(Fields owner, String name) {
    var labels = new TreeMap<String, String>();
    entries(owner, name).forEach(value -> labels.put(value.key(), value.text()));
    return labels;
  }

  /** The labels in source order. */
  static List<Value> entries(Fields owner, String name) {
    Fields labels = owner.object(name);
    var entries = new ArrayList<Value>();
    for (Value entry : owner.entries(name)) {
      String text = labels.scalar(entry.key()).map(LabelText::text).orElse(entry.text());
      entries.add(new Value(entry.key(), text, entry.place()));
    }
    return entries;
  }

  private static String text(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Text(String text) -> text;
      case Scalar.Bool(boolean value) -> Boolean.toString(value);
      case Scalar.Int(long value) -> Long.toString(value);
      case Scalar.Decimal(double value) ->
          Double.isFinite(value) ? new BigDecimal(value).stripTrailingZeros().toPlainString() : Double.toString(value);
      case Scalar.Null() -> "";
    };
  }
}
