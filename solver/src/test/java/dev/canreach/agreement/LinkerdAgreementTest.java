package dev.canreach.agreement;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The interpreters agree on random meshes of Linkerd, alone and beside other dialects. */
class LinkerdAgreementTest {
  @Property(tries = 60)
  void policies(@ForAll("policyInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> policyInputs() {
    return Input.cluster(List.of(LinkerdObjects.MESH), Input.objects(2, 7, LinkerdObjects::policy));
  }

  @Property(tries = 60)
  void policiesAboveNetworkPolicies(@ForAll("kernelInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> kernelInputs() {
    return Input.cluster(List.of(LinkerdObjects.MESH), Input.objects(2, 7, LinkerdObjects::policy,
        LinkerdObjects::traffic, KubernetesPolicies::networkPolicy));
  }

  @Property(tries = 60)
  void twoMeshesAndGateways(@ForAll("mixedInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> mixedInputs() {
    return Input.cluster(List.of(LinkerdObjects.MESH, GatewayObjects.CONTROLLERS), Input.objects(3, 9,
        LinkerdObjects::policy, LinkerdObjects::traffic, IstioObjects::security, IstioObjects::routing,
        GatewayObjects::gatewayApi, CiliumPolicies::policy, Cluster::openService), "cni=cilium");
  }
}
