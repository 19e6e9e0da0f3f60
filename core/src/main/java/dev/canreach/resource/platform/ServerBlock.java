package dev.canreach.resource.platform;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * One server block of a Corefile.
 *
 * @param keys what it answers for
 * @param directives its plugins in the order written, those of imported snippets included
 * @param uncertain whether a key could not be read, so that nobody knows what it answers for
 * @param span where it begins
 */
public record ServerBlock(List<ServerKey> keys, List<Directive> directives, boolean uncertain, Span span) {
  public ServerBlock {
    keys = List.copyOf(keys);
    directives = List.copyOf(directives);
    Objects.requireNonNull(span);
  }
}
