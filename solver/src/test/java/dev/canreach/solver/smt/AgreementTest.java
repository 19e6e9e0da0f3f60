package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** On random networks the solver says exactly what trying every packet says. */
class AgreementTest {
  private static final SmtProver PROVER = new SmtProver();

  @AfterContainer
  static void close() {
    PROVER.close();
  }

  @Property(tries = 6000, shrinking = ShrinkingMode.OFF)
  void proofsAreThoseOfTryingEveryPacket(@ForAll long seed, @ForAll boolean delivered) {
    RandomQuestion question = new RandomQuestion(seed);
    BruteForce force = new BruteForce(question.network, question.flow);
    Proof proof = delivered
        ? PROVER.delivers(question.network, question.flow)
        : PROVER.loses(question.network, question.flow);

    assertThat(withoutValuations(proof)).isEqualTo(expected(force, delivered, assumptions(question.flow)));
    if (proof instanceof Proof.Found found) {
      assertThat(force.first(delivered, found.valuation())).contains(found.witness());
    }
    if (proof instanceof Proof.Depends depends) {
      assertThat(force.first(delivered, depends.with().valuation())).contains(depends.with().witness());
      assertThat(force.first(delivered, depends.without())).isEmpty();
    }
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void removalsAreTheLeastSetThatOpensTheFlow(@ForAll long seed) {
    RandomQuestion question = new RandomQuestion(seed);
    BruteForce force = new BruteForce(question.network, question.flow);
    Optional<Set<String>> expected = subsets(objects(question.flow)).stream()
        .filter(removed -> force.first(true, Valuation.DEFAULT, without(question.flow.path(), removed)).isPresent())
        .findFirst()
        .filter(removed -> !removed.isEmpty());

    assertThat(PROVER.removals(question.network, question.flow)).isEqualTo(expected);
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void differencesAreThoseOfTryingEveryPacket(@ForAll long seed) {
    RandomQuestion question = new RandomQuestion(seed);
    Network network = question.network;
    PacketExpr left = PacketExpr.and(RandomQuestion.mentions(), question.expr(2));
    PacketExpr right = PacketExpr.and(RandomQuestion.mentions(), question.expr(2));
    Flow flow = question.flow;
    boolean same = flow.source() == flow.destination();
    PacketExpr differ = PacketExpr.or(PacketExpr.and(left, PacketExpr.not(right)),
        PacketExpr.and(PacketExpr.not(left), right));
    Optional<Packet> expected = Optional.empty();
    for (boolean loopback : same ? List.of(false, true) : List.of(false)) {
      BruteForce force = new BruteForce(network,
          new Flow(flow.source(), flow.destination(), loopback, differ, new Path(List.of())));
      Set<Assumption> open = new TreeSet<>(holds(differ).stream().filter(Assumption::isOpen).toList());
      for (Valuation valuation : valuations(open)) {
        expected = expected.or(() -> force.first(true, valuation));
      }
    }

    assertThat(PROVER.difference(network, flow.source(), flow.destination(), left, right)).isEqualTo(expected);
  }

  /** Which assumptions a valuation names beyond those that matter is the prover's own business. */
  private static Proof withoutValuations(Proof proof) {
    return switch (proof) {
      case Proof.Found found -> withoutValuation(found);
      case Proof.Depends depends ->
          new Proof.Depends(depends.assumptions(), withoutValuation(depends.with()), Valuation.DEFAULT);
      case Proof.None none -> none;
      case Proof.GaveUp gaveUp -> gaveUp;
    };
  }

  private static Proof.Found withoutValuation(Proof.Found found) {
    return new Proof.Found(found.witness(), Valuation.DEFAULT, found.decisive());
  }

  private static Proof expected(BruteForce force, boolean delivered, Set<Assumption> assumptions) {
    Set<Assumption> open = new TreeSet<>(assumptions.stream().filter(Assumption::isOpen).toList());
    Proof proof = undecided(force, delivered, open, new TreeMap<>());
    List<Assumption> decisive = new ArrayList<>();
    for (Assumption assumption : assumptions) {
      if (assumption.byDefault().isPresent()) {
        Proof flipped = undecided(force, delivered, open, Map.of(assumption, !assumption.byDefault().get()));
        if (!flipped.getClass().equals(proof.getClass())) {
          decisive.add(assumption);
        }
      }
    }
    return switch (proof) {
      case Proof.Found found -> new Proof.Found(found.witness(), Valuation.DEFAULT, decisive);
      case Proof.None none -> new Proof.None(decisive);
      case Proof.Depends depends -> new Proof.Depends(depends.assumptions(),
          new Proof.Found(depends.with().witness(), Valuation.DEFAULT, decisive), Valuation.DEFAULT);
      case Proof.GaveUp gaveUp -> gaveUp;
    };
  }

  /** The proof without decisive assumptions. */
  private static Proof undecided(BruteForce force, boolean delivered, Set<Assumption> open,
      Map<Assumption, Boolean> changes) {
    Valuation base = valuations(open).get(0);
    Optional<Packet> first = force.first(delivered, base.with(changes));
    for (Valuation valuation : valuations(open)) {
      Optional<Packet> other = force.first(delivered, valuation.with(changes));
      if (other.isPresent() != first.isPresent()) {
        List<Assumption> flipped = open.stream().filter(valuation::holds).toList();
        Packet witness = first.or(() -> other).orElseThrow();
        return new Proof.Depends(flipped, new Proof.Found(witness, Valuation.DEFAULT, List.of()), Valuation.DEFAULT);
      }
    }
    return first.<Proof>map(packet -> new Proof.Found(packet, Valuation.DEFAULT, List.of()))
        .orElse(new Proof.None(List.of()));
  }

  /** Fewest true assumptions first, then the alphabetically least. */
  private static List<Valuation> valuations(Set<Assumption> open) {
    return subsets(open).stream().map(holding -> Valuation.of(open, holding)).toList();
  }

  private static <T extends Comparable<T>> List<Set<T>> subsets(Collection<T> all) {
    List<Set<T>> subsets = new ArrayList<>();
    subsets.add(new TreeSet<>());
    for (T element : new TreeSet<>(all)) {
      for (Set<T> smaller : List.copyOf(subsets)) {
        Set<T> larger = new TreeSet<>(smaller);
        larger.add(element);
        subsets.add(larger);
      }
    }
    subsets.sort(Comparator.<Set<T>>comparingInt(Set::size).thenComparing(Object::toString));
    return subsets;
  }

  private static Path without(Path path, Set<String> removed) {
    return new Path(path.steps().stream().<Step>map(step -> switch (step) {
      case Step.Stage stage -> new Step.Stage(without(stage.plane(), removed));
      case Step.Hop hop -> hop;
    }).toList());
  }

  private static Plane without(Plane plane, Set<String> removed) {
    return new Plane(plane.name(), plane.subject(), plane.tiers()
        .stream()
        .map(tier -> new Tier(tier.name(),
            tier.scopes().stream().filter(scope -> !removed.contains(scope.origin().object())).toList(),
            tier.rules().stream().filter(rule -> !removed.contains(rule.origin().object())).toList(),
            tier.end()))
        .toList());
  }

  private static Set<String> objects(Flow flow) {
    Set<String> objects = new TreeSet<>();
    for (Step step : flow.path().steps()) {
      if (step instanceof Step.Stage stage) {
        for (Tier tier : stage.plane().tiers()) {
          tier.scopes().forEach(scope -> objects.add(scope.origin().object()));
          tier.rules().forEach(rule -> objects.add(rule.origin().object()));
        }
      }
    }
    return objects;
  }

  private static Set<Assumption> assumptions(Flow flow) {
    Set<Assumption> found = new TreeSet<>(holds(flow.guard()));
    for (Step step : flow.path().steps()) {
      switch (step) {
        case Step.Hop hop -> found.addAll(holds(hop.guard()));
        case Step.Stage stage -> {
          for (Tier tier : stage.plane().tiers()) {
            tier.scopes().forEach(scope -> found.addAll(holds(scope.subject())));
            tier.rules().forEach(rule -> found.addAll(holds(rule.guard())));
          }
        }
      }
    }
    return found;
  }

  private static Set<Assumption> holds(PacketExpr expr) {
    Set<Assumption> found = new TreeSet<>();
    switch (expr) {
      case PacketExpr.And and -> and.operands().forEach(operand -> found.addAll(holds(operand)));
      case PacketExpr.Or or -> or.operands().forEach(operand -> found.addAll(holds(operand)));
      case PacketExpr.Not not -> found.addAll(holds(not.operand()));
      case PacketExpr.Holds holds -> found.add(holds.assumption());
      case PacketExpr.Const constant -> {}
      case PacketExpr.InRange range -> {}
      case PacketExpr.InPrefix prefix -> {}
      case PacketExpr.IsEndpoint is -> {}
      case PacketExpr.HasLabel label -> {}
      case PacketExpr.Loopback loopback -> {}
      case PacketExpr.Matches text -> {}
    }
    return found;
  }
}
