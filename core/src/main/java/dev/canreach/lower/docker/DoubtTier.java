package dev.canreach.lower.docker;

import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.docker.DockerContainer;
import dev.canreach.source.UnreadDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Projects that Compose or the engine would refuse, or that refer to files that were not read: what they really run might
 * allow, and might deny, whatever concerns their containers and the ports of the host.
 */
final class DoubtTier {
  private static final String NAME = "not understood";

  private final Engine engine;
  private final Inventory inventory;
  private final Undescribed undescribed;

  DoubtTier(Engine engine, Inventory inventory, Undescribed undescribed) {
    this.undescribed = undescribed;
    this.engine = engine;
    this.inventory = inventory;
  }

  /** The doubt about a project, if there is any. */
  private Optional<Assumption> about(ComposeProject project) {
    List<Rejection> rejections = inventory.rejections(project);
    if (!rejections.isEmpty()) {
      return Optional.of(Assumption.open("accepted", "something else runs in place of `" + project.id()
          + "`, which would be refused", "correct `" + project.id() + "`"));
    }
    return project.gaps()
        .stream()
        .findFirst()
        .map(gap -> Assumption.open("not understood", gap.what() + " of project `" + project.name()
            + "` changes what is reached", "give a file without references to other files"));
  }

  /** The doubt about what a name means to a container. */
  Optional<Assumption> about(EngineContainer container) {
    return inventory.all(ComposeProject.class)
        .stream()
        .filter(project -> project.name().equals(container.spec().project()))
        .flatMap(project -> about(project).stream())
        .findFirst()
        .or(() -> undescribed.about(container));
  }

  /** Containers of which only one network is known, and neither the others nor their published ports. */
  private List<DockerContainer> partial() {
    List<String> complete = inventory.all(DockerContainer.class)
        .stream()
        .filter(DockerContainer::complete)
        .map(DockerContainer::name)
        .toList();
    return inventory.all(DockerContainer.class)
        .stream()
        .filter(container -> !container.complete() && !complete.contains(container.name()))
        .toList();
  }

  private static Assumption about(DockerContainer container) {
    return Assumption.open("container", "something that the input does not say about container `" + container.name()
        + "`, such as another network or a published port, matters here",
        "add what `docker inspect " + container.name() + "` prints");
  }

  Tier tier(Ends ends) {
    List<PolicyRule> rules = new ArrayList<>();
    for (ComposeProject project : inventory.all(ComposeProject.class)) {
      about(project).ifPresent(doubt -> {
        List<EngineContainer> members = engine.containers()
            .values()
            .stream()
            .filter(container -> container.spec().project().equals(project.name()))
            .toList();
        PacketExpr touched = PacketExpr.or(ends.isHost(Side.DESTINATION), ends.is(Side.DESTINATION, members),
            ends.is(Side.SOURCE, members));
        add(rules, touched, doubt, new Origin(project.id(), "", "", project.span()));
      });
    }
    for (DockerContainer container : partial()) {
      List<EngineContainer> members = engine.containers()
          .values()
          .stream()
          .filter(member -> member.spec().name().equals(container.name()))
          .toList();
      PacketExpr touched = PacketExpr.or(ends.is(Side.DESTINATION, members), ends.is(Side.SOURCE, members));
      PacketExpr shared = PacketExpr.or(container.attachments()
          .stream()
          .flatMap(attachment -> engine.networks()
              .values()
              .stream()
              .filter(network -> network.name().equals(attachment.network())))
          .map(network -> PacketExpr.and(ends.is(Side.SOURCE, engine.on(network)),
              ends.is(Side.DESTINATION, engine.on(network))))
          .toList());
      Origin origin = new Origin("container " + container.name(), "", "", container.span());
      add(rules, PacketExpr.and(touched, PacketExpr.not(shared)), about(container), origin);
      rules.add(new PolicyRule(PacketExpr.and(ends.isHost(Side.DESTINATION), PacketExpr.holds(about(container))),
          List.of(), Action.ALLOW, origin));
    }
    for (EngineNetwork network : engine.networks().values()) {
      if (network.driver() == EngineNetwork.Driver.OTHER) {
        PacketExpr touched = PacketExpr.or(ends.is(Side.SOURCE, engine.on(network)),
            ends.is(Side.DESTINATION, engine.on(network)));
        add(rules, touched, Assumption.open("driver", "the driver `" + network.spec().driver() + "` of network `"
            + network.name() + "`, which nobody here understands, matters here", "use a driver of the engine itself"),
            network.spec().origin());
      }
    }
    if (!inventory.unread().isEmpty()) {
      UnreadDocument first = inventory.unread().get(0);
      String place = first.span().file() + ":" + first.span().line();
      add(rules, PacketExpr.or(ends.isHere(Side.DESTINATION), ends.isHere(Side.SOURCE)),
          Assumption.open("not understood", "a document that could not be read (`" + place
              + "`) changes what containers reach", "correct the document"),
          new Origin("unread document " + place, "", "", first.span()));
    }
    rules.addAll(undescribed.rules());
    return new Tier(NAME, List.of(), rules, Action.PASS);
  }

  /** Packets that the doubt touches may be allowed, and may be denied. */
  static void add(List<PolicyRule> rules, PacketExpr touched, Assumption doubt, Origin origin) {
    Assumption allows = Assumption.open(doubt.key(), doubt.statement() + ", and allows this traffic", doubt.remedy());
    Assumption denies = Assumption.open(doubt.key(), doubt.statement() + ", and denies this traffic", doubt.remedy());
    rules.add(new PolicyRule(PacketExpr.and(touched, PacketExpr.holds(allows)), List.of(), Action.ALLOW, origin));
    rules.add(new PolicyRule(PacketExpr.and(touched, PacketExpr.holds(denies)), List.of(), Action.DENY, origin));
  }
}
