package dev.canreach.agreement;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The interpreters agree on random inputs of each dialect. */
class DialectsAgreementTest {
  @Property(tries = 60)
  void kubernetes(@ForAll("kubernetesInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> kubernetesInputs() {
    return Input.cluster(List.of(), Input.objects(1, 4, KubernetesPolicies::networkPolicy, Cluster::openService));
  }

  @Property(tries = 60)
  void policiesOfAdministrators(@ForAll("adminInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> adminInputs() {
    return Input.cluster(List.of(), Input.objects(1, 4, KubernetesPolicies::adminPolicy,
        KubernetesPolicies::clusterPolicy, KubernetesPolicies::networkPolicy));
  }

  @Property(tries = 60)
  void calico(@ForAll("calicoInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> calicoInputs() {
    return Input.cluster(List.of(), Input.objects(1, 5, CalicoPolicies::object), "cni=calico");
  }

  @Property(tries = 60)
  void cilium(@ForAll("ciliumInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> ciliumInputs() {
    return Input.cluster(List.of(), Input.objects(1, 4, CiliumPolicies::policy), "cni=cilium");
  }

  @Property(tries = 60)
  void istioSecurity(@ForAll("securityInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> securityInputs() {
    return Input.cluster(List.of(), Input.objects(1, 4, IstioObjects::security));
  }

  @Property(tries = 60)
  void istioRouting(@ForAll("routingInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> routingInputs() {
    return Input.cluster(List.of(), Input.objects(1, 5, IstioObjects::routing, IstioObjects::gateway));
  }

  @Property(tries = 60)
  void ingress(@ForAll("ingressInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> ingressInputs() {
    return Input.cluster(List.of(GatewayObjects.CONTROLLERS), Input.objects(1, 4, GatewayObjects::ingress));
  }

  @Property(tries = 60)
  void gatewayApi(@ForAll("gatewayInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> gatewayInputs() {
    return Input.cluster(List.of(GatewayObjects.CONTROLLERS), Input.objects(2, 6, GatewayObjects::gatewayApi));
  }

  @Property(tries = 60)
  void platforms(@ForAll("platformInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> platformInputs() {
    return Input.cluster(List.of(), Input.objects(1, 4, PlatformObjects::object, KubernetesPolicies::networkPolicy,
        Cluster::openService));
  }

  @Property(tries = 60)
  void docker(@ForAll("dockerInputs") Input input) {
    Agreement.check(input);
  }

  @Provide
  Arbitrary<Input> dockerInputs() {
    return Input.objects(1, 3, DockerObjects::project, DockerObjects::inspection, DockerObjects::script)
        .map(objects -> new Input(List.of(), objects, List.of()));
  }
}
