package dev.canreach.bench;

import dev.canreach.model.Network;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.ReachabilityMap;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact traffic between every two ends of a network of as many endpoints as policies, every cell visited. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class AllPairs {
  /** Endpoints, and policies. */
  @Param({"100", "1000", "5000"})
  public int size;

  private @Nullable Network network;

  /** Makes the network. */
  @Setup
  public void makeNetwork() {
    network = SyntheticNetworks.of(size, size);
  }

  /** In a process that has just started. */
  @Benchmark
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public long cold() {
    return pairs();
  }

  /** Again and again. */
  @Benchmark
  @Fork(1)
  @Warmup(iterations = 5)
  @Measurement(iterations = 10)
  public long warm() {
    return pairs();
  }

  private long pairs() {
    return AllPairsRun.reachablePairs(new ReachabilityMap(Objects.requireNonNull(network), Valuation.DEFAULT));
  }
}
