package dev.canreach.solver.smt;

import java.math.BigInteger;

/**
 * A bit-vector that stands for one number of the packet as it is sent, read without sign.
 *
 * @param name the name in the problem
 * @param width the number of bits
 */
record Variable(String name, int width) {

  /** The greatest value. */
  BigInteger max() {
    return BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
  }
}
