package dev.canreach.bench;

import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Text to positioned trees. The counter `megabytes` is megabytes (10^6 bytes) a second. */
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class Parse {
  private final byte[] yaml = String.join("---\n", SyntheticManifests.of(5_000, 5_000).values())
      .getBytes(StandardCharsets.UTF_8);

  /** How much was read. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Read {
    /** Megabytes. */
    public double megabytes;
  }

  /** In a process that has just started. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public SourceSet cold() {
    return read();
  }

  /** Again and again. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @Fork(1)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  public SourceSet warm(Read read) {
    read.megabytes += yaml.length / 1e6;
    return read();
  }

  private SourceSet read() {
    return new SourceReader().read("synthetic.yaml", yaml, new Diagnostics());
  }
}
