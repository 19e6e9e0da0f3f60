package dev.canreach.solver;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.resource.Coverage;
import dev.canreach.resource.Inventory;
import dev.canreach.solver.smt.CrossCheckedProver;
import dev.canreach.solver.smt.Limits;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import java.time.Duration;
import java.util.List;

/**
 * One input as it was read. It never changes and may be used by any number of threads; each opens its own
 * {@link Session}.
 */
public final class Snapshot {
  private final Inventory inventory;
  private final List<Diagnostic> diagnostics;
  private final boolean complete;
  private final Assumptions assumptions;
  private final Network network;

  Snapshot(Inventory inventory, List<Diagnostic> diagnostics, boolean complete, Assumptions assumptions) {
    this.inventory = inventory;
    this.diagnostics = List.copyOf(diagnostics);
    this.complete = complete;
    this.assumptions = assumptions;
    this.network = Lowerings.lower(inventory, assumptions, List.of());
  }

  /** The objects as written. */
  public Inventory inventory() {
    return inventory;
  }

  /** The network that they form. */
  public Network network() {
    return network;
  }

  /** What is wrong with the input, in the order of its places. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** What was read and what became of it. */
  public Coverage coverage() {
    return inventory.coverage();
  }

  /** What the user says about things that the input does not state. */
  public Assumptions assumptions() {
    return assumptions;
  }

  /** Whether every document was read. */
  boolean isRead() {
    return complete;
  }

  /** This input with the objects of the change in the place of those of the same group, kind, namespace and name. */
  public Snapshot replacing(Snapshot change) {
    return Overlay.replaced(this, change);
  }

  /** This input without the objects of the same group, kind, namespace and name as those of the change. */
  public Snapshot without(Snapshot change) {
    return Overlay.without(this, change);
  }

  /** Whether no object at all was read. */
  public boolean isEmpty() {
    return coverage().objects() == 0;
  }

  /** Whether everything was read, and nothing of it would be refused. */
  public boolean isComplete() {
    return complete && coverage().unread() == 0
        && diagnostics.stream().noneMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  /**
   * The ends that a spelling of contract §1 stands for.
   *
   * @throws QuestionException when it is malformed, ambiguous, or stands for nothing
   */
  public Selection select(String text) throws QuestionException {
    return Selection.of(network, assumptions.internet() == Assumptions.Internet.PUBLIC, text);
  }

  /** Starts a session; the caller closes it. */
  public Session open() {
    return new Session(this, new SmtProver());
  }

  /** Starts a session whose questions end after this time at the latest, undecided; the caller closes it. */
  public Session open(Duration question) {
    Limits limits = new Limits(Limits.DEFAULT.steps(), question, Limits.DEFAULT.checksBeforeRecycling());
    return new Session(this, new SmtProver(limits));
  }

  /** Starts a session in which every interpreter is asked and a disagreement is an error; the caller closes it. */
  public Session openCrossChecked() {
    return new Session(this, new CrossCheckedProver(new SmtProver()));
  }
}
