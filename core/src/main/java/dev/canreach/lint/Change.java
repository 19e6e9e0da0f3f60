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
 */
public final class Change {
  /** Nothing is known of an earlier input. */
  public static final Change ALL = new Change(List.of(), true);

  private final List<Resource> resources;
  private final boolean elsewhere;
  private final List<NetworkPolicy> policies;
  private final Set<String> namespaces;

  /**
   * What differs.
   *
   * @param resources the objects that differ, as they were and as they are
   * @param elsewhere whether anything else may differ than what these objects say themselves
   */
  public Change(List<Resource> resources, boolean elsewhere) {
    this.resources = List.copyOf(resources);
    this.elsewhere = elsewhere;
    this.policies = resources.stream().filter(NetworkPolicy.class::isInstance).map(NetworkPolicy.class::cast).toList();
    this.namespaces = resources.stream().map(Resource::namespace).collect(Collectors.toUnmodifiableSet());
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
    return !elsewhere && policies.size() == resources.size();
  }

  /** The policies that differ, as they were and as they are. */
  List<NetworkPolicy> policies() {
    return policies;
  }

  /** The namespaces of the objects that differ. */
  Set<String> namespaces() {
    return namespaces;
  }
}
