package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.Blocks;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.PathForm;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.AuthorizationMatch;
import dev.canreach.resource.istio.AuthorizationRule;
import dev.canreach.resource.kubernetes.IpBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules of authorization policies mean (ISTIO/I-7.3 to I-7.6). */
final class RuleGuards {
  /** What becomes of fields that only HTTP requests have. */
  enum HttpFields {
    /** They are compared. */
    COMPARED,
    /** They are left out, so that the rule gets wider. */
    LEFT_OUT,
    /** They never match. */
    FALSE
  }

  private static final String FORWARDED_FOR = "x-forwarded-for";

  private final Identities identities;
  private final Blocks blocks;
  private final Tokens tokens;
  private final ServerNames serverNames;
  private final PathForm form;
  private final PacketExpr http;
  private final PacketExpr gateway;
  private final int trustedProxies;

  /**
   * @param http the proxy reads HTTP
   * @param gateway the proxy is that of a gateway
   * @param trustedProxies how many proxies in front of gateways are trusted
   */
  RuleGuards(Identities identities, Blocks blocks, Tokens tokens, ServerNames serverNames, PathForm form,
      PacketExpr http, PacketExpr gateway, int trustedProxies) {
    this.identities = identities;
    this.blocks = blocks;
    this.tokens = tokens;
    this.serverNames = serverNames;
    this.form = form;
    this.http = http;
    this.gateway = gateway;
    this.trustedProxies = trustedProxies;
  }

  /** Whether some field of the rule is one that only HTTP requests have. */
  static boolean hasHttp(AuthorizationRule rule) {
    return rule.when().stream().anyMatch(match -> match.attribute().isHttp())
        || rule.from().stream().flatMap(List::stream).anyMatch(match -> match.attribute().isHttp())
        || rule.to().stream().flatMap(List::stream).anyMatch(match -> match.attribute().isHttp());
  }

  /** The source of the packet is one that the rule names. */
  PacketExpr from(AuthorizationRule rule, String namespace, HttpFields fields) {
    return some(rule.from(), namespace, fields);
  }

  /** The operation is one that the rule names. */
  PacketExpr to(AuthorizationRule rule, String namespace, HttpFields fields) {
    return some(rule.to(), namespace, fields);
  }

  /** The conditions of the rule hold. */
  PacketExpr when(AuthorizationRule rule, String namespace, HttpFields fields) {
    return PacketExpr.and(rule.when().stream().map(match -> match(match, namespace, fields)).toList());
  }

  private PacketExpr some(List<List<AuthorizationMatch>> entries, String namespace, HttpFields fields) {
    if (entries.isEmpty()) {
      return PacketExpr.TRUE;
    }
    List<PacketExpr> ways = new ArrayList<>();
    entries.forEach(entry -> ways
        .add(PacketExpr.and(entry.stream().map(match -> match(match, namespace, fields)).toList())));
    return PacketExpr.or(ways);
  }

  private PacketExpr match(AuthorizationMatch match, String namespace, HttpFields fields) {
    if (match.attribute().isHttp() && fields != HttpFields.COMPARED) {
      return PacketExpr.constant(fields == HttpFields.LEFT_OUT);
    }
    List<PacketExpr> parts = new ArrayList<>();
    if (!match.values().isEmpty()) {
      parts.add(PacketExpr.or(match.values().stream().map(value -> value(match, value, namespace)).toList()));
    }
    if (!match.notValues().isEmpty()) {
      parts.add(PacketExpr.not(
          PacketExpr.or(match.notValues().stream().map(value -> value(match, value, namespace)).toList())));
    }
    return PacketExpr.and(parts);
  }

