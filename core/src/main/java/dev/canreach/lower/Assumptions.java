package dev.canreach.lower;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user says about things that the input does not state: the `--assume KEY=VALUE` table of the contract, §4.
 *
 * @param values the value of every key that was given; an empty value means set but empty
 */
public record Assumptions(SortedMap<String, String> values) {
  /** Nothing is assumed. */
  public static final Assumptions NONE = new Assumptions(new TreeMap<>());

  /** Which addresses `internet` stands for (contract §1). */
  public enum Internet {
    /** Every address that belongs to nothing in the input. */
    ANY,
    /** Of those, the ones that are routed on the public internet. */
    PUBLIC
  }

  /** Whether objects may exist that the input lacks. */
  public enum World {
    /** They may. */
    OPEN,
    /** The input is everything. */
    CLOSED
  }

  /**
   * What `--assume` entries mean.
   *
   * @param assumptions the entries that could be used
   * @param errors one message for each that could not
   */
  public record Parsed(Assumptions assumptions, List<String> errors) {
    /** Copies the messages. */
    public Parsed {
      errors = List.copyOf(errors);
    }
  }

  /** Copies the values. */
  public Assumptions {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Reads `KEY=VALUE` entries, split at the first `=`; of two entries for one key the later one counts. */
  public static Parsed parse(Collection<String> entries) {
    SortedMap<String, String> values = new TreeMap<>();
    List<String> errors = new ArrayList<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      if (equals < 0) {
        errors.add("`" + entry + "` is no assumption; write `KEY=VALUE`");
        continue;
      }
      String key = AssumptionKeys.canonical(entry.substring(0, equals).strip());
      String value = entry.substring(equals + 1);
      Optional<String> error = AssumptionKeys.problem(key, value);
      if (error.isPresent()) {
        errors.add(error.get());
      } else {
        values.put(key, value);
      }
    }
    return new Parsed(new Assumptions(values), errors);
  }

  /** The value of a key, if given. */
  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The network plugin (`cni`), in lower case. */
  public Optional<String> cni() {
    return value("cni").map(value -> value.strip().toLowerCase(Locale.ROOT));
  }

  /** The ranges that pods get their addresses from (`podCidrs`), if given. */
  public Optional<List<Cidr>> podCidrs() {
    return value("podCidrs").map(Assumptions::blocks);
  }

  /** The ranges that Services get their addresses from (`serviceCidrs`), if given. */
  public Optional<List<Cidr>> serviceCidrs() {
    return value("serviceCidrs").map(Assumptions::blocks);
  }

  /** What `internet` stands for. */
  public Internet internet() {
    return value("internet").filter("public"::equals).isPresent() ? Internet.PUBLIC : Internet.ANY;
  }

  /** Whether objects may exist that the input lacks. */
  public World world() {
    return value("world").filter("closed"::equals).isPresent() ? World.CLOSED : World.OPEN;
  }

  /**
   * The addresses that a name outside the cluster resolves to (`dns.NAME`), if given.
   *
   * @param name the name without a dot at its end, in lower case
   */
  public Optional<List<Address>> dns(String name) {
    return value(AssumptionKeys.DNS + name)
        .map(value -> AssumptionKeys.items(value).stream().flatMap(item -> Address.parse(item).stream()).toList());
  }

  private static List<Cidr> blocks(String value) {
    return AssumptionKeys.items(value).stream().flatMap(item -> Cidr.parse(item).stream()).sorted().toList();
  }
}
