package dev.canreach.resource.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Address;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.ReadManifest;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {
  private static ReadManifest read(String spec) {
    return ReadManifest.of("""
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: x, labels: {app: web}}
        spec: %s
        """.formatted(spec));
  }

  @Test
  void w10ContainersInTheOrderOfPortNames() {
    Pod pod = read("""
        {initContainers: [{name: i, image: i, ports: [{name: p, containerPort: 1}]},
          {name: s, image: i, restartPolicy: Always, ports: [{name: q, containerPort: 2, protocol: UDP}]}],
         containers: [{name: c, image: i, ports: [{name: r, containerPort: 3, hostPort: 33, hostIP: 10.0.0.1}]}]}""")
        .only(Pod.class);

    assertThat(pod.spec().containers()).extracting(Container::name).containsExactly("c", "s", "i");
    assertThat(pod.spec().containers()).extracting(Container::role)
        .containsExactly(ContainerRole.ORDINARY, ContainerRole.SIDECAR, ContainerRole.INIT);
    ContainerPort port = pod.spec().containers().get(0).ports().get(0);
    assertThat(port.hostPort()).isEqualTo(OptionalInt.of(33));
    assertThat(port.hostIp()).isEqualTo("10.0.0.1");
    assertThat(pod.spec().containers().get(1).ports().get(0).protocol()).isEqualTo(Protocol.UDP);
  }

  @Test
  void w08HostNetworkMakesEveryPortAHostPort() {
    Pod pod = read("{hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}")
        .only(Pod.class);

    assertThat(pod.spec().hostNetwork()).isTrue();
    assertThat(pod.spec().containers().get(0).ports().get(0).hostPort()).isEqualTo(OptionalInt.of(80));
  }

  @Test
  void w11StatusOfADump() {
    Pod pod = ReadManifest.of("""
        apiVersion: v1
        kind: Pod
        metadata:
          name: p
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]
        spec: {nodeName: n1, containers: [{name: c, image: i}]}
        status:
          phase: Succeeded
          hostIP: 192.0.2.1
          podIP: 10.1.2.3
          podIPs: [{ip: 10.1.2.3}, {ip: "fd00::3"}]
          conditions: [{type: Ready, status: "True"}]
        """).only(Pod.class);

    assertThat(pod.status().podIps()).extracting(Address::toString).containsExactly("10.1.2.3", "fd00::3");
    assertThat(pod.status().hostIp()).hasToString("Optional[192.0.2.1]");
    assertThat(pod.status().ready()).contains(true);
    assertThat(pod.status().terminated()).isTrue();
    assertThat(pod.spec().nodeName()).contains("n1");
    assertThat(pod.meta().owners()).singleElement().satisfies(owner -> {
      assertThat(owner.kind()).isEqualTo("ReplicaSet");
      assertThat(owner.controller()).isTrue();
    });
  }

  /** K8S/W-06 to W-10 and the other rules for pods: what the server refuses, and at which field. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {containers: []}                                                     | spec.containers
      {containers: [{image: i}]}                                           | spec.containers[0].name
      {containers: [{name: A, image: i}]}                                  | spec.containers[0].name
      {containers: [{name: a}]}                                            | spec.containers[0].image
      {containers: [{name: a, image: " i"}]}                               | spec.containers[0].image
      {containers: [{name: a, image: i}, {name: a, image: i}]}             | spec.containers[1].name
      {containers: [{name: a, image: i}], initContainers: [{name: a, image: i}]} | spec.initContainers[0].name
      {containers: [{name: a, image: i, ports: [{}]}]}                     | spec.containers[0].ports[0].containerPort
      {containers: [{name: a, image: i, ports: [{containerPort: 65536}]}]} | spec.containers[0].ports[0].containerPort
      {containers: [{name: a, image: i, ports: [{containerPort: 1, protocol: tcp}]}]} | spec.containers[0].ports[0].protocol
      {containers: [{name: a, image: i, ports: [{containerPort: 1, name: "80"}]}]}    | spec.containers[0].ports[0].name
      {containers: [{name: a, image: i, ports: [{containerPort: 1, name: x}, {containerPort: 2, name: x}]}]} | spec.containers[0].ports[1].name
      {containers: [{name: a, image: i, ports: [{containerPort: 1, hostIP: x}]}]}     | -
      {containers: [{name: a, image: i, ports: [{containerPort: 1, hostPort: -1}]}]}  | spec.containers[0].ports[0].hostPort
      {containers: [{name: a, image: i, ports: [{containerPort: 1, hostPort: 8}, {containerPort: 2, hostPort: 8}]}]} | spec.containers[0].ports[1].hostPort
      {hostNetwork: true, containers: [{name: a, image: i, ports: [{containerPort: 1, hostPort: 8}]}]} | spec.containers[0].ports[0].hostPort
      {containers: [{name: a, image: i}], ephemeralContainers: [{name: e, image: i}]} | spec.ephemeralContainers
      {containers: [{name: a, image: i}], dnsPolicy: None}                 | spec.dnsConfig
      {containers: [{name: a, image: i}], dnsPolicy: None, dnsConfig: {}}  | spec.dnsConfig.nameservers
      {containers: [{name: a, image: i}], dnsConfig: {nameservers: [a]}}   | spec.dnsConfig.nameservers[0]
      {containers: [{name: a, image: i}], dnsConfig: {searches: [a_b.example., .]}} | -
      {containers: [{name: a, image: i}], dnsPolicy: Cluster}              | spec.dnsPolicy
      {containers: [{name: a, image: i}], restartPolicy: always}           | spec.restartPolicy
      {containers: [{name: a, image: i}], hostname: A}                     | spec.hostname
      {containers: [{name: a, image: i}], subdomain: a.b}                  | spec.subdomain
      {containers: [{name: a, image: i}], nodeName: A}                     | spec.nodeName
      {containers: [{name: a, image: i}], nodeSelector: {a: -}}            | spec.nodeSelector
      {containers: [{name: a, image: i}], serviceAccountName: A}           | spec.serviceAccountName
      {containers: [{name: a, image: i}], hostAliases: [{ip: x}]}          | spec.hostAliases[0].ip
      {containers: [{name: a, image: i}], activeDeadlineSeconds: 0}        | spec.activeDeadlineSeconds
      {containers: [{name: a, image: i}], readinessGates: [{conditionType: "a b"}]} | spec.readinessGates[0].conditionType
      {containers: [{name: a, image: i}], tolerations: [{operator: Equal}]} | spec.tolerations[0].operator
      {containers: [{name: a, image: i}], topologySpreadConstraints: [{topologyKey: a, whenUnsatisfiable: DoNotSchedule}]} | spec.topologySpreadConstraints[0].maxSkew
      {containers: [{name: a, image: i}], affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{}]}}} | spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey
      {containers: [{name: a, image: i, env: [{value: x}]}]}               | spec.containers[0].env[0].name
      {containers: [{name: a, image: i, env: [{name: a=b}]}]}              | spec.containers[0].env[0].name
      {containers: [{name: a, image: i, env: [{name: a, valueFrom: {}}]}]} | spec.containers[0].env[0].valueFrom
      {containers: [{name: a, image: i, env: [{name: a, valueFrom: {fieldRef: {fieldPath: spec.x}}}]}]} | spec.containers[0].env[0].valueFrom.fieldRef.fieldPath
      {containers: [{name: a, image: i, env: [{name: a, valueFrom: {secretKeyRef: {name: s}}}]}]} | spec.containers[0].env[0].valueFrom.secretKeyRef.key
      {containers: [{name: a, image: i, resources: {requests: {cpu: 2}, limits: {cpu: 1}}}]} | spec.containers[0].resources.requests
      {containers: [{name: a, image: i, resources: {limits: {gpu: 1}}}]}   | spec.containers[0].resources.limits[gpu]
      {containers: [{name: a, image: i, volumeMounts: [{name: v, mountPath: /v}]}]} | spec.containers[0].volumeMounts[0].name
      {volumes: [{name: v}], containers: [{name: a, image: i, volumeMounts: [{name: v, mountPath: /v}]}]} | -
      {volumes: [{name: v, emptyDir: {}, hostPath: {path: /}}], containers: [{name: a, image: i}]} | spec.volumes[0].hostPath
      {containers: [{name: a, image: i, livenessProbe: {}}]}               | spec.containers[0].livenessProbe
      {containers: [{name: a, image: i, livenessProbe: {tcpSocket: {port: 1}, successThreshold: 2}}]} | spec.containers[0].livenessProbe.successThreshold
      {containers: [{name: a, image: i, readinessProbe: {httpGet: {}}}]}   | spec.containers[0].readinessProbe.httpGet.port
      {containers: [{name: a, image: i, readinessProbe: {exec: {command: [x]}, grpc: {port: 1}}}]} | spec.containers[0].readinessProbe.grpc
      {containers: [{name: a, image: i}], initContainers: [{name: b, image: i, livenessProbe: {grpc: {port: 1}}}]} | spec.initContainers[0].livenessProbe
      {containers: [{name: a, image: i, imagePullPolicy: always}]}         | spec.containers[0].imagePullPolicy
      """)
  void whatTheServerRefuses(String spec, String fields) {
    assertThat(read(spec).errors()).isEqualTo(fields);
  }

  /** K8S/W-07 and the like: what the server accepts with a warning. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {containers: [{name: a, image: i, ports: [{containerPort: 1}, {containerPort: 1}]}]}                   | spec.containers[0].ports[1]
      {containers: [{name: a, image: i, ports: [{containerPort: 1}, {containerPort: 1, protocol: UDP}]}]}    | -
      {containers: [{name: a, image: i, ports: [{containerPort: 1, hostIP: 10.0.0.1}]}]}                     | spec.containers[0].ports[0]
      {containers: [{name: a, image: i, ports: [{name: x, containerPort: 1}]}, {name: b, image: i, ports: [{name: x, containerPort: 2}]}]} | spec.containers[1].ports[0]
      {containers: [{name: a, image: i, env: [{name: A, value: a}, {name: A, value: b}]}]}                   | spec.containers[0].env[1]
      {containers: [{name: a, image: i, env: [{name: A, value: a}, {name: A, value: $(A)b}]}]}               | -
      {containers: [{name: a, image: i}], terminationGracePeriodSeconds: -1}                                 | spec.terminationGracePeriodSeconds
      {containers: [{name: a, image: i}], hostAliases: [{ip: 10.0.0.1}, {ip: 10.0.0.1}]}                     | spec.hostAliases[1].ip
      """)
  void whatTheServerWarnsAbout(String spec, String fields) {
    ReadManifest read = read(spec);

    assertThat(read.errors()).isEqualTo("-");
    assertThat(read.warnings()).isEqualTo(fields);
  }
}
