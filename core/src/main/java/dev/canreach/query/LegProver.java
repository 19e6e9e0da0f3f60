package dev.canreach.query;

import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.packet.PacketExpr;
import dev.canreach.sets.EndpointClasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves legs. Where a question has very many, those between endpoints that nothing in the network tells apart are
 * proved once.
 */
final class LegProver {
  private static final int FEW = 64;

  private final Network network;
  private final Prover prover;
  private final Optional<EndpointClasses> classes;
  private final Map<Key, Proof> delivered = new HashMap<>();
  private final Map<Key, Proof> routed = new HashMap<>();
  private final Map<Key, Optional<Set<String>>> removals = new HashMap<>();

  LegProver(Network network, Prover prover, List<Leg> legs) {
    this.network = network;
    this.prover = prover;
    this.classes = legs.size() <= FEW || hasOnePair(legs)
        ? Optional.empty()
        : Optional.of(EndpointClasses.of(network));
  }

  /** Ways between the same two ends have nothing to share but what they are. */
  private static boolean hasOnePair(List<Leg> legs) {
    Flow first = legs.get(0).flow();
    return legs.stream()
        .map(Leg::flow)
        .allMatch(flow -> flow.source() == first.source() && flow.destination() == first.destination());
  }

  /** What legs have in common that have the same proof; paths are compared by identity. */
  private static final class Key {
    private final Path path;
    private final List<Object> rest;

    Key(Path path, Object... rest) {
      this.path = path;
      this.rest = List.of(rest);
    }

    @Override
    public boolean equals(Object object) {
      return object instanceof Key other && isSame(path, other.path) && rest.equals(other.rest);
    }

    @SuppressWarnings("ReferenceEquality") // Equal paths are the same object in one network; comparing them is slow.
    private static boolean isSame(Path left, Path right) {
      return left == right;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(path) + rest.hashCode();
    }
  }

  /** Addresses in a guard tell apart what the network does not; such legs are proved each for itself. */
  private Key key(Leg leg) {
    Flow flow = leg.flow();
    boolean plain = leg.from().guard().equals(PacketExpr.TRUE) && leg.to().guard().equals(PacketExpr.TRUE);
    if (!plain || classes.isEmpty()) {
      return new Key(flow.path(), flow.source(), flow.destination(), flow.loopback(), flow.guard());
    }
    EndpointClasses partition = classes.get();
    return new Key(flow.path(), partition.classOf(flow.source()), partition.classOf(flow.destination()),
        flow.source() == flow.destination(), flow.source() == leg.receiver(), flow.loopback(), flow.guard());
  }

  /** Whether some packet arrives. The witness may be one of an endpoint of the same class. */
  Proof delivers(Leg leg) {
    return delivered.computeIfAbsent(key(leg), key -> prover.delivers(network, leg.flow()));
  }

  /** Whether some packet gets as far as the end of the leg when no policy has a say. */
  Proof routed(Leg leg) {
    return routed.computeIfAbsent(key(leg), key -> prover.delivers(network, leg.routing()));
  }

  /** Whether some packet of the leg certainly gets as far as its policies. */
  boolean isRouted(Leg leg) {
    return routed(leg) instanceof Proof.Found;
  }

  /** The legs of which packets get as far as policies under some assumption only, as they are when it holds. */
  List<Leg> granted(List<Leg> legs) {
    List<Leg> granted = new ArrayList<>();
    for (Leg leg : legs) {
      if (routed(leg) instanceof Proof.Depends depends) {
        Leg then = Granted.of(leg, depends.with().valuation());
        if (isRouted(then)) {
          granted.add(then);
        }
      }
    }
    return granted;
  }

  /** The fewest objects without which some packet would arrive; empty when none help, or when a limit was reached. */
  Optional<Set<String>> removals(Leg leg) {
    return removals.computeIfAbsent(key(leg), key -> {
      try {
        return prover.removals(network, leg.flow());
      } catch (ProverLimitException e) {
        return Optional.empty();
      }
    });
  }
}
