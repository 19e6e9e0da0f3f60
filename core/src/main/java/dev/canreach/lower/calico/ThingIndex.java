package dev.canreach.lower.calico;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.calico.Selector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the things that a selector selects, set by set and not thing by thing. What the input does not say about a label
 * makes the answer for a thing a "maybe".
 */
final class ThingIndex {
  private final List<Thing> things;
  private final BitSet all = new BitSet();
  private final Map<String, Map<String, BitSet>> byValue = new HashMap<>();
  private final Map<String, BitSet> present = new HashMap<>();
  private final Map<String, BitSet> openValue = new HashMap<>();
  private final BitSet openThings = new BitSet();
  private final Map<Selector, Selected> selected = new HashMap<>();

  /**
   * What a selector selects.
   *
   * @param certain the things that it selects
   * @param possible these, and the things that it might select
   */
  record Selected(BitSet certain, BitSet possible) {}

  ThingIndex(List<Thing> things) {
    this.things = List.copyOf(things);
    for (int i = 0; i < things.size(); i++) {
      add(i, things.get(i));
    }
  }

  private void add(int index, Thing thing) {
    all.set(index);
    thing.labels().forEach((key, value) -> {
      byValue.computeIfAbsent(key, k -> new HashMap<>()).computeIfAbsent(value, v -> new BitSet()).set(index);
      present.computeIfAbsent(key, k -> new BitSet()).set(index);
    });
    for (String key : thing.openValues()) {
      openValue.computeIfAbsent(key, k -> new BitSet()).set(index);
      present.computeIfAbsent(key, k -> new BitSet()).set(index);
    }
    if (thing.openNamespace() || thing.openAccount() || !thing.labelsKnown()
        || thing.what() instanceof Thing.What.OfFuture) {
      openThings.set(index);
    }
  }

  Thing thing(int index) {
    return things.get(index);
  }

  Selected select(Selector selector) {
    Selected known = selected.get(selector);
    if (known == null) {
      known = evaluate(selector);
      selected.put(selector, known);
    }
    return known;
  }

  private Selected evaluate(Selector selector) {
    return switch (selector) {
      case Selector.All everything -> new Selected(all, all);
      case Selector.Global everything -> new Selected(all, all);
      case Selector.Has has -> {
        BitSet certain = present.getOrDefault(has.label(), new BitSet());
        yield new Selected(certain, or(certain, mayHave(has.label())));
      }
      case Selector.Compare compare -> compare.comparison() == Selector.Comparison.NOT_EQUAL
          ? complement(withValue(compare.label(), compare.value()::equals))
          : withValue(compare.label(), value -> compare.matches(Map.of(compare.label(), value)));
      case Selector.In in -> {
        Selected members = withValue(in.label(), in.values()::contains);
        yield in.negated() ? complement(members) : members;
      }
      case Selector.Not not -> complement(select(not.operand()));
      case Selector.And and -> {
        BitSet certain = (BitSet) all.clone();
        BitSet possible = (BitSet) all.clone();
        for (Selector operand : and.operands()) {
          Selected one = select(operand);
          certain.and(one.certain());
          possible.and(one.possible());
        }
        yield new Selected(certain, possible);
      }
      case Selector.Or or -> {
        BitSet certain = new BitSet();
        BitSet possible = new BitSet();
        for (Selector operand : or.operands()) {
          Selected one = select(operand);
          certain.or(one.certain());
          possible.or(one.possible());
        }
        yield new Selected(certain, possible);
      }
    };
  }

  private Selected withValue(String key, Predicate<String> test) {
    BitSet certain = new BitSet();
    byValue.getOrDefault(key, Map.of()).forEach((value, members) -> {
      if (test.test(value)) {
        certain.or(members);
      }
    });
    return new Selected(certain, or(or(certain, openValue.getOrDefault(key, new BitSet())), mayHave(key)));
  }

  private BitSet mayHave(String key) {
    BitSet members = new BitSet();
    openThings.stream().filter(index -> things.get(index).mayHave(key)).forEach(members::set);
    return members;
  }

  private Selected complement(Selected selection) {
    return new Selected(minus(all, selection.possible()), minus(all, selection.certain()));
  }

  private static BitSet or(BitSet left, BitSet right) {
    BitSet either = (BitSet) left.clone();
    either.or(right);
    return either;
  }

  private static BitSet minus(BitSet left, BitSet right) {
    BitSet rest = (BitSet) left.clone();
    rest.andNot(right);
    return rest;
  }

  /** When a thing that might be selected is. */
  PacketExpr condition(Selector selector, int index, Side side) {
    Thing thing = things.get(index);
    return switch (selector) {
      case Selector.All everything -> PacketExpr.TRUE;
      case Selector.Global everything -> PacketExpr.TRUE;
      case Selector.Has has -> isKnown(thing, has.label())
          ? PacketExpr.constant(has.matches(thing.labels()))
          : UnknownLabel.exists(thing, has.label(), side);
      case Selector.Compare compare -> isKnown(thing, compare.label())
          ? PacketExpr.constant(compare.matches(thing.labels()))
          : UnknownLabel.compares(thing, compare, side);
      case Selector.In in -> {
        if (isKnown(thing, in.label())) {
          yield PacketExpr.constant(in.matches(thing.labels()));
        }
        PacketExpr member = PacketExpr.or(
            in.values().stream().map(value -> UnknownLabel.equal(thing, in.label(), value, side)).toList());
        yield in.negated() ? PacketExpr.not(member) : member;
      }
      case Selector.Not not -> PacketExpr.not(condition(not.operand(), index, side));
      case Selector.And and -> PacketExpr.and(conditions(and.operands(), index, side));
      case Selector.Or or -> PacketExpr.or(conditions(or.operands(), index, side));
    };
  }

  private List<PacketExpr> conditions(List<Selector> operands, int index, Side side) {
    List<PacketExpr> conditions = new ArrayList<>();
    operands.forEach(operand -> conditions.add(condition(operand, index, side)));
    return conditions;
  }

  private static boolean isKnown(Thing thing, String key) {
    return !thing.openValues().contains(key) && !thing.mayHave(key);
  }
}
