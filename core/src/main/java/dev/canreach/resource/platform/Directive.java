package dev.canreach.resource.platform;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A line of a Corefile: a plugin with its arguments, or a property of one.
 *
 * @param name the first word
 * @param arguments the words behind it in the same line
 * @param body the lines in braces behind it
 * @param span where it begins
 */
public record Directive(String name, List<String> arguments, List<Directive> body, Span span) {
  public Directive {
    Objects.requireNonNull(name);
    arguments = List.copyOf(arguments);
    body = List.copyOf(body);
    Objects.requireNonNull(span);
  }

  /** The properties of this name, in order. */
  public List<Directive> properties(String property) {
    return body.stream().filter(line -> line.name().equals(property)).toList();
  }

  /** Whether a word of it stands for something in the environment of the name server, which nobody here knows. */
  public boolean readsEnvironment() {
    return ServerKey.readsEnvironment(name) || arguments.stream().anyMatch(ServerKey::readsEnvironment)
        || body.stream().anyMatch(Directive::readsEnvironment);
  }
}
