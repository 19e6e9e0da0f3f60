package dev.canreach.bench;

import dev.canreach.model.Network;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.solver.smt.SmtProver;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One question between two random endpoints out of 1,000 under 5,000 policies, with percentiles. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@State(Scope.Thread)
public class SolverQuery {
  private static final int ENDPOINTS = 1_000;

  private final Network network = SyntheticNetworks.of(ENDPOINTS, 5_000);
  private final SmtProver prover = new SmtProver();
  private final Random random = new Random(1);

  /** Is some packet to TCP port 5432 delivered? */
  @Benchmark
  public Proof delivers() {
    int source = 1 + random.nextInt(ENDPOINTS);
    int destination = 1 + (source + random.nextInt(ENDPOINTS - 1)) % ENDPOINTS;
    PacketExpr guard = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.is(Field.DESTINATION_PORT, 5432));
    return prover.delivers(network, new Flow(source, destination, false, guard, network.direct()));
  }

  /** Gives the native memory back. */
  @TearDown
  public void close() {
    prover.close();
  }
}
