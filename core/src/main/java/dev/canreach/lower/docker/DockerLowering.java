package dev.canreach.lower.docker;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Attachment;
import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.docker.DaemonConfiguration;
import dev.canreach.resource.docker.DockerContainer;
import dev.canreach.resource.docker.DockerNetwork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Containers and networks of a Docker engine. */
public final class DockerLowering implements Lowering {
  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    List<ComposeProject> projects = inventory.all(ComposeProject.class);
    List<DockerNetwork> networks = inventory.all(DockerNetwork.class);
    List<DockerContainer> containers = inventory.all(DockerContainer.class);
    if (projects.isEmpty() && networks.isEmpty() && containers.isEmpty()) {
      return network -> {};
    }
    EngineSettings settings = new EngineSettings(assumptions, inventory.all(DaemonConfiguration.class));
    EngineBuilder builder = new EngineBuilder(settings);
    networks.forEach(network -> builder.add(DockerSpecs.network(network)));
    for (boolean complete : new boolean[]{true, false}) {
      containers.stream()
          .filter(container -> container.complete() == complete)
          .forEach(container -> builder.add(DockerSpecs.container(container)));
    }
    for (ComposeProject project : projects) {
      ComposeSpecs specs = new ComposeSpecs(project, settings);
      specs.networks().forEach(builder::add);
      specs.containers().forEach(builder::add);
    }
    Engine engine = builder.build();
    register(engine, registry);
    return network -> rules(engine, inventory, network);
  }

  private static void register(Engine engine, EndpointRegistry registry) {
    Origin built = new Origin("node docker-host", "", "", Lowerings.builtIn());
    registry.add(EndpointDraft.plain(EngineContainer.HOST, Role.NODE, "", "docker-host", engine.hostAddresses(),
        engine.hostFamilies(), built));
    registry.add(EndpointDraft.plain(PublishedRoutes.LOOPBACK, Role.VIRTUAL, "", PublishedRoutes.LOOPBACK,
        List.copyOf(PublishedRoutes.loopbacks(engine)), Set.of(IpFamily.IPV4, IpFamily.IPV6), built));
    for (EngineContainer container : engine.containers().values()) {
      registry.add(draft(container, engine));
      groups(container, registry);
    }
  }

  private static EndpointDraft draft(EngineContainer container, Engine engine) {
    Set<IpFamily> families = container.onHost() ? engine.hostFamilies() : container.families();
    List<DeclaredPort> ports = new ArrayList<>();
    container.spec().linked().forEach(exposed -> ports.add(new DeclaredPort("", exposed.protocol(), exposed.port())));
    return new EndpointDraft(container.id(), Role.WORKLOAD, "", container.id().substring("container/".length()),
        new TreeMap<>(), container.onHost() ? engine.hostAddresses() : container.addresses(),
        families.isEmpty() ? Set.of(IpFamily.IPV4) : families,
        Optional.of(EngineContainer.HOST), false, container.onHost(), ports, "", container.spec().origin());
  }

  /** The other names of a container. */
  private static void groups(EngineContainer container, EndpointRegistry registry) {
    ContainerSpec spec = container.spec();
    if (!container.id().equals("container/" + spec.name())) {
      registry.group("container/" + spec.name(), container.id());
    }
    if (!spec.service().isEmpty()) {
      registry.group("compose/" + spec.project() + "/" + spec.service(), container.id());
      if (!container.id().equals("container/" + spec.service())) {
        registry.group("container/" + spec.service(), container.id());
      }
    }
  }

  private static void rules(Engine engine, Inventory inventory, NetworkBuilder network) {
    Ends ends = new Ends(network, engine);
    Routing routing = new Routing(engine, ends);
    Publishing publishing = new Publishing(engine);
    ListenTier listening = new ListenTier(engine, ends, publishing);
    Undescribed undescribed = new Undescribed(engine, ends, routing);
    DoubtTier doubts = new DoubtTier(engine, inventory, undescribed);
    Tier doubt = doubts.tier(ends);
    network.ingress(NetworkBuilder.ANSWERING, doubt);
    network.ingress(NetworkBuilder.PLATFORM, new DirectTier(engine, ends, routing, publishing).tier());
    network.ingress(NetworkBuilder.ANSWERING, listening.tier());
    new PublishedRoutes(engine, ends, publishing, new HostPlanes(engine, ends, routing, doubt, undescribed), listening)
        .addTo(network);
    attachments(engine, ends, network);
    network.names(new ContainerNames(engine, ends, doubts));
    List<Cidr> blocks = engine.networks().values().stream().flatMap(each -> each.subnets().values().stream()).toList();
    network.known(AddressSet.of(blocks).union(AddressSet.of(Engine.LOOPBACKS)));
  }

  /** Where containers are on their networks, under every name that files use for the network. */
  private static void attachments(Engine engine, Ends ends, NetworkBuilder network) {
    for (EngineContainer container : engine.containers().values()) {
      int index = ends.index(container.id());
      for (EngineContainer.Joined joined : container.attachments()) {
        List<Address> addresses = joined.addresses().values().stream().sorted().toList();
        Set<String> names = new LinkedHashSet<>(List.of(joined.key()));
        names.addAll(joined.network().spec().keys());
        names.add(joined.network().name());
        names.forEach(name -> network.attachment(new Attachment(index, name, index, addresses)));
      }
    }
  }
}
