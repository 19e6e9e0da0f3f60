package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Origin;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.MutualTls;
import dev.canreach.resource.istio.PeerAuthentication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which mode a proxy has on which port (ISTIO/I-5): the oldest policy of each scope counts, the narrower scope wins. */
final class PeerModes {
  private static final Mode DEFAULT = new Mode(MutualTls.PERMISSIVE, Optional.empty());

  private final List<PeerAuthentication> policies;
  private final String root;
  private final Map<PeerAuthentication, RefusedParts> refused = new HashMap<>();
  private final Map<String, Modes> found = new HashMap<>();

  /**
   * A mode and the policy that says so.
   *
   * @param mode DISABLE, PERMISSIVE or STRICT
   * @param origin the policy; empty for the default
   */
  record Mode(MutualTls mode, Optional<Origin> origin) {}

  /**
   * The modes of a pod.
   *
   * @param all the mode of every port that is not listed
   * @param ports the modes of single container ports
   */
  record Modes(Mode all, SortedMap<Integer, Mode> ports) {

    Modes {
      ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
    }

    MutualTls of(int port) {
      return ports.getOrDefault(port, all).mode();
    }
  }

  /**
   * What one policy says about some ports of a pod; of several that are about a port the first one counts.
   *
   * @param mode the mode, and the policy
   * @param only the port that it is about; empty for every port but those listed elsewhere in the policy
   * @param others the ports that the policy lists
   * @param refused what of the policy may mean something else: then nobody knows its modes
   */
  record Layer(Mode mode, OptionalInt only, List<Integer> others, Optional<RefusedParts> refused) {

    Layer {
      others = List.copyOf(others);
    }
  }

  PeerModes(World world, String root) {
    List<PeerAuthentication> all = world.inventory().latest(PeerAuthentication.class);
    all.forEach(policy -> refused.put(policy, world.refused(policy)));
    this.policies = all.stream().sorted(Aged.OLDEST_FIRST).toList();
    this.root = root;
  }

  /** The modes of a pod. */
  Modes of(PodClass pod) {
    return found.computeIfAbsent(pod.id(), id -> find(pod));
  }

  private Modes find(PodClass pod) {
    SortedMap<Integer, Mode> ports = new TreeMap<>();
    for (Layer layer : layers(pod)) {
      if (layer.refused().isPresent()) {
        continue;
      }
      if (layer.only().isEmpty()) {
        return new Modes(layer.mode(), ports);
      }
      ports.put(layer.only().getAsInt(), layer.mode());
    }
    return new Modes(DEFAULT, ports);
  }

  /**
   * The policies that are about a pod, each before those that count without it: narrower scopes first, of one scope the oldest.
   * A policy that leaves the mode to wider scopes hides the younger ones of its own.
   */
  List<Layer> layers(PodClass pod) {
    List<Layer> layers = new ArrayList<>();
    policies.stream()
        .filter(policy -> !isSubjectKnown(policy) && List.of(pod.namespace(), root).contains(policy.namespace()))
        .forEach(policy -> layers.add(doubt(policy)));
    add(layers, policies.stream()
        .filter(policy -> isSubjectKnown(policy) && policy.selector().narrows()
            && policy.namespace().equals(pod.namespace())
            && !policy.namespace().equals(root) && policy.selector().matches(pod.labels()))
        .toList());
    layers.addAll(layers(pod.namespace()));
    return layers;
  }

  /** The same of policies for whole namespaces. */
  private List<Layer> layers(String namespace) {
    List<Layer> layers = new ArrayList<>();
    for (String scope : namespace.equals(root) ? List.of(root) : List.of(namespace, root)) {
      add(layers, policies.stream()
          .filter(policy -> isSubjectKnown(policy) && !policy.selector().narrows() && policy.namespace().equals(scope))
          .toList());
    }
    return layers;
  }

  private RefusedParts refused(PeerAuthentication policy) {
    return Objects.requireNonNull(refused.get(policy));
  }

  private boolean isSubjectKnown(PeerAuthentication policy) {
    return policy.selector().readable() && !refused(policy).touch("spec.selector");
  }

  /** A policy that the server refuses may demand, admit or forbid mutual TLS once it is corrected (ISTIO/I-14). */
  private Layer doubt(PeerAuthentication policy) {
    return new Layer(new Mode(MutualTls.UNSET, Optional.of(origin(policy, ""))), OptionalInt.empty(), List.of(),
        Optional.of(refused(policy)));
  }

  private void add(List<Layer> layers, List<PeerAuthentication> scope) {
    for (PeerAuthentication policy : scope) {
      if (!refused(policy).isEmpty()) {
        layers.add(doubt(policy));
        continue;
      }
      Optional<MutualTls> mode = policy.mode().filter(each -> each != MutualTls.UNSET);
      List<Integer> listed = new ArrayList<>();
      if (policy.selector().narrows()) {
        policy.ports().forEach((port, written) -> {
          if (written != MutualTls.UNSET) {
            listed.add(port);
            layers.add(new Layer(new Mode(written, Optional.of(origin(policy, "port " + port))), OptionalInt.of(port),
                List.of(), Optional.empty()));
          }
        });
      }
      mode.ifPresent(each -> layers
          .add(new Layer(new Mode(each, Optional.of(origin(policy, ""))), OptionalInt.empty(), listed,
              Optional.empty())));
      if (mode.isEmpty()) {
        return;
      }
    }
  }

  /** The mode of a namespace without policies for single pods: what clients go by (ISTIO/I-6.3). */
  Mode ofNamespace(String namespace) {
    return layers(namespace).stream()
        .filter(layer -> layer.refused().isEmpty())
        .map(Layer::mode)
        .findFirst()
        .orElse(DEFAULT);
  }

  private static Origin origin(PeerAuthentication policy, String part) {
    String field = part.isEmpty() ? "spec.mtls" : "spec.portLevelMtls";
    return new Origin(policy.id(), part, field, policy.span());
  }
}
