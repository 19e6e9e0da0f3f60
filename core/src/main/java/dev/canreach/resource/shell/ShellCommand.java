package dev.canreach.resource.shell;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * One simple command of a script.
 *
 * @param words its words, without quotes; variables that the script sets to plain text are replaced
 * @param known whether all of its text is known; else a variable or another command makes part of it
 * @param conditional whether it stands in a loop, a branch or a function, so that it may run never or often
 * @param span where it begins
 */
record ShellCommand(List<String> words, boolean known, boolean conditional, Span span) {
  ShellCommand {
    words = List.copyOf(words);
    Objects.requireNonNull(span);
  }
}
