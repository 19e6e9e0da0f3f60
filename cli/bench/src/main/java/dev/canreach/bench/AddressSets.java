package dev.canreach.bench;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The algebra of address sets, on which all-pairs questions with ipBlocks rest. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class AddressSets {
  private final AddressSet even = blocks(i -> 2 * i);
  private final AddressSet third = blocks(i -> 3 * i);

  /** Intersects two sets of 1,000 blocks of 256 addresses. */
  @Benchmark
  public AddressSet intersect() {
    return even.intersect(third);
  }

  /** Subtracts one set of 1,000 blocks of 256 addresses from another. */
  @Benchmark
  public AddressSet minus() {
    return even.minus(third);
  }

  private static AddressSet blocks(IntFunction<Integer> number) {
    return AddressSet.of(IntStream.range(0, 1_000)
        .mapToObj(i -> new Cidr(Address.ipv4(0x0a000000 + (number.apply(i) << 8)), 24))
        .toList());
  }
}
