package dev.canreach.solver;

import dev.canreach.lint.Change;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.query.Prover;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.resource.Coverage;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.readers.Readers;
import dev.canreach.solver.smt.CrossCheckedProver;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One input as it was read. It never changes and may be used by any number of threads; each opens its own
 * {@link Session}.
 */
public final class Snapshot {
  private final Inventory inventory;
  private final List<Diagnostic> diagnostics;
  private final boolean complete;
  private final Assumptions assumptions;
  private final Optional<Overlay> overlay;
  private volatile @Nullable Network network;

  /**
   * @param overlay what made it of another snapshot; empty when it was read as it is
   */
  Snapshot(Inventory inventory, List<Diagnostic> diagnostics, boolean complete, Assumptions assumptions,
      Optional<Overlay> overlay) {
    this.inventory = inventory;
    this.diagnostics = List.copyOf(diagnostics);
    this.complete = complete;
    this.assumptions = assumptions;
    this.overlay = overlay;
  }

  /** The objects as written. */
  public Inventory inventory() {
    return inventory;
  }

  /** The network that they form; it is made when it is first asked for. */
  public Network network() {
    Network known = network;
    return known == null ? lower() : known;
  }

  private synchronized Network lower() {
    Network known = network;
    if (known == null) {
      known = Lowerings.lower(inventory, assumptions, List.of());
      network = known;
    }
    return known;
  }

  /** What is wrong with the input, in the order of its places. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * What everyone who asks should know about the input, as no answer shows it: objects that count for nothing, because
   * others of their names replace them.
   *
   * @return a line with its place for each
   */
  public List<String> warnings() {
    return diagnostics.stream()
        .filter(diagnostic -> diagnostic.type().equals(Readers.REPLACED))
        .map(diagnostic -> diagnostic.span() + ": warning: " + diagnostic.message())
        .toList();
  }

  /** The {@link #warnings()} of both, each once. */
  public List<String> warningsWith(Snapshot other) {
    return Stream.concat(warnings().stream(), other.warnings().stream()).distinct().toList();
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

  /**
   * This input with the objects of the change in the place of those of the same group, kind, namespace and name; this very
   * snapshot when they say what those say, only elsewhere.
   */
  public Snapshot replacing(Snapshot change) {
    return Overlay.replaced(this, change);
  }

  /** This input without the objects of the same group, kind, namespace and name as those of the change. */
  public Snapshot without(Snapshot change) {
    return Overlay.without(this, change);
  }

  /** What differs from the snapshot that this one was made of; everything, when that is another one. */
  Change changeSince(Snapshot earlier) {
    return overlay.map(each -> each.change(earlier, this)).orElse(Change.ALL);
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
    return Selection.of(network(), assumptions.internet() == Assumptions.Internet.PUBLIC, text);
  }

  /** Starts a session; the caller closes it. */
  public Session open() {
    return new Session(this, new SmtProver());
  }

  /** Starts a session whose questions end after this time at the latest, undecided; the caller closes it. */
  public Session open(Duration question) {
    return new Session(this, Canreach.prover(question));
  }

  /** Starts a session with a prover that stays open when the session is closed; the caller closes both. */
  public Session open(Prover prover) {
    return new Session(this, prover, false);
  }

  /** Starts a session in which every interpreter is asked and a disagreement is an error; the caller closes it. */
  public Session openCrossChecked() {
    return new Session(this, new CrossCheckedProver(new SmtProver()));
  }
}
