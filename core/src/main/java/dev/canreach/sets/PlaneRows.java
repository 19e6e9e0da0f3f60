package dev.canreach.sets;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a plane lets through, row by row. Rules and scopes are indexed by the points that they may apply to, and points
 * to which the same ones apply share a row.
 */
final class PlaneRows {
  /** Some scope certainly covers the point: it does not matter which. */
  private static final int[] COVERED = {-1};

  private final Side subject;
  private final GuardRows guards;
  private final RowAlgebra rows;
  private final List<IndexedTier> tiers = new ArrayList<>();
  private final Map<Key, Row> memo = new HashMap<>();

  PlaneRows(Plane plane, GuardRows guards) {
    this.subject = plane.subject();
    this.guards = guards;
    this.rows = guards.rows();
    plane.tiers().forEach(tier -> tiers.add(new IndexedTier(tier)));
  }

  /** The traffic that the plane lets through for one point on the subject's side, by the point on the other. */
  Row row(int point) {
    return memo.computeIfAbsent(key(point), key -> allowed(point));
  }

  /** Open assumptions in what may apply to traffic between the points. */
  SortedSet<Assumption> open(int point, int peer) {
    Atoms atoms = new Atoms();
    for (IndexedTier tier : tiers) {
      for (Clause clause : tier.scopes.at(point)) {
        clause.collect(point, peer, atoms);
      }
      for (Clause clause : tier.rules.at(point)) {
        clause.collect(point, peer, atoms);
      }
    }
    SortedSet<Assumption> open = new TreeSet<>(atoms.assumptions());
    open.removeIf(assumption -> guards.value(assumption).isPresent());
    return open;
  }

  /** Folds the tiers from the last to the first, and the rules of each likewise. */
  private Row allowed(int point) {
    Row next = rows.every();
    for (int i = tiers.size() - 1; i >= 0; i--) {
      next = tiers.get(i).allowed(point, next);
    }
    return next;
  }

  private Key key(int point) {
    List<int[]> applicable = new ArrayList<>();
    boolean shared = true;
    for (IndexedTier tier : tiers) {
      boolean covered = tier.scopes.at(point).stream().anyMatch(scope -> scope.isShared(point));
      applicable.add(covered ? COVERED : tier.scopes.numbersAt(point));
      applicable.add(tier.rules.numbersAt(point));
      shared &= (covered || tier.scopes.sharedAt(point)) && tier.rules.sharedAt(point);
    }
    return new Key(applicable, shared ? -1 : point);
  }

  /** A tier whose scopes and rules are found by point. */
  private final class IndexedTier {
    private final Tier tier;
    private final Index scopes;
    private final Index rules;

    IndexedTier(Tier tier) {
      this.tier = tier;
      List<Clause> scopeClauses = new ArrayList<>();
      for (Scope scope : tier.scopes()) {
        scopeClauses.add(new Clause(scope.subject(), List.of()));
      }
      List<Clause> ruleClauses = new ArrayList<>();
      for (PolicyRule rule : tier.rules()) {
        ruleClauses.add(new Clause(rule.subject(), rule.conditions()));
      }
      scopes = new Index(scopeClauses);
      rules = new Index(ruleClauses);
    }

    Row allowed(int point, Row next) {
      Row covered = union(scopes.at(point), point);
      Row rest = rows.choose(covered, outcome(tier.end(), next), next);
      int[] numbers = rules.numbersAt(point);
      int i = numbers.length;
      while (i > 0) {
        Action action = tier.rules().get(numbers[i - 1]).action();
        List<Clause> run = new ArrayList<>();
        while (i > 0 && tier.rules().get(numbers[i - 1]).action() == action) {
          run.add(rules.clauses.get(numbers[--i]));
        }
        rest = rows.choose(union(run, point), outcome(action, next), rest);
      }
      return rest;
    }

    private Row outcome(Action action, Row next) {
      return switch (action) {
        case ALLOW -> rows.every();
        case DENY -> rows.none();
        case PASS -> next;
      };
    }

    private Row union(List<Clause> clauses, int point) {
      List<Row> parts = new ArrayList<>();
      for (Clause clause : clauses) {
        parts.add(clause.row(point));
      }
      return rows.union(parts);
    }
  }

  /** One rule or scope: where it may apply, and to what traffic. */
  private final class Clause {
    private final PacketExpr subjectExpr;
    private final List<Condition> conditions;
    private final GuardRows.Possible possible;
    private final boolean fixed;
    private @Nullable Row conditionsRow;

    Clause(PacketExpr subjectExpr, List<Condition> conditions) {
      this.subjectExpr = subjectExpr;
      this.conditions = conditions;
      possible = guards.possible(subjectExpr, subject);
      fixed = conditions.stream().noneMatch(condition -> GuardRows.looksAt(condition.expr(), subject));
    }

    /** Whether the row is the same for every point where the subject is certain. */
    boolean isShared(int point) {
      return fixed && possible.must().contains(point);
    }

    Row row(int point) {
      Row traffic = conditionsAt(point);
      return possible.must().contains(point)
          ? traffic
          : rows.intersect(traffic, guards.row(subjectExpr, subject, point));
    }

    private Row conditionsAt(int point) {
      Row known = conditionsRow;
      if (known == null) {
        known = rows.every();
        for (Condition condition : conditions) {
          known = rows.intersect(known, guards.row(condition.expr(), subject, point));
        }
        if (fixed) {
          conditionsRow = known;
        }
      }
      return known;
    }

    void collect(int point, int peer, Atoms atoms) {
      if (!row(point).at(peer).isEmpty()) {
        atoms.add(subjectExpr);
        conditions.forEach(condition -> atoms.add(condition.expr()));
      }
    }
  }

  /** Clauses by the points that they may apply to. */
  private final class Index {
    private final List<Clause> clauses;
    private final int[][] numbers;

    Index(List<Clause> clauses) {
      this.clauses = clauses;
      int size = guards.points().size();
      int[] counts = new int[size];
      for (Clause clause : clauses) {
        PointSet may = clause.possible.may();
        for (int p = may.next(0); p >= 0; p = may.next(p + 1)) {
          counts[p]++;
        }
      }
      numbers = new int[size][];
      Arrays.setAll(numbers, p -> new int[counts[p]]);
      Arrays.fill(counts, 0);
      for (int number = 0; number < clauses.size(); number++) {
        PointSet may = clauses.get(number).possible.may();
        for (int p = may.next(0); p >= 0; p = may.next(p + 1)) {
          numbers[p][counts[p]++] = number;
        }
      }
    }

    int[] numbersAt(int point) {
      return numbers[point];
    }

    List<Clause> at(int point) {
      List<Clause> found = new ArrayList<>();
      for (int number : numbers[point]) {
        found.add(clauses.get(number));
      }
      return found;
    }

    boolean sharedAt(int point) {
      for (int number : numbers[point]) {
        if (!clauses.get(number).isShared(point)) {
          return false;
        }
      }
      return true;
    }
  }

  /** What applies to a point, and the point itself where rows cannot be shared. */
  private static final class Key {
    private final int[][] applicable;
    private final int point;
    private final int hash;

    Key(List<int[]> applicable, int point) {
      this.applicable = applicable.toArray(new int[0][]);
      this.point = point;
      this.hash = 31 * Arrays.deepHashCode(this.applicable) + point;
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Key other && point == other.point && Arrays.deepEquals(applicable, other.applicable);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
