package dev.canreach.lint;

import dev.canreach.source.Severity;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a rule is and means: the source of its page and of the catalogue.
 *
 * @param id two letters for the kind of input and three digits; never used again for another rule
 * @param name the name in words joined by hyphens
 * @param severity how bad a finding is at worst
 * @param summary one sentence in lower case without a period
 * @param rationale why it matters, in full sentences
 * @param remedy what to do, in lower case without a period
 * @param bad a manifest that the rule reports
 * @param good the same manifest, repaired
 * @param reads the kinds of input that it looks at, by name: resources, {@code Network}, {@code Diagnostic}
 */
public record RuleMetadata(String id, String name, Severity severity, String summary, String rationale, String remedy,
    String bad, String good, List<Class<?>> reads) {

  private static final Pattern ID = Pattern.compile("[A-Z]{2}[0-9]{3}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public RuleMetadata {
    check(ID.matcher(id).matches(), id, "id");
    check(NAME.matcher(name).matches(), id, "name");
    Objects.requireNonNull(severity);
    check(isPhrase(summary), id, "summary");
    check(!rationale.isBlank() && rationale.strip().endsWith("."), id, "rationale");
    check(isPhrase(remedy), id, "remedy");
    check(!bad.isBlank(), id, "bad");
    check(!good.isBlank(), id, "good");
    check(!reads.isEmpty() && Set.copyOf(reads).size() == reads.size(), id, "reads");
    reads = reads.stream().<Class<?>>map(type -> type).sorted(Comparator.comparing(Class::getSimpleName)).toList();
  }

  /** The beginning of the description of a rule. */
  public static Builder of(String id, String name, Severity severity) {
    return new Builder(id, name, severity);
  }

  /** The folder of the rule's corpus below {@code testdata/rules}. */
  public String folder() {
    return id + "-" + name;
  }

  private static boolean isPhrase(String text) {
    return !text.isBlank() && text.equals(text.strip()) && !text.endsWith(".") && text.indexOf('\n') < 0
        && !Character.isUpperCase(text.charAt(0));
  }

  private static void check(boolean condition, String id, String part) {
    if (!condition) {
      throw new IllegalArgumentException("rule " + id + " has no proper " + part);
    }
  }

  /** Collects the parts of a description. */
  public static final class Builder {
    private final String id;
    private final String name;
    private final Severity severity;
    private final Set<Class<?>> reads = new LinkedHashSet<>();
    private String summary = "";
    private String rationale = "";
    private String remedy = "";
    private String bad = "";
    private String good = "";

    private Builder(String id, String name, Severity severity) {
      this.id = id;
      this.name = name;
      this.severity = severity;
    }

    /** One sentence in lower case without a period. */
    public Builder summary(String text) {
      summary = text;
      return this;
    }

    /** Why it matters, in full sentences. */
    public Builder rationale(String text) {
      rationale = text;
      return this;
    }

    /** What to do, in lower case without a period. */
    public Builder remedy(String text) {
      remedy = text;
      return this;
    }

    /** A manifest that the rule reports. */
    public Builder bad(String yaml) {
      bad = yaml;
      return this;
    }

    /** The same manifest, repaired. */
    public Builder good(String yaml) {
      good = yaml;
      return this;
    }

    /** The kinds of input that the rule looks at: resource types, {@code Network.class}, {@code Diagnostic.class}. */
    public Builder reads(Class<?>... types) {
      reads.addAll(List.of(types));
      return this;
    }

    /** The description; an {@link IllegalArgumentException} when a part is missing or badly styled. */
    public RuleMetadata build() {
      return new RuleMetadata(id, name, severity, summary, rationale, remedy, bad, good, List.copyOf(reads));
    }
  }
}
