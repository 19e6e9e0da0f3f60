package dev.canreach.lower.istio;

import dev.canreach.model.Assignment;
import dev.canreach.model.Backend;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.ClientTls;
import dev.canreach.resource.istio.Resolution;
import dev.canreach.resource.istio.Subset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The ways of calls to one port of a host: its endpoints, and the TLS that the client starts to each (ISTIO/I-6). */
final class ClusterWays {
  static final int UNAVAILABLE = 503;
  /** What a connection has that the client's proxy put in TLS, but for mutual TLS of the mesh. */
  static final PacketExpr PROXY_TLS = PacketExpr.matches(TextField.TLS, TextPattern.exact(ClusterWays.BY_PROXY));

  private static final String BY_PROXY = "by the proxy";
  private static final String MUTUAL = "mutual TLS";
  private static final String TLS_MODE = "security.istio.io/tlsMode";

  private final MeshSettings settings;
  private final Registry registry;
  private final Membership membership;
  private final PeerModes modes;
  private final DestinationRules rules;
  private final World world;

  ClusterWays(World world, MeshSettings settings, Registry registry, Membership membership, PeerModes modes,
      DestinationRules rules) {
    this.world = world;
    this.settings = settings;
    this.registry = registry;
    this.membership = membership;
    this.modes = modes;
    this.rules = rules;
  }

  /**
   * A call to a host.
   *
   * @param service the host
   * @param port its port
   * @param subset the subset of its endpoints, or empty
   * @param guard the calls that are meant
   * @param changes what becomes of the request
   * @param weight the share of this target
   * @param origin the object that sends calls there
   */
  record Call(MeshService service, MeshPort port, String subset, PacketExpr guard, List<Assignment> changes, int weight,
      Origin origin) {

    Call {
      changes = List.copyOf(changes);
    }

    Backend backend() {
      String name = service.service().map(each -> each.namespace() + "/" + each.name()).orElse(service.host());
      return new Backend(name, subset, OptionalInt.of(port.number()), weight);
    }

    Way fails(String reason) {
      return new Way(guard, changes, new Way.Outcome.Answer(Response.of(UNAVAILABLE, reason)),
          Optional.of(backend()), weight, origin);
    }
  }

  /** The full name of a host that an object of a namespace names. */
  String full(String host, String namespace) {
    return settings.full(host, namespace);
  }

  /** What becomes of a call from clients of a namespace and some labels. */
  List<Way> of(String namespace, Map<String, String> labels, Call call) {
    List<Doubt> doubts = new ArrayList<>(rules.doubts(namespace, call.service(), call.guard()));
    doubt(call.service(), call.guard()).ifPresent(doubts::add);
    if (doubts.isEmpty()) {
      return certain(namespace, labels, call);
    }
    PacketExpr rest = Doubt.rest(doubts).holds();
    List<Way> ways = new ArrayList<>();
    certain(namespace, labels, call).forEach(way -> ways.add(way.limited(rest)));
    doubts.forEach(doubt -> ways.add(doubt.way()));
    return ways;
  }

  /** The doubt about calls to a Service that the server refuses (K8S/S-02, S-03). */
  private Optional<Doubt> doubt(MeshService service, PacketExpr calls) {
    return world.refused(service).map(refused -> new Doubt(refused, calls, service.origin()));
  }

  /** What becomes of calls to a port that a host does not have. */
  List<Way> withoutPort(MeshService service, Way answer) {
    return doubt(service, answer.guard())
        .map(doubt -> List.of(answer.limited(Doubt.rest(List.of(doubt)).holds()), doubt.way()))
        .orElse(List.of(answer));
  }

  private List<Way> certain(String namespace, Map<String, String> labels, Call call) {
    Optional<ClientPolicy> policy = rules.find(namespace, labels, call.service());
    Optional<Subset> subset = policy.flatMap(each -> each.subset(call.subset()));
    if (!call.subset().isEmpty() && subset.isEmpty()) {
      return List.of(call.fails("no destination rule defines the subset `" + call.subset() + "`"));
    }
    Optional<ClientTls> tls = policy.flatMap(each -> each.tls(call.subset(), call.port().number()));
    if (call.service().entry().map(entry -> entry.resolution() == Resolution.NONE).orElse(false)) {
      return List.of(stays(call, tls));
    }
    List<Target> all = registry.targets(call.service(), call.port());
    List<Target> targets = all.stream()
        .filter(target -> subset.map(each -> target.labels().entrySet().containsAll(each.labels().entrySet()))
            .orElse(true))
        .toList();
    if (targets.isEmpty()) {
      return List.of(call.fails("nothing stands behind `" + call.service().host() + "`"));
    }
    boolean original = call.service().headless()
        || policy.map(each -> each.passthrough(call.port().number())).orElse(false);
    List<Way> ways = new ArrayList<>();
    for (Target target : targets) {
      PacketExpr mutual = tls.map(ClusterWays::isMutual)
          .orElseGet(() -> automatic(call.service(), target, original, all));
      add(ways, call, target, PacketExpr.and(target.condition(), mutual), mutual(call, tls));
      add(ways, call, target, PacketExpr.and(target.condition(), PacketExpr.not(mutual)), other(tls));
    }
    return original ? originals(call, tls, all, ways) : ways;
  }

