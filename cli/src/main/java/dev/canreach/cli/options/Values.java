package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;

/** An option with a value that may be given several times. */
public final class Values extends Argument {
  private final List<String> texts = new ArrayList<>();

  Values(List<String> names, String label, String description) {
    super(names, label, description);
  }

  /** The values in the order of the command line. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  void take(String name, String value) {
    texts.add(value);
  }
}
