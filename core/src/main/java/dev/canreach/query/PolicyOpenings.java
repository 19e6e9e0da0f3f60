package dev.canreach.query;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.FuturePod;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.Role;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.End;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Openings by one more NetworkPolicy for each direction that is in the way. Policies add up (K8S/N-06), so nothing that
 * passes today stops passing, as long as the new policy governs only pods that are isolated already.
 */
public final class PolicyOpenings implements Openings {
  /** How many other pairs of ends are tried; beyond that the change says only that it is wide. */
  private static final int MOST_PAIRS = 200;
  /** Labels that a controller changes with every rollout (K8S/W-03). */
  private static final Set<String> HASHES = Set.of("pod-template-hash", "controller-revision-hash",
      "pod-template-generation");

  private final Inventory inventory;
  private final Assumptions assumptions;
  private final List<FuturePod> futures;
  private final Network network;
  private final Prover prover;
  private final Function<Network, Asker> askers;

  /**
   * Openings in an input.
   *
   * @param futures the pods that the question supposes
   * @param network the network of the input with these pods
   * @param askers asks the same question about another network
   */
  public PolicyOpenings(Inventory inventory, Assumptions assumptions, List<FuturePod> futures, Network network,
      Prover prover,
      Function<Network, Asker> askers) {
    this.inventory = inventory;
    this.assumptions = assumptions;
    this.futures = List.copyOf(futures);
    this.network = network;
    this.prover = prover;
    this.askers = askers;
  }

  @Override
  public Optional<Opening> find(Blocked blocked) {
    List<PolicyDraft> drafts = new ArrayList<>();
    for (Plane plane : blocked.planes()) {
      Optional<PolicyDraft> draft = draft(blocked, plane.subject());
      if (draft.isEmpty()) {
        return Optional.empty();
      }
      drafts.add(draft.get());
    }
    if (drafts.isEmpty()) {
      return Optional.empty();
    }
    Network opened = Lowerings.lower(with(drafts), assumptions, futures);
    boolean works = askers.apply(opened).ask(blocked.question()) instanceof Answer.Judged judged
        && judged.verdict() == Verdict.REACHABLE;
    return works
        ? Optional.of(new Opening(summary(drafts), PolicyYaml.render(drafts), alsoOpens(blocked, drafts, opened)))
        : Optional.empty();
  }

  private Inventory with(List<PolicyDraft> drafts) {
    List<Resource> resources = new ArrayList<>(inventory.resources());
    drafts.forEach(draft -> resources.add(draft.policy()));
    return new Inventory(resources, inventory.rejections().values().stream().flatMap(List::stream).toList(),
        inventory.notUnderstood(), inventory.unread(), inventory.coverage().files());
  }

  private static String summary(List<PolicyDraft> drafts) {
    return "one more NetworkPolicy " + (drafts.size() == 1
        ? drafts.get(0).title()
        : "for each direction: " + String.join(", ", drafts.stream().map(PolicyDraft::title).toList()));
  }

  private Optional<PolicyDraft> draft(Blocked blocked, Side subject) {
    Packet packet = blocked.arrives();
    End end = packet.end(subject);
    Endpoint endpoint = network.endpoint(end.endpoint());
    if (endpoint.hostNetwork() || (endpoint.role() != Role.WORKLOAD && endpoint.role() != Role.FUTURE)) {
      return Optional.empty();
    }
    Optional<PolicyDraft.Peer> peer = peer(packet.end(subject.other()), blocked.question(), subject.other(),
        packet.family());
    Optional<LabelSelector> selector = selector(endpoint, end, subject);
    if (peer.isEmpty()) {
      return Optional.empty();
    }
    LabelSelector pods = selector
        .orElseGet(() -> narrowest(isolating(endpoint, subject)).map(NetworkPolicy::podSelector)
            .orElseGet(() -> PolicyDraft.equality(labels(endpoint, end))));
    String name = unused(endpoint.namespace(), subject == Side.SOURCE
        ? "allow-" + endpoint.name() + "-to-" + peer.get().word()
        : "allow-" + endpoint.name() + "-from-" + peer.get().word());
    return Optional.of(new PolicyDraft(endpoint.namespace(), name, pods, subject, peer.get(), ports(blocked)));
  }

  /** The ports that the change opens: the asked one, else those that the destination declares, else all. */
  private List<PolicyDraft.Port> ports(Blocked blocked) {
    Packet packet = blocked.arrives();
    if (!packet.protocol().hasPorts()) {
      return List.of();
    }
    if (blocked.question().port().isPresent()) {
      return List.of(new PolicyDraft.Port(packet.protocol(), packet.destinationPort()));
    }
    return network.endpoint(packet.destination().endpoint())
        .ports()
        .stream()
        .filter(port -> blocked.question().protocol().map(port.protocol()::equals).orElse(true))
        .map(port -> new PolicyDraft.Port(port.protocol(), port.port()))
        .distinct()
        .limit(1)
        .toList();
  }

  private Optional<PolicyDraft.Peer> peer(End end, Question question, Side side, IpFamily family) {
    Endpoint endpoint = network.endpoint(end.endpoint());
    boolean pod = endpoint.role() == Role.WORKLOAD || endpoint.role() == Role.FUTURE || endpoint.role() == Role.IMPLIED;
    if (pod && !endpoint.hostNetwork()) {
      return Optional.of(new PolicyDraft.Peer.Pods(endpoint.namespace(), endpoint.name(), labels(endpoint, end)));
    }
    if (endpoint.role() == Role.OUTSIDE) {
      return Optional.of(new PolicyDraft.Peer.Block(range(question, side, family)
          .orElseGet(() -> end.address().map(Cidr::of).orElseGet(() -> Cidr.all(family)))));
    }
    return end.address().map(Cidr::of).map(PolicyDraft.Peer.Block::new);
  }

