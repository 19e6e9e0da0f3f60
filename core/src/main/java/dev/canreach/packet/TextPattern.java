package dev.canreach.packet;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A predicate over one text. */
public sealed interface TextPattern {
  /** Any text, also an empty one. */
  record Present() implements TextPattern {}

  /** This text. */
  record Exact(String text, boolean ignoreCase) implements TextPattern {}

  /** Every text that begins so. */
  record Prefix(String text, boolean ignoreCase) implements TextPattern {}

  /** Every text that ends so. */
  record Suffix(String text, boolean ignoreCase) implements TextPattern {}

  /** Every text that holds this one. */
  record Contains(String text, boolean ignoreCase) implements TextPattern {}

  /**
   * A list of addresses, separated by commas, one of which lies in the block: what `X-Forwarded-For` says of a client
   * behind so many proxies.
   *
   * @param block the block
   * @param fromLast which address: 0 = the last one
   */
  record AddressIn(Cidr block, int fromLast) implements TextPattern {}

  /** One of the words of a text, divided by blanks, fits the pattern. */
  record Word(TextPattern pattern) implements TextPattern {}

  /** A path that fits the pattern once it is spelled in this form. */
  record InForm(PathForm form, TextPattern pattern) implements TextPattern {}

  /** Every text that a regular expression describes as a whole, in the syntax and meaning of RE2. */
  final class Regex implements TextPattern {
    private final Pattern pattern;

    private Regex(Pattern pattern) {
      this.pattern = pattern;
    }

    /** The expression. */
    public String text() {
      return pattern.pattern();
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Regex other && text().equals(other.text());
    }

    @Override
    public int hashCode() {
      return text().hashCode();
    }

    @Override
    public String toString() {
      return "Regex[" + text() + "]";
    }
  }

  /** Any text. */
  static TextPattern present() {
    return new Present();
  }

  /** This text, letter by letter. */
  static TextPattern exact(String text) {
    return new Exact(text, false);
  }

  /** Every text that begins with this one, letter by letter. */
  static TextPattern prefix(String text) {
    return new Prefix(text, false);
  }

  /** Every text that ends with this one, letter by letter. */
  static TextPattern suffix(String text) {
    return new Suffix(text, false);
  }

  /** The regular expression of a text: what {@link #regex} takes for exactly it. */
  static String quote(String text) {
    return Pattern.quote(text);
  }

  /** A regular expression for whole texts, or empty when RE2 refuses it. */
  static Optional<TextPattern> regex(String text) {
    if (RegexSize.isTooLarge(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Regex(Pattern.compile(text)));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether the pattern describes the text. */
  default boolean matches(String value) {
    return switch (this) {
      case Present present -> true;
      case Exact exact -> exact.ignoreCase() ? exact.text().equalsIgnoreCase(value) : exact.text().equals(value);
      case Prefix prefix -> value.regionMatches(prefix.ignoreCase(), 0, prefix.text(), 0, prefix.text().length());
      case Suffix suffix -> value.regionMatches(suffix.ignoreCase(), value.length() - suffix.text().length(),
          suffix.text(), 0, suffix.text().length());
      case Contains part -> part.ignoreCase()
          ? value.toLowerCase(Locale.ROOT).contains(part.text().toLowerCase(Locale.ROOT))
          : value.contains(part.text());
      case AddressIn in -> {
        List<String> parts = List.of(value.split(",", -1));
        int index = parts.size() - 1 - in.fromLast();
        yield index >= 0 && Address.parse(parts.get(index).strip()).filter(in.block()::contains).isPresent();
      }
      case Word word -> List.of(value.split(" +", -1)).stream().anyMatch(word.pattern()::matches);
      case InForm path -> path.pattern().matches(path.form().of(value));
      case Regex regex -> regex.pattern.matches(value);
    };
  }
}
