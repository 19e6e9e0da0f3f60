package dev.canreach.solver.smt;

import java.math.BigInteger;

/** The cheapest way to say that a bit-vector lies between two numbers. */
sealed interface Bounds {

  /** Its first bits spell the value; all of them do when the two numbers are one. */
  record Prefix(BigInteger value, int bits) implements Bounds {}

  /** It is not above the value. */
  record AtMost(BigInteger value) implements Bounds {}

  /** It is not below the value. */
  record AtLeast(BigInteger value) implements Bounds {}

  /** Two comparisons. */
  record Between(BigInteger low, BigInteger high) implements Bounds {}

  /** The way for a gate. */
  static Bounds of(Gate.Within gate) {
    BigInteger size = gate.high().subtract(gate.low()).add(BigInteger.ONE);
    int free = size.bitLength() - 1;
    boolean aligned = size.bitCount() == 1 && gate.low().getLowestSetBit() >= free;
    if (size.equals(BigInteger.ONE) || aligned || (size.bitCount() == 1 && gate.low().signum() == 0)) {
      return new Prefix(gate.low().shiftRight(free), gate.variable().width() - free);
    }
    if (gate.low().signum() == 0) {
      return new AtMost(gate.high());
    }
    return gate.high().equals(gate.variable().max()) ? new AtLeast(gate.low()) : new Between(gate.low(), gate.high());
  }
}
