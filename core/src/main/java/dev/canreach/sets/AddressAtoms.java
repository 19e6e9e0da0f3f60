package dev.canreach.sets;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The coarsest partition of all addresses such that each block is a union of parts. Blocks are nested or disjoint, so the
 * smallest block around an address says which blocks contain it: there is one atom for each block, the addresses of
 * the block that no smaller block holds, and it may be empty. The whole of each family always counts as a block.
 */
final class AddressAtoms {
  private final List<Cidr> blocks;
  private final int[] parents;
  private final int[] ends;

  /** The partition by these blocks. */
  AddressAtoms(Collection<Cidr> mentioned) {
    TreeSet<Cidr> all = new TreeSet<>(mentioned);
    for (IpFamily family : IpFamily.values()) {
      all.add(Cidr.all(family));
    }
    blocks = List.copyOf(all);
    parents = new int[blocks.size()];
    ends = new int[blocks.size()];
    int parent = -1;
    for (int atom = 0; atom < parents.length; atom++) {
      while (parent >= 0 && !blocks.get(parent).contains(blocks.get(atom))) {
        parent = parents[parent];
      }
      parents[atom] = parent;
      for (int above = atom; above >= 0; above = parents[above]) {
        ends[above] = atom;
      }
      parent = atom;
    }
  }

  /** The number of atoms; they are numbered from 0. */
  int count() {
    return parents.length;
  }

  /** The family of an atom's addresses. */
  IpFamily family(int atom) {
    return blocks.get(atom).family();
  }

  /** The atom that holds the address. */
  int of(Address address) {
    int index = Collections.binarySearch(blocks, Cidr.of(address));
    int atom = index >= 0 ? index : -index - 2;
    while (!blocks.get(atom).contains(address)) {
      atom = parents[atom];
    }
    return atom;
  }

  /** The least atom of a mentioned block; its atoms are numbered from here to {@link #end}. */
  int start(Cidr block) {
    return Collections.binarySearch(blocks, block);
  }

  /** The greatest atom of the block whose least atom this is. */
  int end(int start) {
    return ends[start];
  }

  /** The addresses of an atom. */
  AddressSet addresses(int atom) {
    List<AddressRange> inner = new ArrayList<>();
    for (int below = atom + 1; below <= ends[atom]; below = ends[below] + 1) {
      inner.add(blocks.get(below).range());
    }
    return AddressSet.of(blocks.get(atom)).minus(new AddressSet(inner));
  }
}
