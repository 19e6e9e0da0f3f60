package dev.canreach.sets;

import dev.canreach.packet.Field;
import dev.canreach.packet.Protocol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link TrafficSet}s and combines them. Every node exists once, and results of operations are remembered, so that
 * equality is identity and repeated work costs one look-up. Not thread-safe; one analysis owns it, and sets of two
 * factories do not mix.
 */
public final class TrafficSets {
  private static final int MAX_VALUE = Field.DESTINATION_PORT.max();

  private static final int[] PORTS = protocolsWith(Field.DESTINATION_PORT);
  private static final int[] ICMP = protocolsWith(Field.ICMP_TYPE);

  private final Map<Shape, TrafficSet> nodes = new HashMap<>();
  private final MemoTable<TrafficSet> unions = new MemoTable<>();
  private final MemoTable<TrafficSet> intersections = new MemoTable<>();
  private final MemoTable<TrafficSet> differences = new MemoTable<>();

  private static int[] protocolsWith(Field field) {
    return IntStream.rangeClosed(0, Field.PROTOCOL.max()).filter(n -> field.existsIn(new Protocol(n))).toArray();
  }

  /**
   * Packets that have the field with a value from `low` to `high`.
   *
   * @param field any field but the family, which is no part of a traffic set
   */
  public TrafficSet range(Field field, int low, int high) {
    if (low > high) {
      return TrafficSet.EMPTY;
    }
    return switch (field) {
      case FAMILY -> throw new IllegalArgumentException("the family is no part of a traffic set");
      case PROTOCOL -> interval(low, high, Field.PROTOCOL.max(), TrafficSet.ALL);
      case DESTINATION_PORT, ICMP_TYPE -> within(field, interval(low, high, field.max(), TrafficSet.ALL));
      case SOURCE_PORT, ICMP_CODE ->
          within(field, interval(0, field.max(), field.max(), interval(low, high, field.max(), TrafficSet.ALL)));
    };
  }

  /** Packets in either set. */
  public TrafficSet union(TrafficSet a, TrafficSet b) {
    if (a == b || b.isEmpty() || a.isAll()) {
      return a;
    }
    if (a.isEmpty() || b.isAll()) {
      return b;
    }
    return a.id() < b.id() ? combine(Operation.UNION, unions, a, b) : combine(Operation.UNION, unions, b, a);
  }

  /** Packets in both sets. */
  public TrafficSet intersect(TrafficSet a, TrafficSet b) {
    if (a == b || a.isEmpty() || b.isAll()) {
      return a;
    }
    if (b.isEmpty() || a.isAll()) {
      return b;
    }
    return a.id() < b.id()
        ? combine(Operation.INTERSECT, intersections, a, b)
        : combine(Operation.INTERSECT, intersections, b, a);
  }

  /** Packets of the first set that the second does not hold. */
  public TrafficSet minus(TrafficSet a, TrafficSet b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a;
    }
    if (a == b || b.isAll()) {
      return TrafficSet.EMPTY;
    }
    return combine(Operation.MINUS, differences, a, b);
  }

  /** Packets that are not in the set. */
  public TrafficSet complement(TrafficSet a) {
    return minus(TrafficSet.ALL, a);
  }

  /** Packets with ports that are in the set once their destination port is replaced by `port`. */
  public TrafficSet beforeDestinationPort(TrafficSet set, int port) {
    Builder builder = new Builder(Field.PROTOCOL.max() + 1);
    for (int number = 0; number <= Field.PROTOCOL.max(); number++) {
      boolean ports = new Protocol(number).hasPorts();
      TrafficSet bySource = ports ? set.at(number).at(port) : TrafficSet.EMPTY;
      builder.add(number, interval(0, MAX_VALUE, MAX_VALUE, bySource));
    }
    return builder.build();
  }

  private enum Operation {
    UNION, INTERSECT, MINUS
  }

  private TrafficSet apply(Operation operation, TrafficSet a, TrafficSet b) {
    return switch (operation) {
      case UNION -> union(a, b);
      case INTERSECT -> intersect(a, b);
      case MINUS -> minus(a, b);
    };
  }

  /** Walks both nodes interval by interval. One of the two may be a terminal, which stands for any number of levels. */
  private TrafficSet combine(Operation operation, MemoTable<TrafficSet> memo, TrafficSet a, TrafficSet b) {
    TrafficSet known = memo.get(a.id(), b.id());
    if (known != null) {
      return known;
    }
    Builder builder = new Builder(a.intervals() + b.intervals());
    int i = 0;
    int j = 0;
    while (i < a.intervals() || j < b.intervals()) {
      int last = Math.min(i < a.intervals() ? a.last(i) : MAX_VALUE, j < b.intervals() ? b.last(j) : MAX_VALUE);
      builder.add(last, apply(operation, a.isTerminal() ? a : a.child(i), b.isTerminal() ? b : b.child(j)));
      i += i < a.intervals() && a.last(i) == last ? 1 : 0;
      j += j < b.intervals() && b.last(j) == last ? 1 : 0;
    }
    TrafficSet result = builder.build();
    memo.put(a.id(), b.id(), result);
    return result;
  }

  /** The node of one level that leads from an interval to `inside`, and from everything else to the empty set. */
  private TrafficSet interval(int low, int high, int max, TrafficSet inside) {
    Builder builder = new Builder(3);
    if (low > 0) {
      builder.add(low - 1, TrafficSet.EMPTY);
    }
    builder.add(high, inside);
    if (high < max) {
      builder.add(max, TrafficSet.EMPTY);
    }
    return builder.build();
  }

  /** The protocols that have the field lead to `inside`. */
  private TrafficSet within(Field field, TrafficSet inside) {
    int[] having = field == Field.ICMP_TYPE || field == Field.ICMP_CODE ? ICMP : PORTS;
    Builder builder = new Builder(2 * having.length + 1);
    for (int number : having) {
      builder.add(number - 1, TrafficSet.EMPTY);
      builder.add(number, inside);
    }
    builder.add(Field.PROTOCOL.max(), TrafficSet.EMPTY);
    return builder.build();
  }

  /** A node under construction. */
  private final class Builder {
    private final int[] lasts;
    private final TrafficSet[] children;
    private int count;

    Builder(int capacity) {
      lasts = new int[capacity];
      children = new TrafficSet[capacity];
    }

    /** Adds the next interval; an equal neighbour grows instead. */
    void add(int last, TrafficSet child) {
      if (count == 0 || children[count - 1] != child) {
        children[count++] = child;
      }
      lasts[count - 1] = last;
    }

    /** The one node of this shape; the terminal itself when it leads nowhere else. */
    TrafficSet build() {
      if (count == 1 && children[0].isTerminal()) {
        return children[0];
      }
      Shape shape = new Shape(Arrays.copyOf(lasts, count), Arrays.copyOf(children, count));
      TrafficSet node = nodes.get(shape);
      if (node == null) {
        node = new TrafficSet(nodes.size() + 2, shape.lasts, shape.children);
        nodes.put(shape, node);
      }
      return node;
    }
  }

  /** What makes two nodes the same; children are compared by identity. */
  private static final class Shape {
    final int[] lasts;
    final TrafficSet[] children;

    Shape(int[] lasts, TrafficSet[] children) {
      this.lasts = lasts;
      this.children = children;
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Shape other && Arrays.equals(lasts, other.lasts)
          && Arrays.equals(children, other.children);
    }

    @Override
    public int hashCode() {
      int hash = Arrays.hashCode(lasts);
      for (TrafficSet child : children) {
        hash = 31 * hash + child.id();
      }
      return hash;
    }
  }
}
