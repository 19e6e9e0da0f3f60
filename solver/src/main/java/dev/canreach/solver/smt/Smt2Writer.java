package dev.canreach.solver.smt;

import dev.canreach.model.Network;
import dev.canreach.model.Step;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes problems as one standard SMT-LIB 2 script in the logic QF_BV, every gate with operands as a definition. */
final class Smt2Writer {
  private final StringBuilder out = new StringBuilder();
  private final Circuit circuit;
  private final Map<Choice, String> choices = new HashMap<>();

  private Smt2Writer(Circuit circuit) {
    this.circuit = circuit;
  }

  /** The script that asks for the root; the problems are those that the root was made of. */
  static String write(Network network, List<Problem> problems, int root) {
    return new Smt2Writer(problems.isEmpty() ? new Circuit() : problems.get(0).circuit())
        .script(network, problems, root);
  }

  private String script(Network network, List<Problem> problems, int root) {
    BitSet reachable = circuit.reachable(root);
    comment("Is there a packet that does what is asked? sat = yes, unsat = no.");
    problems.forEach(problem -> question(network, problem));
    line("(set-logic QF_BV)");
    declareVariables(reachable);
    declareChoices(circuit.choices(root));
    reachable.stream()
        .filter(id -> !isLeaf(id))
        .forEach(
            id -> line("(define-fun " + reference(id) + " () Bool " + definition(id) + ")"));
    line("(assert " + reference(root) + ")");
    line("(check-sat)");
    return out.toString();
  }

  private void question(Network network, Problem problem) {
    Flow flow = problem.flow();
    comment("from " + network.endpoint(flow.source()).id() + " to " + network.endpoint(flow.destination()).id()
        + (flow.loopback() ? ", the same pod" : "") + ": " + (problem.expected() ? "delivered" : "not delivered")
        + "; on its way: " + flow.path().steps().stream().map(Smt2Writer::name).collect(Collectors.joining(", ")));
    Map<Variable, LabelVariable> labels = new HashMap<>();
    for (var side : Side.values()) {
      problem.space().labels(side).forEach((key, label) -> {
        if (labels.put(label.variable(), label) == null) {
          comment(label.variable().name() + ": the label " + key + "; 0 = absent, 1 = another value, then "
              + label.mentioned());
        }
      });
    }
  }

  private static String name(Step step) {
    return switch (step) {
      case Step.Stage stage -> stage.plane().name();
      case Step.Hop hop -> hop.name() + " by " + hop.origin().describe();
    };
  }

  private void declareVariables(BitSet reachable) {
    Map<String, Variable> variables = new TreeMap<>();
    reachable.stream().forEach(id -> {
      if (circuit.gate(id) instanceof Gate.Within within) {
        variables.put(within.variable().name(), within.variable());
      }
    });
    variables.values()
        .forEach(
            variable -> line("(declare-const " + variable.name() + " (_ BitVec " + variable.width() + "))"));
  }

  /** Defaulted assumptions have their value, open ones are free. */
  private void declareChoices(SortedSet<Choice> used) {
    for (Choice choice : new TreeSet<>(used)) {
      String name = "assumption_" + (choices.size() + 1);
      choices.put(choice, name);
      comment(name + ": " + choice.name());
      line("(declare-const " + name + " Bool)");
      if (choice instanceof Choice.Assumed assumed && assumed.assumption().byDefault().isPresent()) {
        line("(assert " + (assumed.assumption().byDefault().get() ? name : "(not " + name + ")") + ")");
      }
    }
  }

  private boolean isLeaf(int id) {
    return switch (circuit.gate(id)) {
      case Gate.Constant constant -> true;
      case Gate.Within within -> true;
      case Gate.Chosen chosen -> true;
      case Gate.Not not -> isLeaf(not.operand());
      case Gate.And and -> false;
      case Gate.Or or -> false;
    };
  }

  private String reference(int id) {
    return isLeaf(id) ? definition(id) : "gate_" + id;
  }

  private String definition(int id) {
    return switch (circuit.gate(id)) {
      case Gate.Constant constant -> Boolean.toString(constant.value());
      case Gate.Within within -> within(within);
      case Gate.Chosen chosen -> choices.getOrDefault(chosen.choice(), "false");
      case Gate.Not not -> "(not " + reference(not.operand()) + ")";
      case Gate.And and -> "(and " + references(and.operands()) + ")";
      case Gate.Or or -> "(or " + references(or.operands()) + ")";
    };
  }

  private String references(List<Integer> ids) {
    return ids.stream().map(this::reference).collect(Collectors.joining(" "));
  }

  private static String within(Gate.Within gate) {
    String name = gate.variable().name();
    int width = gate.variable().width();
    return switch (Bounds.of(gate)) {
      case Bounds.Prefix prefix when prefix.bits() == width ->
          "(= " + name + " " + number(prefix.value(), width) + ")";
      case Bounds.Prefix prefix -> "(= ((_ extract " + (width - 1) + " " + (width - prefix.bits()) + ") " + name + ") "
          + number(prefix.value(), prefix.bits()) + ")";
      case Bounds.AtMost most -> "(bvule " + name + " " + number(most.value(), width) + ")";
      case Bounds.AtLeast least -> "(bvuge " + name + " " + number(least.value(), width) + ")";
      case Bounds.Between between -> "(and (bvuge " + name + " " + number(between.low(), width) + ") (bvule " + name
          + " " + number(between.high(), width) + "))";
    };
  }

  private static String number(BigInteger value, int width) {
    return "(_ bv" + value + " " + width + ")";
  }

  /** Names come from users: a comment must not end before they do. */
  private void comment(String text) {
    line("; " + text.replaceAll("\\p{Cntrl}", " "));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
