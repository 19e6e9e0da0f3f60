package dev.canreach.diff;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Requests that stand for those that predicates tell apart: for each way to make a predicate true one request, and that
 * request with each other text that some predicate mentions in the place of one of its own. Two predicates may differ in
 * requests that are not among them.
 */
final class SampleRequests {
  private static final int MOST_BRANCHES = 24;
  private static final int MOST_REQUESTS = 64;

  private final Map<TextField, Set<String>> texts = new TreeMap<>();
  private final Set<Request> requests = new LinkedHashSet<>();

  private SampleRequests() {}

  /** A pattern that a text of the field has to fit, or must not. */
  private record Literal(TextField field, TextPattern pattern, boolean fits) {

    boolean isMet(Optional<String> text) {
      return text.map(pattern::matches).orElse(false) == fits;
    }
  }

  /**
   * The requests for some predicates, the first ones first.
   *
   * @param predicates what decides about requests
   */
  static List<Request> of(List<PacketExpr> predicates) {
    SampleRequests samples = new SampleRequests();
    List<List<List<Literal>>> all = predicates.stream().map(each -> branches(each, true)).toList();
    all.forEach(branches -> branches.forEach(branch -> branch.forEach(samples::mention)));
    List<Map<TextField, String>> bases = new ArrayList<>();
    all.forEach(branches -> branches.forEach(branch -> base(branch).ifPresent(bases::add)));
    bases.forEach(base -> samples.requests.add(request(base)));
    bases.forEach(samples::vary);
    return samples.requests.stream()
        .limit(MOST_REQUESTS)
        .sorted(Comparator.comparing(request -> request.values().containsKey(TextField.TLS)))
        .toList();
  }

  /** Whether a predicate looks at something that clients say. */
  static boolean isAboutThem(PacketExpr expr) {
    return PacketExpr.mentions(expr, part -> part instanceof PacketExpr.Matches text && isSaid(text.field()));
  }

  private void mention(Literal literal) {
    boolean any = literal.pattern().equals(TextPattern.present()) && !SampleTexts.usual(literal.field()).isEmpty();
    if (isSaid(literal.field()) && !any) {
      texts.computeIfAbsent(literal.field(), key -> new LinkedHashSet<>(SampleTexts.usual(key)))
          .addAll(SampleTexts.of(literal.pattern()));
    }
  }

  /** Whether clients say it themselves: an identity comes from the proxies. */
  private static boolean isSaid(TextField field) {
    return !field.equals(TextField.PRINCIPAL);
  }

  /** One text of the base after the other changed or left out. */
  private void vary(Map<TextField, String> base) {
    texts.forEach((field, each) -> {
      for (String text : each) {
        if (requests.size() < MOST_REQUESTS) {
          Map<TextField, String> changed = new TreeMap<>(base);
          changed.put(field, text);
          requests.add(request(changed));
        }
      }
      if (requests.size() < MOST_REQUESTS && base.containsKey(field)) {
        Map<TextField, String> changed = new TreeMap<>(base);
        changed.remove(field);
        requests.add(request(changed));
      }
    });
  }

  /** The ways to make what a predicate says of requests true; all else in it is left open. */
  private static List<List<Literal>> branches(PacketExpr expr, boolean fits) {
    return switch (expr) {
      case PacketExpr.And and -> fits ? each(and.operands(), true) : any(and.operands(), false);
      case PacketExpr.Or or -> fits ? any(or.operands(), true) : each(or.operands(), false);
      case PacketExpr.Not not -> branches(not.operand(), !fits);
      case PacketExpr.Matches text -> List.of(List.of(new Literal(text.field(), text.pattern(), fits)));
      case PacketExpr.Const constant -> constant.value() == fits ? List.of(List.of()) : List.of();
      case PacketExpr.InRange other -> List.of(List.of());
      case PacketExpr.InPrefix other -> List.of(List.of());
      case PacketExpr.IsEndpoint other -> List.of(List.of());
      case PacketExpr.HasLabel other -> List.of(List.of());
      case PacketExpr.Loopback other -> List.of(List.of());
      case PacketExpr.Holds other -> List.of(List.of());
    };
  }

