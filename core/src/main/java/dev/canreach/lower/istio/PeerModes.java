package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Origin;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.MutualTls;
import dev.canreach.resource.istio.PeerAuthentication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Which mode a proxy has on which port (ISTIO/I-5): the oldest policy of each scope counts, the narrower scope wins. */
final class PeerModes {
  private final List<PeerAuthentication> policies;
  private final String root;
  private final Map<PeerAuthentication, RefusedParts> refused = new HashMap<>();
  private final Map<String, List<Layer>> ofPods = new HashMap<>();
  private final Map<String, List<Layer>> ofNamespaces = new HashMap<>();

  /**
   * A mode and the policy that says so.
   *
   * @param mode DISABLE, PERMISSIVE or STRICT
   * @param origin the policy; empty for the default
   */
  record Mode(MutualTls mode, Optional<Origin> origin) {}

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

    boolean isAbout(int port) {
      return only.isPresent() ? only.getAsInt() == port : !others.contains(port);
    }

    /** The packets to the ports that it is about. */
    PacketExpr ports() {
      return only.isPresent()
          ? to(only.getAsInt())
          : PacketExpr.not(PacketExpr.or(others.stream().map(Layer::to).toList()));
    }

    private static PacketExpr to(int port) {
      return PacketExpr.is(Field.DESTINATION_PORT, port);
    }
  }

  PeerModes(World world, String root) {
    List<PeerAuthentication> all = world.inventory().latest(PeerAuthentication.class);
    all.forEach(policy -> refused.put(policy, world.refused(policy)));
    this.policies = all.stream().sorted(Aged.OLDEST_FIRST).toList();
    this.root = root;
  }

  /** Whether clients may use mutual TLS with this port of a pod: open where nobody knows what a policy says of it. */
  PacketExpr offersTls(PodClass pod, int port) {
    return offered(
        layers(pod).stream().filter(layer -> layer.refused().isPresent() || layer.isAbout(port)).findFirst());
  }

  /** The same of a namespace without policies for single pods: what clients go by (ISTIO/I-6.3). */
  PacketExpr offersTls(String namespace) {
    return offered(ofNamespaces.computeIfAbsent(namespace, this::find).stream().findFirst());
  }

  private static PacketExpr offered(Optional<Layer> first) {
    return first.map(layer -> layer.refused()
        .map(PeerModes::mayOffer)
        .orElseGet(() -> PacketExpr.constant(layer.mode().mode() != MutualTls.DISABLE))).orElse(PacketExpr.TRUE);
  }

  private static PacketExpr mayOffer(RefusedParts refused) {
    return refused.mayMean("lets clients use mutual TLS");
  }

  /** The packets to a pod with these layers that go to a port where its proxy takes part in no TLS. */
  static PacketExpr withoutTls(List<Layer> layers) {
    List<PacketExpr> ways = new ArrayList<>();
    PacketExpr rest = PacketExpr.TRUE;
    for (Layer layer : layers) {
      if (layer.refused().isPresent()) {
        ways.add(PacketExpr.and(rest, PacketExpr.not(mayOffer(layer.refused().get()))));
        break;
      }
      if (layer.mode().mode() == MutualTls.DISABLE) {
        ways.add(PacketExpr.and(rest, layer.ports()));
      }
      rest = PacketExpr.and(rest, PacketExpr.not(layer.ports()));
    }
    return PacketExpr.or(ways);
  }

  /**
   * The policies that are about a pod, each before those that count without it: narrower scopes first, of one scope the oldest.
   * A policy that leaves the mode to wider scopes hides the younger ones of its own.
   */
  List<Layer> layers(PodClass pod) {
    return ofPods.computeIfAbsent(pod.id(), id -> find(pod));
  }

  private List<Layer> find(PodClass pod) {
    List<Layer> layers = new ArrayList<>(aboutSomebody(pod.namespace()));
    add(layers, policies.stream()
        .filter(policy -> isSubjectKnown(policy) && policy.selector().narrows()
            && policy.namespace().equals(pod.namespace())
            && !policy.namespace().equals(root) && policy.selector().matches(pod.labels()))
        .toList());
    layers.addAll(aboutAll(pod.namespace()));
    return layers;
  }

  /** The same of policies for whole namespaces. */
  private List<Layer> find(String namespace) {
    List<Layer> layers = new ArrayList<>(aboutSomebody(namespace));
    layers.addAll(aboutAll(namespace));
    return layers;
  }

  /** The policies of which nobody knows whom of a namespace they are about. */
  private List<Layer> aboutSomebody(String namespace) {
    return policies.stream()
        .filter(policy -> !isSubjectKnown(policy) && List.of(namespace, root).contains(policy.namespace()))
        .map(this::doubt)
        .toList();
  }

  private List<Layer> aboutAll(String namespace) {
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

  private static Origin origin(PeerAuthentication policy, String part) {
    String field = part.isEmpty() ? "spec.mtls" : "spec.portLevelMtls";
    return new Origin(policy.id(), part, field, policy.span());
  }
}
