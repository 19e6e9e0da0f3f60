package dev.canreach.resource.linkerd;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the kinds that decide who may call (LINKERD/L-4, L-5). */
final class PolicyRules {
  private static final String GATEWAY_API = "gateway.networking.k8s.io";
  private static final String MESH_TLS = "MeshTLSAuthentication";
  private static final String NETWORK = "NetworkAuthentication";
  private static final String ACCOUNT = "ServiceAccount";
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern IDENTITY = Pattern.compile("(\\*|" + LABEL + ")(\\." + LABEL + ")*");

  private PolicyRules() {}

  static void server(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    boolean pods = spec.has("podSelector");
    boolean others = spec.has("externalWorkloadSelector");
    if (pods && others) {
      problems.forbidden(spec.at("externalWorkloadSelector"),
          "a Server has `podSelector` or `externalWorkloadSelector`, not both");
    } else if (!pods && !others) {
      problems.required(spec.at("podSelector"), "`podSelector` is missing: write `podSelector: {}` for every pod");
    }
    Labels.checkSelector(spec.object("podSelector"), problems);
    Labels.checkSelector(spec.object("externalWorkloadSelector"), problems);
    port(spec, problems);
    word(spec, "proxyProtocol", Arrays.stream(ProxyProtocol.values()).map(ProxyProtocol::text).toList(), problems);
    word(spec, "accessPolicy", Arrays.stream(AccessPolicy.values()).map(AccessPolicy::text).toList(), problems);
  }

  private static void port(Fields spec, Problems problems) {
    Optional<Scalar> port = spec.scalar("port");
    if (port.isEmpty()) {
      problems.required(spec.at("port"), "`port` is missing: write the number or the name of a container's port");
    } else if (port.get() instanceof Scalar.Text(String name)) {
      problems.check(spec.at("port"), name, Names::portName);
    } else {
      problems.inRange(spec.at("port"), spec.number("port").orElse(0L), 1, Field.DESTINATION_PORT.max());
    }
  }

  static void word(Fields owner, String field, List<String> words, Problems problems) {
    owner.text(field).ifPresent(word -> problems.oneOf(owner.at(field), word, words.toArray(String[]::new)));
  }

  static void serverAuthorization(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    Fields server = spec.object("server");
    Fields client = spec.object("client");
    if (server.has("name") == server.has("selector")) {
      problems.required(spec.at("server"), "`server` needs either `name` or `selector`");
    }
    Labels.checkSelector(server.object("selector"), problems);
    if (!client.present()) {
      problems.required(spec.at("client"), "`client` is missing: write who may call");
      return;
    }
    Fields tls = client.object("meshTLS");
    boolean named = tls.size("identities") + tls.size("serviceAccounts") > 0;
    if (client.flag("unauthenticated").orElse(false) && tls.present()) {
      problems.forbidden(client.at("unauthenticated"), "`unauthenticated` and `meshTLS` exclude each other");
    }
    if (tls.flag("unauthenticatedTLS").orElse(false) && named) {
      problems.forbidden(tls.at("unauthenticatedTLS"),
          "`unauthenticatedTLS` and `identities` or `serviceAccounts` exclude each other");
    }
    identities(tls, problems);
    for (Fields account : tls.objects("serviceAccounts")) {
      required(account, "name", problems);
    }
    networks(client, problems);
  }

  static void authorizationPolicy(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    if (spec.object("targetRef").present()) {
      target(spec.object("targetRef"), subject);
    } else {
      problems.required(spec.at("targetRef"), "`targetRef` is missing: write the Server, route or namespace");
    }
    if (!spec.has("requiredAuthenticationRefs")) {
      problems.required(spec.at("requiredAuthenticationRefs"),
          "`requiredAuthenticationRefs` is missing: write `[]` for everybody");
    }
    int identities = 0;
    int networks = 0;
    for (Fields written : spec.objects("requiredAuthenticationRefs")) {
      if (!reference(written, problems)) {
        continue;
      }
      TargetRef reference = Parts.reference(written, subject.namespace());
      if (reference.isPolicy(MESH_TLS) || reference.isCore(ACCOUNT)) {
        identities++;
        if (identities == 2) {
          problems.forbidden(written.place(), "only one `MeshTLSAuthentication` or `ServiceAccount` may be required");
        }
      } else if (reference.isPolicy(NETWORK)) {
        networks++;
        if (networks == 2) {
          problems.forbidden(written.place(), "only one `NetworkAuthentication` may be required");
        }
      } else {
        problems.oneOf(written.at("kind"), kind(reference), TargetRef.POLICY + "/" + MESH_TLS,
            TargetRef.POLICY + "/" + NETWORK, ACCOUNT);
      }
    }
  }