  /** The addresses that the question means, where it names them. */
  private static Optional<Cidr> range(Question question, Side side, IpFamily family) {
    String text = side == Side.SOURCE || !(question.target() instanceof Question.Reach reach)
        ? question.from()
        : reach.to();
    return text.equals("internet") ? Optional.of(Cidr.all(family)) : Cidr.parse(text);
  }

  /** The labels that tell an endpoint apart, without those that a controller changes with every rollout (K8S/W-03). */
  private static SortedMap<String, String> labels(Endpoint endpoint, End end) {
    TreeMap<String, String> labels = new TreeMap<>(endpoint.role() == Role.FUTURE ? end.labels() : endpoint.labels());
    labels.keySet().removeAll(HASHES);
    return labels;
  }

  /** The endpoint's own labels, if all pods that have them are isolated in this direction already. */
  private Optional<LabelSelector> selector(Endpoint endpoint, End end, Side subject) {
    SortedMap<String, String> labels = labels(endpoint, end);
    LabelSelector selector = PolicyDraft.equality(labels);
    boolean isolated = selected(endpoint.namespace(), selector).stream()
        .allMatch(other -> other.equals(endpoint) || !isolating(other, subject).isEmpty());
    return labels.isEmpty() || !isolated ? Optional.empty() : Optional.of(selector);
  }

  private List<NetworkPolicy> isolating(Endpoint endpoint, Side subject) {
    return inventory.all(NetworkPolicy.class)
        .stream()
        .filter(policy -> subject == Side.SOURCE ? policy.isolatesEgress() : policy.isolatesIngress())
        .filter(policy -> policy.namespace().equals(endpoint.namespace()))
        .filter(policy -> policy.podSelector().matches(endpoint.labels()))
        .toList();
  }

  private Optional<NetworkPolicy> narrowest(List<NetworkPolicy> policies) {
    return policies.stream()
        .min(Comparator.<NetworkPolicy>comparingInt(policy -> selected(policy.namespace(), policy.podSelector()).size())
            .thenComparing(NetworkPolicy::name));
  }

  private List<Endpoint> selected(String namespace, LabelSelector selector) {
    return network.endpoints()
        .stream()
        .filter(endpoint -> endpoint.role() == Role.WORKLOAD && !endpoint.hostNetwork())
        .filter(endpoint -> endpoint.namespace().equals(namespace) && selector.matches(endpoint.labels()))
        .toList();
  }

  private String unused(String namespace, String wanted) {
    String name = wanted.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
    name = name.length() > 200 ? name.substring(0, 200) : name;
    Set<String> taken = new HashSet<>();
    inventory.all(NetworkPolicy.class)
        .stream()
        .filter(policy -> policy.namespace().equals(namespace))
        .forEach(policy -> taken.add(policy.name()));
    String candidate = name;
    for (int i = 2; taken.contains(candidate); i++) {
      candidate = name + "-" + i;
    }
    return candidate;
  }

  /** Other traffic between listed workloads that the change lets pass. */
  private List<String> alsoOpens(Blocked blocked, List<PolicyDraft> drafts, Network opened) {
    Set<String> opens = new TreeSet<>();
    int tried = 0;
    for (PolicyDraft draft : drafts) {
      for (Endpoint subject : selected(draft.namespace(), draft.pods())) {
        for (Endpoint peer : peers(draft)) {
          Endpoint source = draft.subject() == Side.SOURCE ? subject : peer;
          Endpoint destination = draft.subject() == Side.SOURCE ? peer : subject;
          boolean asked = source.index() == blocked.arrives().source().endpoint()
              && destination.index() == blocked.arrives().destination().endpoint();
          if (asked || source.equals(destination)) {
            continue;
          }
          if (++tried > MOST_PAIRS) {
            opens.add("traffic of many more pods");
            return List.copyOf(opens);
          }
          opens(draft, source, destination, opened).ifPresent(opens::add);
        }
      }
    }
    return List.copyOf(opens);
  }

  private List<Endpoint> peers(PolicyDraft draft) {
    return switch (draft.peer()) {
      case PolicyDraft.Peer.Pods pods -> selected(pods.namespace(), PolicyDraft.equality(pods.labels()));
      case PolicyDraft.Peer.Block block -> network.endpoints()
          .stream()
          .filter(endpoint -> endpoint.addresses().stream().anyMatch(block.block()::contains))
          .filter(endpoint -> endpoint.role() == Role.WORKLOAD || endpoint.role() == Role.NODE)
          .toList();
    };
  }

  private Optional<String> opens(PolicyDraft draft, Endpoint source, Endpoint destination, Network opened) {
    PacketExpr guard = PacketExpr.or(draft.ports()
        .stream()
        .map(port -> PacketExpr.and(PacketExpr.is(port.protocol()),
            PacketExpr.is(Field.DESTINATION_PORT, port.number())))
        .toList());
    Flow before = new Flow(source.index(), destination.index(), false,
        draft.ports().isEmpty() ? PacketExpr.TRUE : guard,
        network.direct());
    Flow after = new Flow(before.source(), before.destination(), false, before.guard(), opened.direct());
    boolean newly = prover.delivers(network, before) instanceof Proof.None
        && prover.delivers(opened, after) instanceof Proof.Found;
    return newly ? Optional.of(source.id() + " → " + destination.id() + " " + draft.traffic()) : Optional.empty();
  }
}
