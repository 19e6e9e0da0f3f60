package dev.canreach.resource.istio;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads virtual services (ISTIO/I-9). */
final class RoutingReader {
  private static final int MOVED_PERMANENTLY = 301;

  private RoutingReader() {}

  static VirtualService virtualService(Subject subject) {
    Fields spec = subject.spec();
    List<HttpRule> http = new ArrayList<>();
    spec.objects("http").forEach(rule -> http.add(rule(rule, http.size())));
    return new VirtualService(subject.object(), Parts.texts(spec, "hosts"), Parts.texts(spec, "gateways"),
        Parts.texts(spec, "exportTo"), http, streams(spec, "tls"), streams(spec, "tcp"));
  }

  private static HttpRule rule(Fields rule, int index) {
    Fields rewrite = rule.object("rewrite");
    Fields delegate = rule.object("delegate");
    return new HttpRule(index, rule.objects("match").stream().map(RoutingReader::match).toList(),
        Parts.destinations(rule), redirect(rule),
        rule.has("directResponse") ? rule.object("directResponse").integer("status").orElse(0) : 0,
        rule.has("delegate")
            ? Optional.of(new Delegate(delegate.textOrEmpty("name"), delegate.textOrEmpty("namespace")))
            : Optional.empty(),
        rewrite.textOrEmpty("uri"), rewrite.textOrEmpty("authority"), rewrite.has("uriRegexRewrite"), abort(rule),
        Parts.headers(rule), rule.span());
  }

  private static HttpMatch match(Fields match) {
    return new HttpMatch(Parts.match(match, "uri"), Parts.match(match, "scheme"), Parts.match(match, "method"),
        Parts.match(match, "authority"), Parts.matches(match, "headers"), Parts.matches(match, "withoutHeaders"),
        Parts.matches(match, "queryParams"), positive(match, "port"), match.mapping("sourceLabels"),
        match.textOrEmpty("sourceNamespace"), Parts.texts(match, "gateways"),
        match.flag("ignoreUriCase").orElse(false), match.span());
  }

  private static OptionalInt positive(Fields fields, String name) {
    return fields.integer(name)
        .filter(port -> port > 0)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static Optional<Redirection> redirect(Fields rule) {
    if (!rule.has("redirect")) {
      return Optional.empty();
    }
    Fields redirect = rule.object("redirect");
    return Optional.of(new Redirection(redirect.textOrEmpty("uri"), redirect.textOrEmpty("uriPrefix"),
        redirect.textOrEmpty("authority"), redirect.textOrEmpty("scheme"), positive(redirect, "port"),
        redirect.textOrEmpty("derivePort"),
        redirect.integer("redirectCode").filter(code -> code > 0).orElse(MOVED_PERMANENTLY)));
  }

  private static Optional<FaultAbort> abort(Fields rule) {
    Fields abort = rule.object("fault").object("abort");
    // without a share no request is aborted
    if (!abort.present() || !abort.has("percentage")) {
      return Optional.empty();
    }
    return Optional.of(new FaultAbort(abort.integer("httpStatus").orElse(0),
        percent(abort.object("percentage")).orElse(0.0)));
  }

  /** A share in percent, which may be written with decimals. */
  static Optional<Double> percent(Fields percentage) {
    return percentage.scalar("value").flatMap(scalar -> switch (scalar) {
      case Scalar.Int(long value) -> Optional.of((double) value);
      case Scalar.Decimal(double value) -> Optional.of(value);
      case Scalar.Text(String text) -> Optional.empty();
      case Scalar.Bool(boolean value) -> Optional.empty();
      case Scalar.Null() -> Optional.empty();
    });
  }

  private static List<StreamRule> streams(Fields spec, String name) {
    List<StreamRule> rules = new ArrayList<>();
    for (Fields rule : spec.objects(name)) {
      rules.add(new StreamRule(rules.size(), rule.objects("match").stream().map(RoutingReader::stream).toList(),
          Parts.destinations(rule), rule.span()));
    }
    return rules;
  }

  private static StreamMatch stream(Fields match) {
    List<Cidr> subnets = new ArrayList<>();
    for (Value subnet : match.texts("destinationSubnets")) {
      EntryReader.block(subnet.text()).ifPresent(subnets::add);
    }
    return new StreamMatch(Parts.texts(match, "sniHosts"), subnets, positive(match, "port"),
        match.mapping("sourceLabels"), match.textOrEmpty("sourceNamespace"), Parts.texts(match, "gateways"),
        match.span());
  }
}
