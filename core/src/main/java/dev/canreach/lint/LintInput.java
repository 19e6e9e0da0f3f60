package dev.canreach.lint;

import dev.canreach.model.Network;
import dev.canreach.resource.Inventory;
import dev.canreach.source.Diagnostic;
import java.util.List;
import java.util.Objects;

/**
 * What rules look at.
 *
 * @param inventory the objects as written
 * @param network the network that they form
 * @param diagnostics what was wrong with the text of the objects
 * @param closedWorld whether the input is all there is; else objects may exist that it lacks, and rules about missing objects only inform
 */
public record LintInput(Inventory inventory, Network network, List<Diagnostic> diagnostics, boolean closedWorld) {
  public LintInput {
    Objects.requireNonNull(inventory);
    Objects.requireNonNull(network);
    diagnostics = List.copyOf(diagnostics);
  }
}
