package dev.canreach.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.eval.Trace;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Enforcer;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Request;
import dev.canreach.packet.Valuation;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The interpreters agree on clusters with several dialects, and each dialect keeps its place on the way of a packet. */
class MixesAgreementTest {
  private static final int PACKETS = 40;

  /**
   * What a kernel and the proxies behind it judge.
   *
   * @param cluster what both judge about
   * @param kernel policies that the kernel enforces
   * @param mesh policies that proxies enforce
   */
  record Mix(Input cluster, List<String> kernel, List<String> mesh) {
    /** The cluster with some objects more. */
    Input with(List<String> objects) {
      return new Input(Stream.concat(cluster.base().stream(), objects.stream()).toList(), cluster.objects(),
          cluster.assumptions());
    }

    Input whole() {
      return with(Stream.concat(kernel.stream(), mesh.stream()).toList());
    }

    @Override
    public String toString() {
      return whole().toString();
    }
  }

  @Property(tries = 40)
  void calicoAndIstioAndGateways(@ForAll("calicoMixes") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> calicoMixes() {
    return Input.cluster(List.of(GatewayObjects.CONTROLLERS), Input.objects(3, 9, KubernetesPolicies::networkPolicy,
        KubernetesPolicies::adminPolicy, CalicoPolicies::object, IstioObjects::security, IstioObjects::routing,
        GatewayObjects::gatewayApi, GatewayObjects::ingress, Cluster::openService), "cni=calico");
  }

  @Property(tries = 40)
  void ciliumAndIstioAndGateways(@ForAll("ciliumMixes") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> ciliumMixes() {
    return Input.cluster(List.of(GatewayObjects.CONTROLLERS), Input.objects(3, 9, KubernetesPolicies::networkPolicy,
        KubernetesPolicies::clusterPolicy, CiliumPolicies::policy, IstioObjects::security, IstioObjects::routing,
        GatewayObjects::gatewayApi, GatewayObjects::ingress, Cluster::openService), "cni=cilium");
  }

  @Property(tries = 40)
  void everythingWithoutAnEngine(@ForAll("wildMixes") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> wildMixes() {
    return Input.cluster(List.of(GatewayObjects.CONTROLLERS), Input.objects(3, 9, KubernetesPolicies::networkPolicy,
        CalicoPolicies::object, CiliumPolicies::policy, IstioObjects::security, IstioObjects::routing,
        IstioObjects::gateway, GatewayObjects::gatewayApi, PlatformObjects::object, Cluster::openService));
  }

  /** A packet passes the kernel and the proxy behind it when it passes each alone, and the kernel judges first. */
  @Property(tries = 150)
  void kernelsJudgeBeforeProxies(@ForAll("judges") Mix mix) {
    Network whole = mix.whole().snapshot().network();
    Network kernel = mix.with(mix.kernel()).snapshot().network();
    Network mesh = mix.with(mix.mesh()).snapshot().network();
    Random random = mix.cluster().random();
    for (int i = 0; i < PACKETS; i++) {
      List<Endpoint> ends = whole.endpoints().stream().filter(end -> end.role() == Role.WORKLOAD).toList();
      Endpoint source = ends.get(random.nextInt(ends.size()));
      Endpoint destination = ends.get(random.nextInt(ends.size()));
      if (source.index() != destination.index()) {
        Protocol protocol = random.nextInt(4) == 0 ? Protocol.UDP : Protocol.TCP;
        Request request = random.nextBoolean() ? Request.NONE : Request.http("GET", "a.x", "/api");
        int port = List.of(80, 81, 53, 8080).get(random.nextInt(4));
        Packet packet = new Packet(IpFamily.IPV4, protocol, end(source), end(destination), 40_000, port, 0, 0, false,
            request);
        Decision decision = decide(whole, packet);
        boolean passes = decide(kernel, packet).allowed();
        assertThat(decision.allowed()).as("%s", packet).isEqualTo(passes && decide(mesh, packet).allowed());
        if (!decision.allowed() && decision.traces().getLast() instanceof Trace.Judged judged) {
          assertThat(judged.plane().enforcer()).isEqualTo(passes ? Enforcer.PROXY : Enforcer.KERNEL);
        }
      }
    }
  }

  private static Decision decide(Network network, Packet packet) {
    return new Evaluator(network, Valuation.DEFAULT).decide(network.direct(), packet);
  }

  private static End end(Endpoint endpoint) {
    return new End(endpoint.index(), endpoint.address(IpFamily.IPV4), new TreeMap<>());
  }

  @Provide
  Arbitrary<Mix> judges() {
    Arbitrary<List<String>> kernel = Input.objects(1, 4, KubernetesPolicies::networkPolicy, CalicoPolicies::object)
        .map(objects -> named(objects, "k"));
    Arbitrary<List<String>> mesh = Input.objects(1, 4, IstioObjects::security).map(objects -> named(objects, "m"));
    return Combinators.combine(Input.cluster(List.of(), Input.objects(0, 1, Cluster::service), "cni=calico"), kernel,
        mesh).as(Mix::new);
  }

  private static List<String> named(List<String> objects, String prefix) {
    return Stream.iterate(0, i -> i < objects.size(), i -> i + 1)
        .map(i -> objects.get(i).replace("NAME", prefix + i))
        .toList();
  }
}