  private PacketExpr value(AuthorizationMatch match, String value, String namespace) {
    return switch (match.attribute()) {
      case PRINCIPAL -> identities.principal(value);
      case NAMESPACE -> identities.namespace(value);
      case SERVICE_ACCOUNT -> identities.account(value, namespace);
      case TRUST_DOMAIN -> identities.trustDomain(value);
      case SOURCE_IP -> block(value).map(cidr -> contain(Side.SOURCE, cidr, match)).orElse(PacketExpr.FALSE);
      case REMOTE_IP -> block(value).map(cidr -> remote(cidr, match)).orElse(PacketExpr.FALSE);
      case DESTINATION_IP ->
          block(value).map(cidr -> contain(Side.DESTINATION, cidr, match)).orElse(PacketExpr.FALSE);
      case PORT -> value.matches("[0-9]{1,5}")
          ? PacketExpr.is(Field.DESTINATION_PORT, Integer.parseInt(value))
          : PacketExpr.FALSE;
      case SNI -> serverNames.fits(value);
      case REQUEST_PRINCIPAL -> requestPrincipal(value);
      case AUDIENCE -> claim(List.of("aud"), value);
      case PRESENTER -> claim(List.of("azp"), value);
      case CLAIM -> claim(path(match.key()), value);
      case HOST -> PacketExpr.matches(TextField.AUTHORITY, TextForms.of(value, true));
      case METHOD -> PacketExpr.matches(TextField.METHOD, TextForms.of(value, false));
      case PATH -> PacketExpr.matches(TextField.PATH, TextForms.path(value, form));
      case HEADER -> PacketExpr.matches(HeaderFields.of(path(match.key()).get(0)), TextForms.of(value, false));
      case FILTER_STATE, UNKNOWN -> PacketExpr.holds(Assumption.open("not understood",
          "`" + match.field() + "` has the value `" + value + "`", "leave the condition out"));
    };
  }

  /** The names in the brackets of a key. */
  private static List<String> path(String key) {
    return key.length() < 2 ? List.of("") : List.of(key.substring(1, key.length() - 1).split("\\]\\[", -1));
  }

  private PacketExpr claim(List<String> path, String value) {
    TextPattern whole = TextForms.of(value, false);
    boolean list = path.size() == 1 && tokens.isWordList(path.get(0));
    return PacketExpr.and(tokens.read(),
        PacketExpr.matches(TextField.claim(path), list ? new TextPattern.Word(whole) : whole));
  }

  /** Issuer and subject, divided by the last slash (ISTIO/I-7.3). */
  private PacketExpr requestPrincipal(String value) {
    TextField subject = TextField.claim("sub");
    PacketExpr whole;
    int slash = value.lastIndexOf('/');
    if (value.equals("*")) {
      whole = PacketExpr.and(PacketExpr.matches(Tokens.ISSUER, TextForms.SOME),
          PacketExpr.matches(subject, TextForms.SOME));
    } else if (slash >= 0) {
      whole = PacketExpr.and(PacketExpr.matches(Tokens.ISSUER, TextForms.of(value.substring(0, slash), false)),
          PacketExpr.matches(subject, TextForms.of(value.substring(slash + 1), false)));
    } else if (value.startsWith("*")) {
      whole = PacketExpr.and(PacketExpr.matches(Tokens.ISSUER, TextForms.SOME),
          PacketExpr.matches(subject, TextForms.of(value, false)));
    } else {
      whole = PacketExpr.and(PacketExpr.matches(Tokens.ISSUER, TextForms.of(value, false)),
          PacketExpr.matches(subject, value.endsWith("*") ? TextForms.SOME : TextPattern.exact("")));
    }
    return PacketExpr.and(tokens.read(), whole);
  }

  private static Optional<Cidr> block(String value) {
    return dev.canreach.packet.Address.parse(value).map(Cidr::of).or(() -> Cidr.parse(value));
  }

  private PacketExpr contain(Side side, Cidr cidr, AuthorizationMatch match) {
    return blocks.contain(side, new IpBlock(cidr, List.of(), match.span()));
  }

  /** Behind proxies the client's address is what the last trusted one wrote down, if there is any (ISTIO/I-7.3). */
  private PacketExpr remote(Cidr cidr, AuthorizationMatch match) {
    TextField header = TextField.header(FORWARDED_FOR);
    PacketExpr written = PacketExpr.and(http, PacketExpr.matches(header, TextPattern.present()));
    PacketExpr peer = contain(Side.SOURCE, cidr, match);
    PacketExpr sidecar = PacketExpr.or(
        PacketExpr.and(written, PacketExpr.matches(header, new TextPattern.AddressIn(cidr, 0))),
        PacketExpr.and(PacketExpr.not(written), peer));
    PacketExpr entry = trustedProxies == 0
        ? peer
        : PacketExpr.or(
            PacketExpr.and(written, PacketExpr.matches(header, new TextPattern.AddressIn(cidr, trustedProxies - 1))),
            PacketExpr.and(PacketExpr.not(written), peer));
    return PacketExpr.or(PacketExpr.and(gateway, entry), PacketExpr.and(PacketExpr.not(gateway), sidecar));
  }
}
