package dev.canreach.solver;

import dev.canreach.lint.Change;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An input in which some objects are replaced or missing; everything else is shared with it. */
final class Overlay {
  /** What makes two manifests describe the same object. The version may differ: the server keeps one object for all. */
  private record Identity(String group, String kind, String namespace, String name) {
    static Identity of(String apiVersion, String kind, String namespace, String name) {
      int slash = apiVersion.indexOf('/');
      return new Identity(slash < 0 ? "" : apiVersion.substring(0, slash), kind, namespace, name);
    }

    static Identity of(Resource resource) {
      return of(resource.apiVersion(), resource.kind(), resource.namespace(), resource.name());
    }

    static Identity of(NotUnderstood object) {
      return of(object.apiVersion(), object.kind(), object.namespace(), object.name());
    }
  }

  private final Snapshot base;
  private final Snapshot change;
  private final Set<Identity> replaced = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  private Overlay(Snapshot base, Snapshot change) {
    this.base = base;
    this.change = change;
    change.inventory().resources().forEach(resource -> replaced.add(Identity.of(resource)));
    change.inventory().notUnderstood().forEach(object -> replaced.add(Identity.of(object)));
    change.inventory().resources().forEach(resource -> names.add(resource.id()));
    change.inventory().notUnderstood().forEach(object -> names.add(object.id()));
    names.addAll(change.inventory().rejections().keySet());
  }

  /** The input with the objects of the change in the place of those that are the same. */
  static Snapshot replaced(Snapshot base, Snapshot change) {
    return new Overlay(base, change).snapshot(change.inventory(), change.diagnostics());
  }

  /** The input without the objects of the change. */
  static Snapshot without(Snapshot base, Snapshot change) {
    Inventory nothing = new Inventory(List.of(), List.of(), List.of(), List.of(), 0);
    return new Overlay(base, change).snapshot(nothing, List.of());
  }

  private Snapshot snapshot(Inventory added, List<Diagnostic> diagnostics) {
    Inventory old = base.inventory();
    List<Resource> resources = new ArrayList<>(added.resources());
    old.resources().stream().filter(each -> !replaced.contains(Identity.of(each))).forEach(resources::add);
    List<NotUnderstood> others = new ArrayList<>(added.notUnderstood());
    old.notUnderstood().stream().filter(each -> !replaced.contains(Identity.of(each))).forEach(others::add);
    List<Rejection> rejections = new ArrayList<>();
    added.rejections().values().forEach(rejections::addAll);
    old.rejections().forEach((object, list) -> {
      if (!names.contains(object)) {
        rejections.addAll(list);
      }
    });
    TreeSet<Diagnostic> all = new TreeSet<>(diagnostics);
    base.diagnostics().stream().filter(each -> !names.contains(each.object())).forEach(all::add);
    Inventory inventory = new Inventory(resources, rejections, others,
        Stream.of(old, added).flatMap(each -> each.unread().stream()).toList(), old.coverage().files());
    return new Snapshot(inventory, List.copyOf(all), base.isRead() && change.isRead(), base.assumptions(),
        Optional.of(this));
  }

  /**
   * What differs between the input and the one that was made of it. Objects of other kinds that are called the same count
   * as well, since the reasons for which the server would refuse objects go by what they are called.
   */
  Change change(Snapshot before, Snapshot after) {
    if (!before.equals(base)) {
      return Change.ALL;
    }
    List<Resource> resources = Stream.of(before.inventory(), after.inventory())
        .flatMap(each -> each.resources().stream())
        .filter(each -> names.contains(each.id()) || replaced.contains(Identity.of(each)))
        .toList();
    boolean split = resources.stream().allMatch(NetworkPolicy.class::isInstance)
        && !before.network().endpoints().equals(after.network().endpoints());
    boolean elsewhere = split || !change.inventory().notUnderstood().isEmpty() || !change.inventory().unread().isEmpty()
        || before.inventory().notUnderstood().stream().anyMatch(each -> replaced.contains(Identity.of(each)));
    return new Change(resources, elsewhere);
  }
}
