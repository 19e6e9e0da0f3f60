package dev.canreach.resource.gateway;

import dev.canreach.packet.Field;
import dev.canreach.resource.manifest.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads references to other objects, with the defaults of the API. */
final class References {
  private References() {}

  /** A reference to a Service unless it says otherwise. */
  static ObjectRef service(Fields reference, String namespace) {
    return read(reference, "", "Service", namespace);
  }

  /** A reference to a Gateway unless it says otherwise. */
  static ObjectRef gateway(Fields reference, String namespace) {
    return read(reference, GatewayKind.GROUP, "Gateway", namespace);
  }

  /** References to Secrets unless they say otherwise. */
  static List<ObjectRef> secrets(Fields owner, String field, String namespace) {
    return owner.objects(field).stream().map(reference -> secret(reference, namespace)).toList();
  }

  /** A reference to a Secret unless it says otherwise. */
  static ObjectRef secret(Fields reference, String namespace) {
    return read(reference, "", "Secret", namespace);
  }

  /** References to ConfigMaps unless they say otherwise. */
  static List<ObjectRef> authorities(Fields owner, String field, String namespace) {
    return owner.objects(field).stream().map(reference -> read(reference, "", "ConfigMap", namespace)).toList();
  }

  /** Where a route attaches. */
  static List<ParentRef> parents(Fields spec, String namespace) {
    List<ParentRef> parents = new ArrayList<>();
    for (Fields parent : spec.objects("parentRefs")) {
      parents.add(new ParentRef(gateway(parent, namespace), parent.textOrEmpty("sectionName"), port(parent, "port"),
          parent.span()));
    }
    return parents;
  }

  private static ObjectRef read(Fields reference, String group, String kind, String namespace) {
    String written = reference.textOrEmpty("namespace");
    return new ObjectRef(reference.text("group").orElse(group), reference.text("kind").orElse(kind),
        written.isEmpty() ? namespace : written, reference.textOrEmpty("name"), reference.span());
  }

  /** A port that is one. */
  static OptionalInt port(Fields owner, String field) {
    int port = owner.integer(field).orElse(0);
    return port >= 1 && port <= Field.DESTINATION_PORT.max() ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
