package dev.canreach.lint;

import dev.canreach.model.Network;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Diagnostic;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What differs between an input and an earlier one whose findings are known. A run that is told of it may leave out findings that the earlier input has
 * as well, and nothing else; what it finds is the same as without.
 *
 * @param resources the objects that differ, as they were and as they are
 * @param elsewhere whether anything else may differ than what these objects say themselves
 */
public record Change(List<Resource> resources, boolean elsewhere) {
  /** Nothing is known of an earlier input. */
  public static final Change ALL = new Change(List.of(), true);

  /** Copies the list. */
  public Change {
    resources = List.copyOf(resources);
  }

  /** Whether the rule may find something else than before: it looks at something that may differ. */
  boolean concerns(RuleMetadata rule) {
    return elsewhere || rule.reads()
        .stream()
        .anyMatch(kind -> kind.equals(Network.class) || kind.equals(Diagnostic.class)
            || resources.stream().anyMatch(kind::isInstance));
  }

  /** Whether policies differ, and nothing else. */
  boolean isOfPolicies() {
    return !elsewhere && resources.stream().allMatch(NetworkPolicy.class::isInstance);
  }

  /** The policies that differ, as they were and as they are. */
  List<NetworkPolicy> policies() {
    return resources.stream().filter(NetworkPolicy.class::isInstance).map(NetworkPolicy.class::cast).toList();
  }

  /** The namespaces of the objects that differ. */
  Set<String> namespaces() {
    return resources.stream().map(Resource::namespace).collect(Collectors.toUnmodifiableSet());
  }
}
