package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the names stand for that two networks give themselves. A name stands for the same where its endpoints have
 * the same ids and its addresses are the same, as far as both networks know them.
 */
final class NameDiff {
  /** What leads out of the network has no id. */
  private static final String OUTSIDE = "host/";

  private NameDiff() {}

  /** What a name stands for in one network. */
  private record Meaning(SortedSet<String> ids, SortedSet<Address> addresses, boolean allKnown, List<String> shown,
      Optional<Assumption> open, Optional<Origin> origin) {

    static Meaning of(Network network, Names.Known known) {
      TreeSet<String> ids = new TreeSet<>();
      TreeSet<Address> addresses = new TreeSet<>();
      TreeSet<String> shown = new TreeSet<>();
      boolean allKnown = true;
      for (Names.Target target : known.targets()) {
        Optional<String> id = target.endpoint().isPresent()
            ? Optional.of(network.endpoint(target.endpoint().getAsInt()))
                .filter(endpoint -> endpoint.role() != Role.OUTSIDE)
                .map(Endpoint::id)
            : Optional.empty();
        Optional<String> address = target.address().map(Address::toString);
        ids.add(id.or(() -> address).orElse(""));
        target.address().ifPresent(addresses::add);
        allKnown &= address.isPresent();
        shown.add(address.map(text -> text + id.map(owner -> " (" + owner + ")").orElse("")).or(() -> id).orElse(""));
      }
      if (known.targets().isEmpty()) {
        known.alias().map(alias -> OUTSIDE + alias).ifPresent(alias -> {
          ids.add(alias);
          shown.add(alias);
        });
      }
      return new Meaning(ids, addresses, allKnown, List.copyOf(shown), known.open(), known.origin());
    }

    boolean isLike(Meaning other) {
      return ids.equals(other.ids) && open.equals(other.open)
          && (!allKnown || !other.allKnown || addresses.equals(other.addresses));
    }
  }

  /** The names that differ, in order; those whose change is not certain have assumptions. */
  static List<NameChange> between(Network before, Network after) {
    SortedMap<String, Meaning> old = meanings(before);
    SortedMap<String, Meaning> now = meanings(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<NameChange> changes = new ArrayList<>();
    for (String name : names) {
      Meaning first = old.get(name);
      Meaning second = now.get(name);
      if (differ(first, second)) {
        changes.add(change(name, first, second));
      }
    }
    return changes;
  }

  private static SortedMap<String, Meaning> meanings(Network network) {
    SortedMap<String, Meaning> meanings = new TreeMap<>();
    network.names().known().forEach(known -> meanings.putIfAbsent(known.name(), Meaning.of(network, known)));
    return meanings;
  }

  private static boolean differ(@Nullable Meaning first, @Nullable Meaning second) {
    if (first != null && second != null) {
      return !first.isLike(second);
    }
    Meaning only = first == null ? second : first;
    return only != null && only.origin().isPresent();
  }

  private static NameChange change(String name, @Nullable Meaning first, @Nullable Meaning second) {
    TreeSet<Assumption> open = new TreeSet<>();
    Optional<Meaning> old = Optional.ofNullable(first);
    Optional<Meaning> now = Optional.ofNullable(second);
    old.flatMap(Meaning::open).ifPresent(open::add);
    now.flatMap(Meaning::open).ifPresent(open::add);
    return new NameChange(name, old.map(Meaning::shown).orElse(List.of()), now.map(Meaning::shown).orElse(List.of()),
        open, now.flatMap(Meaning::origin).or(() -> old.flatMap(Meaning::origin)));
  }
}