  private static String kind(TargetRef reference) {
    return reference.group().isEmpty() ? reference.kind() : reference.group() + "/" + reference.kind();
  }

  private static void target(Fields written, Subject subject) {
    Problems problems = subject.problems();
    if (!reference(written, problems)) {
      return;
    }
    TargetRef target = Parts.reference(written, subject.namespace());
    boolean route = Set.of("HTTPRoute", "GRPCRoute").contains(target.kind()) && target.group().equals(GATEWAY_API);
    if (target.isCore("Namespace")) {
      if (!target.name().equals(subject.namespace())) {
        problems.invalid(written.at("name"), target.name(),
            "is another namespace: a policy may only be about its own");
      }
    } else if (!target.isPolicy("Server") && !target.isPolicy("HTTPRoute") && !route) {
      problems.oneOf(written.at("kind"), kind(target), TargetRef.POLICY + "/Server", TargetRef.POLICY + "/HTTPRoute",
          GATEWAY_API + "/HTTPRoute", GATEWAY_API + "/GRPCRoute", "Namespace");
    }
  }

  /** Checks that a reference says what it refers to. */
  private static boolean reference(Fields reference, Problems problems) {
    boolean kind = required(reference, "kind", problems);
    return required(reference, "name", problems) && kind;
  }

  static boolean required(Fields owner, String field, Problems problems) {
    if (!owner.textOrEmpty(field).isEmpty()) {
      return true;
    }
    problems.required(owner.at(field), "`" + field + "` is missing: write it");
    return false;
  }

  static void meshTls(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    if (spec.has("identities") == spec.has("identityRefs")) {
      problems.required(subject.manifest().fields().at("spec"), "`spec` needs either `identities` or `identityRefs`");
    } else if (spec.size("identities") + spec.size("identityRefs") == 0) {
      String field = spec.has("identities") ? "identities" : "identityRefs";
      problems.invalid(spec.at(field), "[]", "names no client, so that the object has no effect: name one");
    }
    identities(spec, problems);
    for (Fields written : spec.objects("identityRefs")) {
      if (!required(written, "kind", problems)) {
        continue;
      }
      TargetRef reference = Parts.reference(written, subject.namespace());
      if (reference.isCore("Namespace")) {
        if (written.has("namespace")) {
          problems.forbidden(written.at("namespace"), "a namespace is in no namespace: remove the field");
        }
      } else if (!reference.isCore(ACCOUNT)) {
        problems.oneOf(written.at("kind"), kind(reference), ACCOUNT, "Namespace");
      }
    }
  }

  private static void identities(Fields owner, Problems problems) {
    for (Value identity : owner.texts("identities")) {
      if (!IDENTITY.matcher(identity.text()).matches() && !identity.text().startsWith("spiffe://")) {
        problems.invalid(identity.place(), identity.text(),
            "is no identity: write a DNS name, `*`, or `*.` and the end of one");
      }
    }
  }

  static void networks(Subject subject) {
    Fields spec = subject.spec();
    if (spec.size("networks") == 0) {
      subject.problems().required(spec.at("networks"), "`networks` needs at least one network");
    }
    networks(spec, subject.problems());
  }

  static void networks(Fields owner, Problems problems) {
    for (Fields network : owner.objects("networks")) {
      if (!required(network, "cidr", problems)) {
        continue;
      }
      Optional<Cidr> whole = block(network.at("cidr"), network.textOrEmpty("cidr"), problems);
      for (Value except : network.texts("except")) {
        Optional<Cidr> part = block(except.place(), except.text(), problems);
        if (whole.isPresent() && part.isPresent()
            && (whole.get().equals(part.get()) || !whole.get().contains(part.get()))) {
          problems.invalid(except.place(), except.text(),
              "is no part of `" + whole.get() + "`: leave out a part of it");
        }
      }
    }
  }

  private static Optional<Cidr> block(Place place, String text, Problems problems) {
    Optional<Cidr> block = Parts.block(text);
    if (block.isEmpty()) {
      problems.invalid(place, text, "is no network: write an address or a block such as `10.9.8.0/24`");
    }
    return block;
  }
}
