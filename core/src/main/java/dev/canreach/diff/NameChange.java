package dev.canreach.diff;

import dev.canreach.model.Origin;
import dev.canreach.packet.Assumption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A name that appears, vanishes or leads elsewhere.
 *
 * @param name the full name
 * @param before what it stood for: addresses, or ids where those are not known; empty when it did not resolve
 * @param after what it stands for now; empty when it does not resolve
 * @param open what it depends on whether that is so; empty where it is certain
 * @param by the object that gives the name, or gave it when it vanishes; empty where none is listed
 */
public record NameChange(String name, List<String> before, List<String> after, SortedSet<Assumption> open,
    Optional<Origin> by) {

  /** Copies the collections. */
  public NameChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
  }

  /** Whether the input says that the name differs, and does not leave it open. */
  public boolean isCertain() {
    return open.isEmpty();
  }
}
