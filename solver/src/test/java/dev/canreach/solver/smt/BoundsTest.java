package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BoundsTest {
  private static final Variable VARIABLE = new Variable("x", 6);

  @Property(tries = 1000)
  void everySpellingMeansTheSame(@ForAll @IntRange(max = 63) int low, @ForAll @IntRange(max = 63) int width) {
    int high = Math.min(63, low + width);
    Bounds bounds = Bounds.of(new Gate.Within(VARIABLE, BigInteger.valueOf(low), BigInteger.valueOf(high)));

    for (int value = 0; value < 64; value++) {
      boolean inside = switch (bounds) {
        case Bounds.Prefix prefix -> value >> (6 - prefix.bits()) == prefix.value().intValue();
        case Bounds.AtMost most -> value <= most.value().intValue();
        case Bounds.AtLeast least -> value >= least.value().intValue();
        case Bounds.Between between ->
            between.low().intValue() <= value && value <= between.high().intValue();
      };
      assertThat(inside).as("%s in %s", value, bounds).isEqualTo(low <= value && value <= high);
    }
  }
}
