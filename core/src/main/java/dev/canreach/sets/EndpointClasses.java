package dev.canreach.sets;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The partition of the endpoints into classes that no predicate of the network distinguishes. Two members agree in role,
 * families, being replicated, membership of every endpoint set, and in which mentioned address blocks their known
 * addresses lie. Being the entry or a backend of a route is no predicate and does not split a class.
 */
public final class EndpointClasses {
  private final List<EndpointClass> classes;
  private final int[] classOf;

  private EndpointClasses(List<EndpointClass> classes, int[] classOf) {
    this.classes = classes;
    this.classOf = classOf;
  }

  /** The classes of a network. */
  public static EndpointClasses of(Network network) {
    Atoms atoms = Atoms.of(network);
    return of(network.endpoints(), atoms, new AddressAtoms(atoms.blocks()));
  }

  static EndpointClasses of(List<Endpoint> endpoints, Atoms atoms, AddressAtoms addressAtoms) {
    int[] classOf = new int[endpoints.size()];
    Map<Traits, Integer> byTraits = new HashMap<>();
    for (Endpoint endpoint : endpoints) {
      Traits traits = Traits.of(endpoint, addressAtoms);
      classOf[endpoint.index()] = byTraits.computeIfAbsent(traits, key -> byTraits.size());
    }
    Refinement refinement = new Refinement(classOf, byTraits.size());
    atoms.members().forEach(refinement::split);
    return number(classOf);
  }

  /** The classes in ascending order of their least members. */
  public List<EndpointClass> classes() {
    return classes;
  }

  /** The position in {@link #classes()} of an endpoint's class. */
  public int classOf(int endpoint) {
    return classOf[endpoint];
  }

  private static EndpointClasses number(int[] labels) {
    Map<Integer, BitSet> members = new HashMap<>();
    List<BitSet> ordered = new ArrayList<>();
    int[] classOf = new int[labels.length];
    Map<Integer, Integer> positions = new HashMap<>();
    for (int endpoint = 0; endpoint < labels.length; endpoint++) {
      int label = labels[endpoint];
      BitSet set = members.get(label);
      if (set == null) {
        set = new BitSet();
        members.put(label, set);
        positions.put(label, ordered.size());
        ordered.add(set);
      }
      set.set(endpoint);
      classOf[endpoint] = positions.getOrDefault(label, 0);
    }
    return new EndpointClasses(ordered.stream().map(set -> new EndpointClass(EndpointSet.of(set))).toList(), classOf);
  }

  /** What distinguishes endpoints whatever the endpoint sets are. A future endpoint is like no other. */
  private record Traits(Role role, Set<IpFamily> families, boolean replicated, SortedSet<Integer> addressAtoms,
      int future) {

    static Traits of(Endpoint endpoint, AddressAtoms atoms) {
      SortedSet<Integer> where = new TreeSet<>();
      for (Address address : endpoint.addresses()) {
        where.add(atoms.of(address));
      }
      int future = endpoint.role() == Role.FUTURE ? endpoint.index() : -1;
      return new Traits(endpoint.role(), endpoint.families(), endpoint.replicated(), where, future);
    }
  }

  /** Splits classes, given as one label for each endpoint, by one set after the other. */
  private static final class Refinement {
    private final int[] labels;
    private final int[] sizes;
    private final int[] inside;
    private final int[] successors;
    private int count;

    Refinement(int[] labels, int count) {
      this.labels = labels;
      this.count = count;
      sizes = new int[labels.length];
      inside = new int[labels.length];
      successors = new int[labels.length];
      Arrays.fill(successors, -1);
      for (int label : labels) {
        sizes[label]++;
      }
    }

    /** Members of the set leave every class that also has other members. Linear in the size of the set. */
    void split(EndpointSet set) {
      for (int e = set.next(0); e >= 0; e = set.next(e + 1)) {
        inside[labels[e]]++;
      }
      List<Integer> touched = new ArrayList<>();
      for (int e = set.next(0); e >= 0; e = set.next(e + 1)) {
        int label = labels[e];
        if (inside[label] > 0 && inside[label] < sizes[label] && successors[label] < 0) {
          successors[label] = count++;
        }
        if (inside[label] > 0) {
          touched.add(label);
          labels[e] = successors[label] < 0 ? label : successors[label];
        }
      }
      for (int label : touched) {
        if (successors[label] >= 0) {
          sizes[successors[label]] = inside[label];
          sizes[label] -= inside[label];
          successors[label] = -1;
        }
        inside[label] = 0;
      }
    }
  }
}
