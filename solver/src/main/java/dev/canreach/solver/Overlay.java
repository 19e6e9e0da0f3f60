package dev.canreach.solver;

import dev.canreach.lint.Change;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An input in which some objects are replaced or missing; everything else is shared with it. */
final class Overlay {
  private final Snapshot base;
  private final Snapshot change;
  /** The objects that the change puts in. */
  private final Inventory added;
  /** The objects of the input that the change is about. */
  private final Set<Resource> gone = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<NotUnderstood> goneOthers = Collections.newSetFromMap(new IdentityHashMap<>());
  /** What those are called that the change is about; the reasons for which the server would refuse objects go by that. */
  private final Set<String> names = new TreeSet<>();

  private Overlay(Snapshot base, Snapshot change, Inventory added) {
    this.base = base;
    this.change = change;
    this.added = added;
    Inventory objects = change.inventory();
    for (Resource resource : objects.resources()) {
      names.add(resource.id());
      gone.addAll(base.inventory().called(resource.id()));
      goneOthers.addAll(base.inventory()
          .notUnderstood(
              NotUnderstood.id(resource.apiVersion(), resource.kind(), resource.namespace(), resource.name())));
    }
    for (NotUnderstood object : objects.notUnderstood()) {
      names.add(object.id());
      goneOthers.addAll(base.inventory().notUnderstood(object.id()));
      base.inventory()
          .called(Resource.id(object.kind(), object.namespace(), object.name()))
          .stream()
          .filter(each -> each.group().equals(Resource.group(object.apiVersion())))
          .forEach(gone::add);
    }
    gone.forEach(resource -> names.add(resource.id()));
    goneOthers.forEach(object -> names.add(object.id()));
    names.addAll(objects.rejections().keySet());
  }

  /**
   * The input with the objects of the change in the place of those that are the same; the input itself when they say what
   * those said, only elsewhere.
   */
  static Snapshot replaced(Snapshot base, Snapshot change) {
    Overlay overlay = new Overlay(base, change, change.inventory());
    return overlay.saysNothingNew() ? base : overlay.snapshot(change.diagnostics());
  }

  /** The input without the objects of the change. */
  static Snapshot without(Snapshot base, Snapshot change) {
    Inventory nothing = new Inventory(List.of(), List.of(), List.of(), List.of(), 0);
    return new Overlay(base, change, nothing).snapshot(List.of());
  }

  /**
   * Whether the input has each object of the change already, once and as it is there. Places may differ, since nothing is
   * decided by them but which of two objects of one name is the later one. Where anybody had something to say about one
   * of the objects, nobody looks whether it is still the same.
   */
  private boolean saysNothingNew() {
    Inventory objects = change.inventory();
    return change.isRead() && change.diagnostics().isEmpty() && objects.notUnderstood().isEmpty()
        && objects.rejections().isEmpty() && goneOthers.isEmpty()
        && names.stream()
            .allMatch(name -> isSame(base.inventory().called(name), objects.called(name))
                && !base.inventory().rejections().containsKey(name))
        && base.diagnostics().stream().noneMatch(each -> names.contains(each.object()));
  }

  private static boolean isSame(List<Resource> before, List<Resource> after) {
    return before.size() == 1 && after.size() == 1
        && before.getFirst().meaning().equals(after.getFirst().meaning());
  }

  private Snapshot snapshot(List<Diagnostic> diagnostics) {
    Inventory old = base.inventory();
    List<NotUnderstood> others = new ArrayList<>(added.notUnderstood());
    old.notUnderstood().stream().filter(each -> !goneOthers.contains(each)).forEach(others::add);
    List<Rejection> rejections = new ArrayList<>();
    added.rejections().values().forEach(rejections::addAll);
    old.rejections().forEach((object, list) -> {
      if (!names.contains(object)) {
        rejections.addAll(list);
      }
    });
    List<Diagnostic> all = Stream
        .concat(base.diagnostics().stream().filter(each -> !names.contains(each.object())), diagnostics.stream())
        .sorted()
        .distinct()
        .toList();
    Inventory inventory = old.replacing(gone, added.resources(), rejections, others,
        Stream.of(old, added).flatMap(each -> each.unread().stream()).toList());
    return new Snapshot(inventory, all, base.isRead() && change.isRead(), base.assumptions(), Optional.of(this));
  }

  /**
   * What differs between the input and the one that was made of it.
   */
  Change change(Snapshot before, Snapshot after) {
    if (!before.equals(base)) {
      return Change.ALL;
    }
    List<Resource> resources = names.stream()
        .flatMap(name -> Stream.of(base.inventory(), added).flatMap(each -> each.called(name).stream()))
        .toList();
    boolean split = resources.stream().allMatch(NetworkPolicy.class::isInstance)
        && !before.network().endpoints().equals(after.network().endpoints());
    boolean elsewhere = split || !change.inventory().notUnderstood().isEmpty() || !change.inventory().unread().isEmpty()
        || !goneOthers.isEmpty();
    return new Change(resources, elsewhere);
  }
}