  /** A host whose clients call the address that they meant, even when that belongs to somebody else. */
  private List<Way> originals(Call call, Optional<ClientTls> tls, List<Target> all, List<Way> own) {
    PacketExpr mutual = tls.map(ClusterWays::isMutual)
        .orElseGet(() -> PacketExpr.and(usesMutualTls(call.service()), everybodyTakes(all)));
    List<Way> ways = new ArrayList<>();
    List<Way> left = own;
    for (boolean yes : List.of(true, false)) {
      PacketExpr condition = yes ? mutual : PacketExpr.not(mutual);
      if (!condition.equals(PacketExpr.FALSE)) {
        List<Assignment> changes = new ArrayList<>(call.changes());
        changes.addAll(yes ? mutual(call, tls) : other(tls));
        ways.add(new Way(PacketExpr.and(call.guard(), condition), changes,
            new Way.Outcome.Original(call.service(), left), Optional.of(call.backend()), call.weight(), call.origin()));
        left = List.of();
      }
    }
    return ways;
  }

  /** A host without endpoints of its own: nobody knows whether the other side could use mutual TLS, so only rules start it. */
  private static Way stays(Call call, Optional<ClientTls> tls) {
    List<Assignment> changes = new ArrayList<>(call.changes());
    boolean mutual = tls.map(ClusterWays::isMutual).orElse(PacketExpr.FALSE).equals(PacketExpr.TRUE);
    changes.addAll(mutual ? mutual(call, tls) : other(tls));
    return new Way(call.guard(), changes, new Way.Outcome.Stay(), Optional.of(call.backend()), call.weight(),
        call.origin());
  }

  private static void add(List<Way> ways, Call call, Target target, PacketExpr condition, List<Assignment> tls) {
    if (condition.equals(PacketExpr.FALSE)) {
      return;
    }
    List<Assignment> changes = new ArrayList<>(call.changes());
    changes.addAll(tls);
    ways.add(new Way(PacketExpr.and(call.guard(), condition), changes, new Way.Outcome.To(target, call.guard()),
        Optional.of(call.backend()), call.weight(), call.origin()));
  }

  private static PacketExpr isMutual(ClientTls tls) {
    return PacketExpr.constant(tls.mode() == ClientTls.Mode.ISTIO_MUTUAL);
  }

  /** The client's identity, and the server name that the mesh makes of the call where no rule gives another (ISTIO/I-6). */
  private static List<Assignment> mutual(Call call, Optional<ClientTls> tls) {
    String name = tls.map(ClientTls::serverName)
        .filter(each -> !each.isEmpty())
        .orElseGet(() -> "outbound_." + call.port().number() + "_." + call.subset() + "_." + call.service().host());
    return List.of(change(TextField.PRINCIPAL, MUTUAL), change(TextField.SNI, name));
  }

  /** TLS that a rule demands without the identities of the mesh; nobody says what name it asks for unless the rule does. */
  private static List<Assignment> other(Optional<ClientTls> tls) {
    return tls.filter(each -> each.mode() == ClientTls.Mode.SIMPLE || each.mode() == ClientTls.Mode.MUTUAL)
        .map(each -> List.of(change(TextField.TLS, BY_PROXY),
            each.serverName().isEmpty()
                ? new Assignment.Rewrite(TextChange.remove(TextField.SNI))
                : change(TextField.SNI, each.serverName())))
        .orElse(List.of());
  }

  private static Assignment change(TextField field, String value) {
    return new Assignment.Rewrite(TextChange.set(field, value));
  }

  /** When the client uses mutual TLS by itself: where the server can, as far as the client sees (ISTIO/I-6.3). */
  private PacketExpr automatic(MeshService service, Target target, boolean original, List<Target> all) {
    PacketExpr uses = usesMutualTls(service);
    if (uses.equals(PacketExpr.FALSE)) {
      return uses;
    }
    PacketExpr offered = membership.pod(target.endpoint())
        .map(pod -> target.port().isPresent() ? modes.offersTls(pod, target.port().getAsInt()) : PacketExpr.TRUE)
        .orElse(PacketExpr.FALSE);
    return PacketExpr.and(uses, original ? everybodyTakes(all) : PacketExpr.TRUE, offered, takes(target));
  }

  private PacketExpr usesMutualTls(MeshService service) {
    return settings.autoMtls() && !service.external() ? modes.offersTls(service.namespace()) : PacketExpr.FALSE;
  }

  private PacketExpr everybodyTakes(List<Target> targets) {
    return PacketExpr.and(targets.stream().map(this::takes).toList());
  }

  /** The proxies of pods say in a label that they can; those of gateways do not. */
  private PacketExpr takes(Target target) {
    String unlabelled = membership.kind(target.endpoint()) == Membership.Kind.GATEWAY ? "" : "istio";
    boolean labelled = membership.pod(target.endpoint())
        .map(pod -> pod.labels().getOrDefault(TLS_MODE, unlabelled).equals("istio"))
        .orElse(false);
    return labelled ? membership.condition(target.endpoint()) : PacketExpr.FALSE;
  }
}
