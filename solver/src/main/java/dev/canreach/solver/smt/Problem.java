package dev.canreach.solver.smt;

import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/**
 * A question as a formula: is there a packet, and are there choices, for which the root is true?
 *
 * @param circuit holds the gates
 * @param space the packets
 * @param flow what the question is about
 * @param expected whether the packets that are looked for are delivered
 * @param steps what lets the packet pass each step of the path, up to the first that lets nothing pass
 * @param wellFormed what every packet fulfils
 * @param root the whole question
 * @param dimensions the values that it tells apart
 */
record Problem(Circuit circuit, PacketSpace space, Flow flow, boolean expected, List<Integer> steps, int wellFormed,
    int root, List<Dimension> dimensions) {

  /** Copies the lists. */
  Problem {
    steps = List.copyOf(steps);
    dimensions = List.copyOf(dimensions);
  }

  /** Is some packet of the flow delivered (or not delivered, as expected)? */
  static Problem of(NetworkIndex index, Flow flow, boolean expected) {
    return of(index, flow, expected, new Circuit(), "", (circuit, origin) -> Circuit.TRUE);
  }

  /** Is some packet of the flow delivered by default? No assumption is a choice, which leaves little of most networks. */
  static Problem byDefault(NetworkIndex index, Flow flow) {
    Circuit circuit = new Circuit();
    return of(index, flow, true, circuit, "", origin -> Circuit.TRUE,
        assumption -> Circuit.constant(Valuation.DEFAULT.holds(assumption)));
  }

  /** Is some packet delivered? The problem shares a circuit with others; its variables begin with the prefix. */
  static Problem within(Circuit circuit, NetworkIndex index, Flow flow, String prefix) {
    return of(index, flow, true, circuit, prefix, (shared, origin) -> Circuit.TRUE);
  }

  /** Is some packet delivered once some objects are removed? Every object of a policy is a choice. */
  static Problem withRemovals(NetworkIndex index, Flow flow) {
    return of(index, flow, true, new Circuit(), "",
        (circuit, origin) -> circuit.not(circuit.chosen(new Choice.Removed(origin.object()))));
  }

  /** Is there a packet of the flow for which exactly one of the predicates is true? */
  static Problem difference(NetworkIndex index, Flow flow, PacketExpr left, PacketExpr right) {
    Circuit circuit = new Circuit();
    PacketSpace space = new PacketSpace(circuit, index, flow, "");
    ExprCompiler expressions = new ExprCompiler(circuit, space, assumed(circuit));
    int one = expressions.compile(left, space.sent());
    int other = expressions.compile(right, space.sent());
    return closed(circuit, space, flow, true, List.of(), circuit.choose(one, circuit.not(other), other));
  }

  private static Problem of(NetworkIndex index, Flow flow, boolean expected, Circuit circuit, String prefix,
      BiFunction<Circuit, Origin, Integer> presence) {
    return of(index, flow, expected, circuit, prefix, origin -> presence.apply(circuit, origin), assumed(circuit));
  }

  /** Every assumption is a choice. */
  private static ToIntFunction<Assumption> assumed(Circuit circuit) {
    return assumption -> circuit.chosen(new Choice.Assumed(assumption));
  }

  private static Problem of(NetworkIndex index, Flow flow, boolean expected, Circuit circuit, String prefix,
      ToIntFunction<Origin> present, ToIntFunction<Assumption> assumed) {
    PacketSpace space = new PacketSpace(circuit, index, flow, prefix);
    ExprCompiler expressions = new ExprCompiler(circuit, space, assumed);
    int meant = expressions.compile(flow.guard(), space.sent());
    Path path = flow.path();
    List<Integer> steps = new PathCompiler(circuit, index, space, expressions,
        new PlaneCompiler(circuit, expressions, present)).compile(path);
    int delivered = circuit.and(steps);
    int asked = circuit.and(meant, expected ? delivered : circuit.not(delivered));
    return closed(circuit, space, flow, expected, steps, asked);
  }

  private static Problem closed(Circuit circuit, PacketSpace space, Flow flow, boolean expected,
      List<Integer> steps, int asked) {
    int fulfilled = space.wellFormed();
    Dimensions dimensions = new Dimensions(circuit, space, circuit.and(asked, fulfilled));
    int wellFormed = circuit.and(fulfilled, circuit.and(dimensions.excluded()));
    return new Problem(circuit, space, flow, expected, steps, wellFormed, circuit.and(asked, wellFormed),
        dimensions.all());
  }
}
