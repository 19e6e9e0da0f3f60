package dev.canreach.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A mapping. Entries stay in source order, and a key that occurs twice keeps both entries: readers take the last one, as the API server does
 * (K8S/KX-10). Merge keys ({@code <<}) are already resolved.
 *
 * @param entries the entries in source order
 * @param tag the local tag, or empty
 * @param span where the mapping begins
 */
public record MapNode(List<Entry> entries, String tag, Span span) implements Node {

  /** One {@code key: value}. */
  public record Entry(ScalarNode key, Node value) {

    public Entry {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }
  }

  public MapNode {
    entries = List.copyOf(entries);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(span);
  }

  /** A mapping without a tag. */
  public MapNode(List<Entry> entries, Span span) {
    this(entries, "", span);
  }

  /** The value under the key as written; of several, the last. */
  public Optional<Node> find(String key) {
    return findEntry(key).map(Entry::value);
  }

  /** The entry with the key as written; of several, the last. */
  public Optional<Entry> findEntry(String key) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.key().text().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** The keys as written, in source order, repeated ones as often as they occur. */
  public List<String> keys() {
    return entries.stream().map(entry -> entry.key().text()).toList();
  }
}
