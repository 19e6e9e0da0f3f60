package dev.canreach.lint;

import dev.canreach.query.Prover;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What several rules of a run ask for, also at once, worked out once and only when asked for. */
final class Facts {
  private final LintInput input;
  private final Supplier<Prover> provers;
  private final Map<Class<?>, List<?>> inForce = new HashMap<>();
  private final Map<Class<?>, FutureTask<Shared>> shared = new ConcurrentHashMap<>();
  private @Nullable PodGroups pods;
  private @Nullable Outlook outlook;
  private @Nullable Prover prover;

  Facts(LintInput input, Supplier<Prover> provers) {
    this.input = input;
    this.provers = provers;
  }

  <T extends Resource> List<T> all(Class<T> type) {
    return input.inventory().all(type);
  }

  synchronized <T extends Resource> List<T> inForce(Class<T> type) {
    @SuppressWarnings("unchecked") // each of them is an instance of the type
    List<T> objects = (List<T>) inForce.computeIfAbsent(type, key -> {
      Inventory inventory = input.inventory();
      return inventory.latest(type).stream().filter(resource -> inventory.rejections(resource).isEmpty()).toList();
    });
    return objects;
  }

  synchronized PodGroups pods() {
    if (pods == null) {
      pods = PodGroups.of(input.inventory());
    }
    return pods;
  }

  synchronized Outlook outlook() {
    if (outlook == null) {
      outlook = new Outlook(input.network());
    }
    return outlook;
  }

  /** What several rules work out alike, with the kinds of input that it took. */
  record Shared(Object value, Set<Class<?>> read) {}

  /** Works it out at the first call; others wait for it. */
  Shared shared(Class<?> type, Supplier<Shared> make) {
    FutureTask<Shared> task = new FutureTask<>(make::get);
    FutureTask<Shared> first = shared.putIfAbsent(type, task);
    if (first == null) {
      task.run();
    }
    try {
      return (first == null ? task : first).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for another rule");
    }
  }

  synchronized Prover prover() {
    if (prover == null) {
      prover = new OneAtATime(provers.get());
    }
    return prover;
  }
}
