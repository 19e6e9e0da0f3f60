package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.PortRef;
import java.util.OptionalInt;

/** The number that a target port of a Service has in a pod (K8S/S-05). */
public final class TargetPort {
  private TargetPort() {}

  /** The number; empty where no container calls a port of this protocol by the name. */
  public static OptionalInt of(PodClass pod, PortRef target, Protocol protocol) {
    return switch (target) {
      case PortRef.ByNumber number -> OptionalInt.of(number.port());
      case PortRef.ByName name -> {
        for (Container container : pod.serving()) {
          for (ContainerPort port : container.ports()) {
            if (port.name().equals(name.name()) && port.protocol().equals(protocol)) {
              yield OptionalInt.of(port.containerPort());
            }
          }
        }
        yield OptionalInt.empty();
      }
    };
  }
}
