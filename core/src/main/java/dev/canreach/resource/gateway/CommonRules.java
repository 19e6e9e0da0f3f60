package dev.canreach.resource.gateway;

import dev.canreach.packet.Field;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks what many kinds of the Gateway API have in common. */
final class CommonRules {
  private static final Pattern QUAD = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final int MAX_HOSTNAME = 253;

  private CommonRules() {}

  /** Checks that a list has some items, but not too many. */
  static void size(Fields owner, String field, int least, int most, Problems problems) {
    int size = owner.size(field);
    if (size > most) {
      problems.error(ProblemType.TOO_MANY, owner.at(field),
          "the list has " + size + " items: " + most + " are allowed");
    } else if (size < least) {
      problems.error(owner.has(field) ? ProblemType.INVALID : ProblemType.REQUIRED, owner.at(field),
          "`" + field + "` needs at least one item");
    }
  }

  /** Checks that a text is there and not empty. */
  static void required(Fields owner, String field, Problems problems) {
    if (owner.textOrEmpty(field).isEmpty()) {
      problems.required(owner.at(field), "`" + field + "` is missing: write it");
    }
  }

  /** Checks a port that is written. */
  static void port(Fields owner, String field, Problems problems) {
    owner.number(field).ifPresent(port -> problems.inRange(owner.at(field), port, 1, Field.DESTINATION_PORT.max()));
  }

  /** Checks a port that must be written. */
  static void requiredPort(Fields owner, String field, Problems problems) {
    if (owner.has(field)) {
      port(owner, field, problems);
    } else {
      problems.required(owner.at(field), "`" + field + "` is missing: write a port from 1 to 65535");
    }
  }

  /** Checks a hostname; one with a wildcard begins with `*.`. */
  static void hostname(Place place, String text, boolean wildcard, Problems problems) {
    String rest = wildcard && text.startsWith("*.") ? text.substring(2) : text;
    Optional<String> problem = rest.length() > MAX_HOSTNAME
        ? Optional.of("is too long: use " + MAX_HOSTNAME + " characters at most")
        : Names.dnsSubdomain(rest);
    problem.ifPresent(rule -> problems.invalid(place, text, rule));
  }

  /** Checks a hostname that may be an address only by mistake. */
  static void noAddress(Place place, String text, Problems problems) {
    if (QUAD.matcher(text).matches()) {
      problems.invalid(place, text, "is an address: write a DNS name");
    }
  }

  /** Checks a word that is one of some, where it is written. */
  static void word(Fields owner, String field, List<String> words, Problems problems) {
    owner.text(field).ifPresent(word -> problems.oneOf(owner.at(field), word, words.toArray(String[]::new)));
  }

  /** Checks the name of a controller: a DNS name, a slash and a path. */
  static void controllerName(Place place, String text, Problems problems) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1 || Names.dnsSubdomain(text.substring(0, slash)).isPresent()) {
      problems.invalid(place, text, "is no name of a controller: write a DNS name, `/` and a path");
    }
  }

  /** Checks the references of a route to what it attaches to. */
  static void parents(Fields spec, Problems problems) {
    size(spec, "parentRefs", 0, 32, problems);
    List<Fields> parents = spec.objects("parentRefs");
    for (Fields parent : parents) {
      required(parent, "name", problems);
      port(parent, "port", problems);
      long same = parents.stream().filter(other -> key(other).equals(key(parent))).count();
      boolean split = parent.has("sectionName") || parent.has("port");
      if (same > 1 && !split) {
        problems.invalid(spec.at("parentRefs"), parent.textOrEmpty("name"),
            "is named more than once: each needs a `sectionName` of its own");
        return;
      }
    }
  }

  private static List<String> key(Fields parent) {
    return List.of(parent.text("group").orElse(GatewayKind.GROUP), parent.text("kind").orElse("Gateway"),
        parent.textOrEmpty("namespace"), parent.textOrEmpty("name").toLowerCase(Locale.ROOT));
  }
}
