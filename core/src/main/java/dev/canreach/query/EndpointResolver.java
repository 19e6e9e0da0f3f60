package dev.canreach.query;

import dev.canreach.model.Attachment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Looks the ends of questions up in a network (contract §1). */
final class EndpointResolver {

  /** What an end stands for. */
  sealed interface Resolved {}

  /** These endpoints; at least one. */
  record Found(List<Candidate> candidates) implements Resolved {}

  /** Nothing; the reason is for people. */
  record Missing(String reason) implements Resolved {}

  private final Network network;
  private final boolean publicInternet;

  /**
   * A resolver.
   *
   * @param publicInternet whether `internet` leaves out private address ranges
   */
  EndpointResolver(Network network, boolean publicInternet) {
    this.network = network;
    this.publicInternet = publicInternet;
  }

  /** What the end stands for; DNS names are for {@link dev.canreach.model.Names} and refused here. */
  Resolved resolve(EndpointRef ref, Side side) throws QuestionException {
    return switch (ref) {
      case EndpointRef.Named object -> object(object, side);
      case EndpointRef.Qualified qualified -> named(qualified, qualified.namespace()::equals, qualified.name());
      case EndpointRef.Bare bare -> named(bare, any -> true, bare.name());
      case EndpointRef.Namespace namespace -> namespace(namespace);
      case EndpointRef.Selected selected -> selected(selected, side);
      case EndpointRef.Node node -> node(node);
      case EndpointRef.Ip ip -> ip(ip, side);
      case EndpointRef.Block block -> block(block, side);
      case EndpointRef.Internet internet -> internet(side);
      case EndpointRef.Host host -> throw new QuestionException(
          "`" + host.text() + "` is a name, and names open no connections: say which workload or address does");
    };
  }

  private Resolved object(EndpointRef.Named object, Side side) throws QuestionException {
    List<String> ids = ids(object).stream().filter(id -> !members(id).isEmpty()).toList();
    Optional<String> gone = ids(object).stream().filter(id -> network.groups().containsKey(id)).findFirst();
    if (ids.isEmpty() && gone.isPresent()) {
      return finished(gone.get());
    }
    if (ids.isEmpty()) {
      return new Missing("no " + object.kind() + " `" + object.qualifiedName() + "` is in the input"
          + Suggestions.didYouMean(object.id(), ids()));
    }
    if (ids.size() > 1) {
      throw new QuestionException("`" + object.text() + "` names " + ids.size() + " objects: " + String.join(", ", ids)
          + "; say which");
    }
    List<Endpoint> endpoints = members(ids.get(0));
    if (endpoints.get(0).role() == Role.VIRTUAL && side == Side.SOURCE) {
      throw new QuestionException("`" + object.text() + "` is a " + object.kind()
          + ", and those open no connections: name the pods behind it");
    }
    return found(endpoints);
  }

  /** The ids that an object may have: two APIs have a kind called Gateway. */
  private static List<String> ids(EndpointRef.Named object) {
    return object.kind().equals("gateway")
        ? List.of(object.id(), "gateway.networking.k8s.io/" + object.qualifiedName(),
            "gateway.networking.istio.io/" + object.qualifiedName())
        : List.of(object.id());
  }

  /**
   * The candidates at their addresses in a named network.
   *
   * @return what is left of them; at least one, or the reason why there is none
   */
  Resolved within(String network, List<Candidate> candidates, Side side) throws QuestionException {
    if (this.network.attachments().isEmpty()) {
      throw new QuestionException("the input names no networks, so that none can be called `" + network
          + "`: leave out `network`");
    }
    List<Candidate> members = new ArrayList<>();
    for (Candidate candidate : candidates) {
      for (Attachment attachment : this.network.attachments()) {
        if (attachment.endpoint() == candidate.endpoint().index() && attachment.network().equals(network)) {
          PacketExpr there = PacketExpr.or(attachment.addresses()
              .stream()
              .map(address -> PacketExpr.inPrefix(side, Cidr.of(address)))
              .toList());
          PacketExpr guard = attachment.addresses().isEmpty() ? PacketExpr.TRUE : there;
          members.add(new Candidate(this.network.endpoint(attachment.via()), PacketExpr.and(candidate.guard(), guard),
              candidate.shown()));
        }
      }
    }
    if (members.isEmpty()) {
      List<String> names = this.network.attachments().stream().map(Attachment::network).distinct().toList();
      return new Missing(candidates.get(0).shown() + " is not in a network called `" + network + "`"
          + Suggestions.didYouMean(network, names));
    }
    return new Found(members);
  }

