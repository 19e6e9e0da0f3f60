package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.Pod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** An inventory that another one became means what its objects mean, whatever was worked out for the other one. */
class ReplacedObjectsTest {

  /** Each object of a scenario goes, and comes back, and is no longer refused. */
  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    return Scenario.all().stream().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
      Inventory whole = scenario.inventory();
      lower(whole);
      for (Resource resource : whole.resources()) {
        Inventory without = replacing(whole, List.of(resource), List.of());
        isAsIfReadSo(without);
        Inventory alone = afresh(without);
        lower(alone);
        isAsIfReadSo(replacing(alone, List.of(), List.of(resource)));
        isAsIfReadSo(whole.replacing(Set.of(), List.of(), rejections(whole, List.of(resource)), whole.notUnderstood(),
            whole.unread()));
      }
    }));
  }

  /** Some objects of a cluster go, and some of another one, with the same names, come. */
  @Property(tries = 400)
  void clusters(@ForAll long seed) {
    Random random = new Random(seed);
    Inventory before = RandomClusters.of(seed).inventory();
    Inventory other = RandomClusters.of(seed + 1).inventory();
    lower(before);
    for (int i = 0; i < 4; i++) {
      List<Resource> added = some(other, random);
      Set<String> names = new TreeSet<>();
      added.forEach(each -> names.add(each.id()));
      List<Resource> gone = new ArrayList<>(some(before, random));
      before.resources().stream().filter(each -> names.contains(each.id())).forEach(gone::add);
      isAsIfReadSo(replacing(before, gone, added));
    }
  }

  /** Some objects of a cluster say something else, so that the endpoints may stay where they are. */
  @Property(tries = 400)
  void sameObjects(@ForAll long seed) {
    Random random = new Random(seed);
    Inventory before = RandomClusters.of(seed).inventory();
    Inventory other = RandomClusters.of(seed + 1).inventory();
    lower(before);
    for (int i = 0; i < 4; i++) {
      Set<String> names = new TreeSet<>();
      before.resources().stream().filter(each -> random.nextInt(3) == 0).forEach(each -> names.add(each.id()));
      List<Resource> added = other.resources().stream().filter(each -> names.contains(each.id())).toList();
      Set<String> found = new TreeSet<>();
      added.forEach(each -> found.add(each.id()));
      isAsIfReadSo(replacing(before,
          before.resources().stream().filter(each -> found.contains(each.id())).toList(), added));
    }
  }

  /** Pods get labels of other pods, and nothing else differs: policies that do not ask for these are taken over. */
  @Property(tries = 400)
  void relabelledPods(@ForAll long seed) {
    Random random = new Random(seed);
    Inventory before = RandomClusters.of(seed).inventory();
    List<Pod> other = RandomClusters.of(seed + 1).inventory().latest(Pod.class);
    lower(before);
    for (Pod pod : before.latest(Pod.class)) {
      ObjectMeta meta = pod.meta();
      ObjectMeta relabelled = new ObjectMeta(meta.name(), meta.namespace(), meta.namespaceWritten(),
          other.get(random.nextInt(other.size())).meta().labels(), meta.labelsKnown(), meta.annotations(),
          meta.owners(), meta.span());
      isAsIfReadSo(replacing(before, List.of(pod),
          List.of(new Pod(relabelled, pod.spec(), pod.status(), pod.span()))));
    }
  }

  private static List<Resource> some(Inventory inventory, Random random) {
    return inventory.resources().stream().filter(each -> random.nextInt(6) == 0).toList();
  }

  private static Inventory replacing(Inventory before, Collection<Resource> gone, List<Resource> added) {
    Set<Resource> those = Collections.newSetFromMap(new IdentityHashMap<>());
    those.addAll(gone);
    return before.replacing(those, added, rejections(before, gone), before.notUnderstood(), before.unread());
  }

  /** What the server refuses of other objects than these. */
  private static List<Rejection> rejections(Inventory inventory, Collection<Resource> objects) {
    Set<String> names = new TreeSet<>();
    objects.forEach(each -> names.add(each.id()));
    return rejections(inventory).stream().filter(each -> !names.contains(each.object())).toList();
  }

  private static Inventory afresh(Inventory inventory) {
    return new Inventory(inventory.resources(), rejections(inventory), inventory.notUnderstood(), inventory.unread(),
        inventory.files());
  }

  private static List<Rejection> rejections(Inventory inventory) {
    return inventory.rejections().values().stream().flatMap(List::stream).toList();
  }

  private static Network lower(Inventory inventory) {
    return Lowerings.lower(inventory, Assumptions.NONE, List.of());
  }

  private static void isAsIfReadSo(Inventory inventory) {
    Network replaced = lower(inventory);
    Network read = lower(afresh(inventory));
    assertThat(replaced.endpoints()).isEqualTo(read.endpoints());
    assertThat(replaced.groups()).isEqualTo(read.groups());
    assertThat(replaced.known()).isEqualTo(read.known());
    assertThat(replaced.attachments()).isEqualTo(read.attachments());
    assertThat(replaced.statuses()).isEqualTo(read.statuses());
    assertThat(replaced.direct().equals(read.direct())).as("the direct path").isTrue();
    assertThat(replaced.authenticated().equals(read.authenticated())).as("the path of proxies").isTrue();
    assertThat(replaced.routes().equals(read.routes())).as("the routes").isTrue();
  }
}
