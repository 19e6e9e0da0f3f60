package dev.canreach.resource.istio;

import dev.canreach.packet.Address;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks gateways (ISTIO/I-10, I-14). */
final class GatewayRules {
  static final Set<String> HTTP = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB");
  static final Set<String> TLS = Set.of("HTTPS", "TLS");
  static final Set<String> BYTES = Set.of("TCP", "MONGO", "REDIS", "MYSQL");
  private static final List<String> FILES = List.of("serverCertificate", "privateKey", "caCertificates", "caCrl");

  private GatewayRules() {}

  static void check(Subject subject) {
    Problems problems = subject.problems();
    Fields metadata = subject.fields().object("metadata");
    metadata.text("name").ifPresent(name -> problems.check(metadata.at("name"), name, DomainNames::label));
    Set<String> names = new HashSet<>();
    for (Fields server : subject.spec().objects("servers")) {
      Fields port = server.object("port");
      String name = port.textOrEmpty("name");
      if (!name.isEmpty() && !names.add(name)) {
        problems.duplicate(port.at("name"), name);
      }
      if (port.number("targetPort").orElse(0L) != 0) {
        problems.forbidden(port.at("targetPort"),
            "the Service in front of a gateway says which port of the pod is meant: "
                + "remove `targetPort`");
      }
      server.text("bind")
          .filter(bind -> !bind.isEmpty())
          .ifPresent(bind -> problems.check(server.at("bind"), bind, DomainNames::addressOrSocket));
      server.texts("hosts").forEach(host -> host(host, true, problems));
      String protocol = port.textOrEmpty("protocol").toUpperCase(Locale.ROOT);
      if (!protocol.isEmpty() && Stream.of(HTTP, TLS, BYTES).noneMatch(known -> known.contains(protocol))) {
        problems.error(ProblemType.NOT_SUPPORTED, port.at("protocol"),
            "gateways do not speak `" + port.textOrEmpty("protocol") + "`: use e.g. `HTTP`, `HTTPS`, `TLS` or `TCP`");
      }
      tls(server, protocol, problems);
    }
  }

  /** A name, or `NAMESPACE/NAME`. */
  static void host(Value host, boolean gateway, Problems problems) {
    String text = host.text();
    int slash = text.indexOf('/');
    if (slash < 0 && !gateway) {
      problems.invalid(host.place(), text, "is no host here: use `NAMESPACE/NAME`");
      return;
    }
    String namespace = slash < 0 ? "*" : text.substring(0, slash);
    String name = text.substring(slash + 1);
    String plain = namespace.startsWith("~") && !gateway ? namespace.substring(1) : namespace;
    boolean word = plain.equals("*") || plain.equals(".") || (!gateway && namespace.equals("~"));
    if (!word && !DomainNames.isLabel(plain)) {
      problems.invalid(host.place(), text, "names no namespace: use its name, `.` or `*` before the `/`");
    }
    boolean brief = gateway && !name.contains(".") && !name.equals("*") && Address.parse(name).isEmpty();
    if (brief && !name.isEmpty()) {
      problems.invalid(host.place(), text, "is a short name: write the full one, or `*`");
    } else {
      problems.check(host.place(), name, DomainNames::wildcardOrAddress);
    }
  }

  private static void tls(Fields server, String protocol, Problems problems) {
    Fields tls = server.object("tls");
    if (TLS.contains(protocol) && !tls.present()) {
      problems.required(server.at("tls"), "`" + protocol + "` needs settings of TLS: write `tls`");
    }
    if (!tls.present()) {
      return;
    }
    boolean files = FILES.stream().anyMatch(name -> !tls.textOrEmpty(name).isEmpty());
    boolean redirects = tls.flag("httpsRedirect").orElse(false) && !tls.has("mode") && !files;
    if (BYTES.contains(protocol) || (HTTP.contains(protocol) && !redirects)) {
      problems.forbidden(server.at("tls"),
          "`" + protocol + "` is sent in plain text: remove `tls`, or change the protocol");
    }
    certificates(tls, problems);
  }

  private static void certificates(Fields tls, Problems problems) {
    String mode = tls.textOrEmpty("mode");
    List<String> sources = Stream.of("credentialName", "credentialNames", "tlsCertificates", "serverCertificate")
        .filter(name -> isWritten(tls, name))
        .toList();
    switch (mode) {
      case "ISTIO_MUTUAL" -> Stream.concat(sources.stream(), FILES.stream().filter(name -> isWritten(tls, name)))
          .distinct()
          .forEach(name -> problems.forbidden(tls.at(name),
              "the mesh gives the certificates of `ISTIO_MUTUAL`: remove `" + name + "`"));
      case "SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL" -> {
        if (sources.size() > 1) {
          problems.forbidden(tls.at(sources.get(1)), "certificates come from one place: remove `" + sources.get(0)
              + "` or `" + sources.get(1) + "`");
        }
        boolean secret = isWritten(tls, "credentialName") || isWritten(tls, "credentialNames");
        if (isWritten(tls, "caCrl") && (secret || mode.equals("SIMPLE"))) {
          problems.forbidden(tls.at("caCrl"),
              "revoked certificates are listed only beside the files of `MUTUAL`: remove it");
        }
        if (!secret) {
          Stream.concat(
              isWritten(tls, "tlsCertificates") ? Stream.<String>empty() : Stream.of("serverCertificate", "privateKey"),
              mode.equals("SIMPLE") ? Stream.<String>empty() : Stream.of("caCertificates"))
              .filter(name -> !isWritten(tls, name))
              .forEach(name -> problems.required(tls.at(name), "`" + mode + "` needs `" + name
                  + "`, or `credentialName`: write it"));
        }
      }
      default -> {
        // what is passed on needs no certificates
      }
    }
  }

  private static boolean isWritten(Fields tls, String name) {
    Optional<String> text = tls.text(name);
    return text.map(value -> !value.isEmpty()).orElseGet(() -> tls.size(name) > 0);
  }
}
