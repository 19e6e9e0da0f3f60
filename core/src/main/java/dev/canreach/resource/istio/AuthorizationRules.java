package dev.canreach.resource.istio;

import dev.canreach.resource.istio.AuthorizationMatch.Attribute;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks authorization policies (ISTIO/I-7, I-14). */
final class AuthorizationRules {
  private static final int ACCOUNTS = 16;
  private static final int ACCOUNT_LENGTH = 320;
  private static final Pattern SEGMENT = Pattern.compile("[a-zA-Z0-9\\-._~%!$&'()+,;:@=]+");
  /** What external authorizers are not told. */
  private static final Set<Attribute> NOT_CUSTOM = Set.of(Attribute.PRINCIPAL, Attribute.NAMESPACE,
      Attribute.SERVICE_ACCOUNT, Attribute.TRUST_DOMAIN, Attribute.REQUEST_PRINCIPAL, Attribute.AUDIENCE,
      Attribute.PRESENTER, Attribute.CLAIM);
  private static final String RULES = "rules";

  private AuthorizationRules() {}

  static void check(Subject subject) {
    Fields spec = subject.spec();
    Problems problems = subject.problems();
    String action = spec.text("action").orElse("ALLOW");
    boolean custom = action.equals("CUSTOM");
    CommonRules.dryRun(subject, action.equals("ALLOW") || action.equals("DENY"));
    CommonRules.selector(spec, "selector", "matchLabels", problems);
    CommonRules.targets(spec, problems);
    if ((custom || action.equals("DENY")) && spec.size(RULES) == 0) {
      problems.required(spec.at(RULES),
          "a policy whose action is `" + action
              + "` does nothing without `rules`: write some, or `[{}]` for everything");
    }
    if (custom && spec.object("provider").textOrEmpty("name").isEmpty()) {
      problems.required(spec.at("provider"), "nobody is named who decides: write `provider.name`");
    } else if (!custom && spec.has("provider")) {
      problems.forbidden(spec.at("provider"), "only policies whose action is `CUSTOM` have a provider: remove it");
    }
    for (Fields rule : spec.objects(RULES)) {
      rule.objects("from").forEach(from -> part(from, "source", custom, problems));
      rule.objects("to").forEach(to -> part(to, "operation", custom, problems));
      rule.objects("when").forEach(when -> condition(when, custom, problems));
    }
  }

  private static void part(Fields owner, String name, boolean custom, Problems problems) {
    Fields part = owner.object(name);
    List<AuthorizationMatch> matches = SecurityReader.matches(part);
    if (matches.isEmpty()) {
      problems.required(owner.at(name), "`" + name + "` says nothing: write a field with a value");
    }
    Set<Attribute> kinds = EnumSet.noneOf(Attribute.class);
    for (AuthorizationMatch match : matches) {
      kinds.add(match.attribute());
      part.texts(match.field()).forEach(value -> value(match.attribute(), value, problems));
      custom(match.attribute(), part, match.field(), custom, problems);
      if (match.attribute() == Attribute.SERVICE_ACCOUNT && part.size(match.field()) > ACCOUNTS) {
        problems.error(ProblemType.TOO_MANY, part.at(match.field()),
            "`" + match.field() + "` has too many items: use " + ACCOUNTS + " at most");
      }
    }
    if (kinds.contains(Attribute.SERVICE_ACCOUNT)
        && (kinds.contains(Attribute.NAMESPACE) || kinds.contains(Attribute.PRINCIPAL))) {
      problems.forbidden(owner.at(name),
          "service accounts exclude namespaces and principals: write `NAMESPACE/ACCOUNT`, or an item of its own");
    }
  }

  private static void custom(Attribute attribute, Fields owner, String field, boolean custom, Problems problems) {
    if (custom && NOT_CUSTOM.contains(attribute)) {
      problems.forbidden(owner.at(field), "a policy whose action is `CUSTOM` can't ask for `" + field + "`: remove it");
    }
  }

  private static void condition(Fields when, boolean custom, Problems problems) {
    String key = when.textOrEmpty("key");
    if (key.isEmpty()) {
      return;
    }
    Attribute attribute = SecurityReader.attribute(key);
    if (when.size("values") == 0 && when.size("notValues") == 0) {
      problems.required(when.at("values"), "the condition has no value: write `values` or `notValues`");
    }
    if (attribute == Attribute.UNKNOWN) {
      problems.error(ProblemType.NOT_SUPPORTED, when.at("key"),
          "`" + key + "` is no key of a condition: use one such as `source.ip` or `request.headers[NAME]`");
    }
    if (custom && NOT_CUSTOM.contains(attribute)) {
      problems.forbidden(when.at("key"), "a policy whose action is `CUSTOM` can't ask for `" + key + "`: remove it");
    }
    Stream.of("values", "notValues")
        .flatMap(name -> when.texts(name).stream())
        .forEach(value -> value(attribute, value, problems));
  }

  private static void value(Attribute attribute, Value value, Problems problems) {
    if (value.text().isEmpty()) {
      problems.invalid(value.place(), "", "is empty: write a text");
    } else {
      problems.check(value.place(), value.text(), text -> problem(attribute, text));
    }
  }

  private static Optional<String> problem(Attribute attribute, String text) {
    return switch (attribute) {
      case SOURCE_IP, REMOTE_IP, DESTINATION_IP -> DomainNames.block(text);
      case PORT -> text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535
          ? Optional.empty()
          : Optional.of("is no port: use a number from 0 to 65535");
      case SERVICE_ACCOUNT -> account(text);
      case TRUST_DOMAIN -> trustDomain(text);
      case PATH -> path(text);
      case PRINCIPAL, NAMESPACE, REQUEST_PRINCIPAL, AUDIENCE, PRESENTER, CLAIM, HOST, METHOD, HEADER, SNI, FILTER_STATE,
          UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<String> account(String text) {
    String[] parts = text.split("/", -1);
    boolean named = parts.length <= 2 && Stream.of(parts).noneMatch(String::isEmpty);
    if (!named || text.contains("*")) {
      return Optional.of("is no service account: use `NAME` or `NAMESPACE/NAME`, without `*`");
    }
    return text.length() > ACCOUNT_LENGTH
        ? Optional.of("is too long: use " + ACCOUNT_LENGTH + " characters at most")
        : Optional.empty();
  }

  private static Optional<String> trustDomain(String text) {
    int star = text.indexOf('*');
    boolean inner = star >= 0 && (star != text.lastIndexOf('*') || (star != 0 && star != text.length() - 1));
    return inner || text.contains("/")
        ? Optional.of("is no trust domain: write no `/`, and `*` only at an end")
        : Optional.empty();
  }

  /** Braces are for templates: `{*}` is one segment, and `{**}`, the last of them, any number (ISTIO/I-7.5). */
  private static Optional<String> path(String text) {
    Optional<String> wrong = Optional
        .of("is no template of paths: `{*}` and `{**}` are whole segments, nothing after `{**}` is one of them,"
            + " and braces stand nowhere else");
    if (!text.contains("{*}") && !text.contains("{**}")) {
      return text.contains("{") || text.contains("}") ? wrong : Optional.empty();
    }
    String inner = text.replaceAll("^/|/$", "");
    boolean rest = false;
    for (String segment : inner.split("/", -1)) {
      boolean operator = segment.equals("{*}") || segment.equals("{**}");
      if (operator ? rest : !SEGMENT.matcher(segment).matches()) {
        return wrong;
      }
      rest |= segment.equals("{**}");
    }
    return Optional.empty();
  }
}