  private static List<List<Literal>> any(List<PacketExpr> operands, boolean fits) {
    return operands.stream()
        .flatMap(operand -> branches(operand, fits).stream())
        .distinct()
        .limit(MOST_BRANCHES)
        .toList();
  }

  private static List<List<Literal>> each(List<PacketExpr> operands, boolean fits) {
    List<List<Literal>> product = List.of(List.of());
    for (PacketExpr operand : operands) {
      List<List<Literal>> next = branches(operand, fits);
      if (next.equals(List.of(List.of()))) {
        continue;
      }
      product = product.stream()
          .flatMap(left -> next.stream().map(right -> Stream.concat(left.stream(), right.stream()).distinct().toList()))
          .distinct()
          .limit(MOST_BRANCHES)
          .toList();
    }
    return product;
  }

  /** Texts that meet every literal; empty where nobody finds any. */
  private static Optional<Map<TextField, String>> base(List<Literal> branch) {
    Map<TextField, List<Literal>> byField = new TreeMap<>();
    branch.stream()
        .filter(literal -> isSaid(literal.field()))
        .forEach(literal -> byField.computeIfAbsent(literal.field(), key -> new ArrayList<>()).add(literal));
    Map<TextField, String> texts = new TreeMap<>();
    for (Map.Entry<TextField, List<Literal>> entry : byField.entrySet()) {
      List<Literal> literals = entry.getValue();
      List<TextPattern> wanted = literals.stream().filter(Literal::fits).map(Literal::pattern).toList();
      if (wanted.isEmpty() && SampleTexts.usual(entry.getKey()).isEmpty()) {
        continue;
      }
      Optional<String> found = SampleTexts.candidates(entry.getKey(), wanted)
          .filter(text -> literals.stream().allMatch(literal -> literal.isMet(Optional.of(text))))
          .findFirst();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      texts.put(entry.getKey(), found.get());
    }
    return Optional.of(texts);
  }

  private static Request request(Map<TextField, String> texts) {
    boolean tls = texts.keySet().stream().anyMatch(SampleRequests::isOfTls)
        || texts.getOrDefault(TextField.SCHEME, "http").equals("https");
    boolean http = !tls || texts.keySet().stream().anyMatch(TextField::isHttp);
    Request request = http ? http(texts) : Request.NONE;
    for (Map.Entry<TextField, String> entry : texts.entrySet()) {
      switch (entry.getKey().kind()) {
        case SNI, CLIENT_CERTIFICATE, HEADER, CLAIM, HTTP_VERSION ->
            request = request.with(entry.getKey(), entry.getValue());
        case TLS, PRINCIPAL, METHOD, SCHEME, AUTHORITY, HOST, PATH, QUERY_STRING, QUERY -> {
        }
      }
    }
    if (tls) {
      request = request.with(TextField.TLS, "TLS");
      request = http ? request.with(TextField.SCHEME, "https") : request;
    }
    return request;
  }

  private static boolean isOfTls(TextField field) {
    return switch (field.kind()) {
      case TLS, SNI, CLIENT_CERTIFICATE -> true;
      case PRINCIPAL, METHOD, SCHEME, AUTHORITY, HOST, PATH, QUERY_STRING, QUERY, HEADER, CLAIM, HTTP_VERSION -> false;
    };
  }

  private static Request http(Map<TextField, String> texts) {
    List<String> query = new ArrayList<>();
    texts.forEach((field, text) -> {
      if (field.kind() == TextField.Kind.QUERY) {
        query.add(field.key() + "=" + text);
      }
    });
    String said = texts.getOrDefault(TextField.QUERY_STRING, String.join("&", query));
    String authority = texts.getOrDefault(TextField.AUTHORITY, texts.getOrDefault(TextField.HOST, ""));
    return Request.http(texts.getOrDefault(TextField.METHOD, "GET"), authority,
        texts.getOrDefault(TextField.PATH, "/") + (said.isEmpty() ? "" : "?" + said));
  }
}
