package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values of one variable that need to be told apart. Between two numbers that the problem mentions, all values are
 * alike: one of them stands for the cell.
 *
 * @param variable the variable
 * @param preferred the values that come first in the order of witnesses, in this order
 * @param cells the value that stands for each cell, by the least value of the cell
 */
record Dimension(Variable variable, List<BigInteger> preferred, NavigableMap<BigInteger, BigInteger> cells) {

  /** Copies the collections. */
  Dimension {
    preferred = List.copyOf(preferred);
    cells = new TreeMap<>(cells);
  }

  /** Every value that may stand in a witness, in the order of witnesses. */
  List<BigInteger> candidates() {
    Set<BigInteger> ordered = new LinkedHashSet<>(preferred);
    ordered.addAll(cells.values());
    return new ArrayList<>(ordered);
  }

  /** The value that stands for all that are like this one. */
  BigInteger representative(BigInteger value) {
    var cell = cells.floorEntry(value);
    return preferred.contains(value) || cell == null ? value : cell.getValue();
  }

  /** The variable has one of the candidates up to this one, or a value like it. */
  int upTo(Circuit circuit, List<BigInteger> candidates, int rank) {
    List<Integer> parts = new ArrayList<>();
    for (BigInteger value : preferred.subList(0, Math.min(rank + 1, preferred.size()))) {
      parts.add(circuit.is(variable, value));
    }
    if (rank >= preferred.size()) {
      parts.add(circuit.within(variable, BigInteger.ZERO, candidates.get(rank)));
    }
    return circuit.or(parts);
  }
}
