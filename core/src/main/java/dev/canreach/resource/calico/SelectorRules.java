package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;

/** Checks selectors (CALICO/1.5). */
final class SelectorRules {
  private static final int LENGTH = 1024;

  private SelectorRules() {}

  /** A selector that may not contain {@code global()}. */
  static void check(Fields owner, String name, Problems problems) {
    String text = owner.textOrEmpty(name);
    syntax(owner.at(name), text, problems);
    if (text.contains("global(") && !name.equals("notSelector")) {
      problems.invalid(owner.at(name), text, "contains `global()`, which only `namespaceSelector` of a rule may be");
    }
  }

  /** The selector of namespaces in a rule: {@code global()} stands alone. */
  static void checkNamespaces(Fields owner, Problems problems) {
    String name = "namespaceSelector";
    String text = owner.textOrEmpty(name);
    syntax(owner.at(name), text, problems);
    if (text.contains("global(") && !text.strip().matches("global\\([ \\t]*\\)")) {
      problems.invalid(owner.at(name), text, "combines `global()` with other selectors: it must stand alone");
    }
  }

  static void syntax(Place place, String text, Problems problems) {
    if (text.length() > LENGTH) {
      problems.error(ProblemType.TOO_LONG, place, "a selector may have " + LENGTH + " characters: shorten it");
      return;
    }
    try {
      Selector.parse(text);
    } catch (SelectorException e) {
      String newline = text.indexOf('\n') >= 0 ? "; a selector has no line breaks, `>-` folds them" : "";
      problems.error(ProblemType.INVALID, place, Quote.text(text) + " is no selector: " + e.getMessage() + newline);
    }
  }
}