  /** The endpoint of this id, or the endpoints that the name stands for. */
  private List<Endpoint> members(String id) {
    Optional<Endpoint> endpoint = network.endpoint(id);
    if (endpoint.isPresent()) {
      return List.of(endpoint.get());
    }
    EndpointSet group = network.groups().getOrDefault(id, EndpointSet.EMPTY);
    return group.stream().mapToObj(network::endpoint).toList();
  }

  private static Missing finished(String pods) {
    return new Missing(pods + " has finished, and has no network any more");
  }

  /**
   * The one workload or pod of a name. Pods that a listed workload owns are no candidates beside it, but can be named
   * where nothing else has the name.
   */
  private Resolved named(EndpointRef ref, Predicate<String> namespace, String name) throws QuestionException {
    Set<String> candidates = new TreeSet<>();
    Set<String> owned = new TreeSet<>();
    Set<String> gone = new TreeSet<>();
    BitSet grouped = new BitSet();
    network.groups().forEach((id, members) -> {
      members.stream().forEach(grouped::set);
      if (isCalled(id, namespace, name)) {
        (members.isEmpty() ? gone : candidates).add(id);
      }
    });
    List<String> others = new ArrayList<>();
    for (Endpoint endpoint : network.endpoints()) {
      if (endpoint.name().equals(name) && namespace.test(endpoint.namespace())) {
        if (!runs(endpoint)) {
          others.add(endpoint.id());
        } else if (grouped.get(endpoint.index())) {
          owned.add(endpoint.id());
        } else {
          candidates.add(endpoint.id());
        }
      }
    }
    Set<String> choice = candidates.isEmpty() ? owned : candidates;
    if (choice.size() > 1) {
      throw new QuestionException("`" + ref.text() + "` names " + choice.size() + " endpoints: "
          + String.join(", ", choice) + "; say which");
    }
    if (choice.size() == 1) {
      return found(members(choice.iterator().next()));
    }
    if (!gone.isEmpty()) {
      return finished(String.join(", ", gone));
    }
    String hint = others.isEmpty()
        ? Suggestions.didYouMean(ref.text(), names(ref))
        : "; did you mean `" + String.join("` or `", others) + "`?";
    return new Missing("no workload or pod called `" + ref.text() + "` is in the input" + hint);
  }

  /** Whether the id of a group, `kind/namespace/name`, has such a namespace and name. */
  private static boolean isCalled(String id, Predicate<String> namespace, String name) {
    String[] parts = id.split("/", -1);
    return parts.length == 3 && namespace.test(parts[1]) && parts[2].equals(name);
  }

  private Resolved namespace(EndpointRef.Namespace ref) {
    List<Candidate> members = network.endpoints()
        .stream()
        .filter(this::runs)
        .filter(endpoint -> endpoint.namespace().equals(ref.namespace()))
        .map(endpoint -> new Candidate(endpoint, PacketExpr.TRUE, endpoint.id()))
        .toList();
    List<String> namespaces = network.endpoints()
        .stream()
        .map(Endpoint::namespace)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
    return members.isEmpty()
        ? new Missing("no workload is in namespace `" + ref.namespace() + "`"
            + Suggestions.didYouMean(ref.namespace(), namespaces))
        : new Found(members);
  }

  private Resolved selected(EndpointRef.Selected ref, Side side) {
    List<Candidate> members = new ArrayList<>();
    for (Endpoint endpoint : network.endpoints()) {
      if (endpoint.role() == Role.FUTURE && endpoint.id().equals(ref.text())) {
        PacketExpr labels = PacketExpr.and(ref.selector().stream().map(term -> term.on(side)).toList());
        members.add(new Candidate(endpoint, labels, "a new pod " + ref.text()));
      } else if (runs(endpoint) && endpoint.namespace().equals(ref.namespace())
          && ref.selector().stream().allMatch(term -> term.matches(endpoint.labels()))) {
        members.add(new Candidate(endpoint, PacketExpr.TRUE, endpoint.id()));
      }
    }
    return members.isEmpty() ? new Missing("no workload matches `" + ref.text() + "`") : new Found(members);
  }

