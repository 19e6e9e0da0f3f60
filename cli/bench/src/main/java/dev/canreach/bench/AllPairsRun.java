package dev.canreach.bench;

import dev.canreach.model.Network;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.ReachabilityMap;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The map of a synthetic network in a process that has just started. Arguments: endpoints, policies, and how often to
 * repeat; the first figure is the cold one.
 */
public final class AllPairsRun {
  private AllPairsRun() {}

  /** Prints one line for each repetition. */
  public static void main(String[] args) {
    int endpoints = Integer.parseInt(args[0]);
    int policies = Integer.parseInt(args[1]);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Network network = SyntheticNetworks.of(endpoints, policies);
    for (int i = Integer.parseInt(args[2]); i > 0; i--) {
      long wall = System.nanoTime();
      long start = threads.getCurrentThreadCpuTime();
      ReachabilityMap map = new ReachabilityMap(network, Valuation.DEFAULT);
      long built = threads.getCurrentThreadCpuTime();
      long reachable = reachablePairs(map);
      long end = threads.getCurrentThreadCpuTime();
      System.out.printf("%d ends, %d reachable pairs: %d ms, CPU %d ms (%d ms before the first row)%n",
          map.ends().size(), reachable, millis(System.nanoTime() - wall), millis(end - start), millis(built - start));
    }
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  /** Visits every row and counts the pairs between which some packet arrives. */
  static long reachablePairs(ReachabilityMap map) {
    long pairs = 0;
    for (int from = 0; from < map.ends().size(); from++) {
      for (ReachabilityMap.Group group : map.row(from)) {
        pairs += group.traffic().isEmpty() ? 0 : group.to().count();
      }
    }
    return pairs;
  }
}