  private Resolved node(EndpointRef.Node ref) {
    List<String> nodes = network.endpoints()
        .stream()
        .filter(endpoint -> endpoint.role() == Role.NODE)
        .map(Endpoint::id)
        .toList();
    return network.endpoint(ref.text())
        .<Resolved>map(endpoint -> found(endpoint, PacketExpr.TRUE, endpoint.id()))
        .orElseGet(() -> new Missing(
            "no node `" + ref.name() + "` is in the input" + Suggestions.didYouMean(ref.text(), nodes)));
  }

  private Resolved ip(EndpointRef.Ip ref, Side side) throws QuestionException {
    Endpoint owner = network.owner(ref.address()).orElse(network.outside());
    if (owner.role() == Role.OUTSIDE && side == Side.SOURCE && AddressGuards.isLoopback(ref.address())) {
      throw new QuestionException("`" + ref.text()
          + "` is a loopback address, which every machine gives to itself: name the one that connects");
    }
    if (owner.role() == Role.VIRTUAL && side == Side.SOURCE) {
      throw new QuestionException("`" + ref.text() + "` is an address of " + owner.id()
          + ", and Services open no connections: name the pods behind it");
    }
    return found(owner, PacketExpr.inPrefix(side, Cidr.of(ref.address())), address(ref.address(), owner));
  }

  /** A block stands for each endpoint that has an address in it, and for the addresses in it that nothing owns. */
  private Resolved block(EndpointRef.Block ref, Side side) {
    List<Candidate> members = new ArrayList<>();
    PacketExpr within = PacketExpr.inPrefix(side, ref.block());
    for (Endpoint endpoint : network.endpoints()) {
      boolean owner = endpoint.addresses()
          .stream()
          .anyMatch(
              address -> ref.block().contains(address) && network.owner(address).map(endpoint::equals).orElse(false));
      if (owner && !(side == Side.SOURCE && endpoint.role() == Role.VIRTUAL)) {
        members.add(new Candidate(endpoint, within, endpoint.id()));
      }
    }
    AddressSet free = AddressSet.of(ref.block()).minus(network.owned());
    if (!free.isEmpty()) {
      members.add(new Candidate(network.outside(), within, ref.text()));
    }
    return new Found(members);
  }

  private Resolved internet(Side side) {
    AddressSet excluded = publicInternet ? network.known().union(AddressGuards.PRIVATE) : network.known();
    return found(network.outside(), AddressGuards.outside(side, excluded), "internet");
  }

  private static Resolved found(List<Endpoint> endpoints) {
    return new Found(
        endpoints.stream().map(endpoint -> new Candidate(endpoint, PacketExpr.TRUE, endpoint.id())).toList());
  }

  private static Resolved found(Endpoint endpoint, PacketExpr guard, String shown) {
    return new Found(List.of(new Candidate(endpoint, guard, shown)));
  }

  private static String address(Address address, Endpoint owner) {
    return owner.role() == Role.OUTSIDE ? address.toString() : address + " (" + owner.id() + ")";
  }

  private boolean runs(Endpoint endpoint) {
    return endpoint.role() == Role.WORKLOAD || (endpoint.role() == Role.IMPLIED && !endpoint.namespace().isEmpty());
  }

  private List<String> ids() {
    return network.endpoints().stream().map(Endpoint::id).toList();
  }

  /** What a name could have meant: names alone, or with their namespaces. */
  private List<String> names(EndpointRef ref) {
    boolean bare = ref instanceof EndpointRef.Bare;
    return network.endpoints()
        .stream()
        .filter(this::runs)
        .map(endpoint -> bare ? endpoint.name() : endpoint.namespace() + "/" + endpoint.name())
        .distinct()
        .toList();
  }
}
