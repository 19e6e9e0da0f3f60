package dev.canreach.packet;

import java.util.List;
import java.util.Random;

/** Random requests, conditions on them and changes to them, from pools so small that they often meet. */
public final class RandomRequests {
  private static final List<String> HOSTS = List.of("", "shop.example", "Shop.Example:8080", "inner.local");
  private static final List<String> TARGETS = List.of("/", "/api", "/api/v1?user=bob", "/apix?user=eve&x");
  private static final List<TextField> FIELDS = List.of(TextField.METHOD, TextField.SCHEME, TextField.AUTHORITY,
      TextField.HOST, TextField.PATH, TextField.QUERY_STRING, TextField.query("user"), TextField.header("X-User"),
      TextField.claim("groups"), TextField.HTTP_VERSION, TextField.TLS, TextField.SNI, TextField.CLIENT_CERTIFICATE,
      TextField.PRINCIPAL);
  private static final List<String> TEXTS = List.of("", "GET", "PUT", "https", "shop.example", "/api", "/", "bob",
      "admin", "dev", "10.0.0.1, 10.0.0.9", "h2", "cluster.local/ns/shop/sa/web");
  private static final List<String> EXPRESSIONS = List.of(".*", "/api(/.*)?", "[a-z.]+", "GET|PUT");

  private final Random random;

  /** Whatever the source of randomness makes of it. */
  public RandomRequests(Random random) {
    this.random = random;
  }

  /** A request: none, HTTP, TLS, or HTTP within TLS. */
  public Request request() {
    Request request = random.nextInt(4) == 0
        ? Request.NONE
        : Request.http(random.nextInt(3) == 0 ? "PUT" : "GET", pick(HOSTS), pick(TARGETS));
    if (random.nextBoolean() && !request.equals(Request.NONE)) {
      request = request.with(TextField.header("x-user"), pick(TEXTS)).with(TextField.claim("groups"), "admin", "dev");
    }
    return random.nextInt(4) == 0
        ? request.with(TextField.TLS, "TLS").with(TextField.SNI, "shop.example")
        : request;
  }

  /** A condition on a request. */
  public PacketExpr condition() {
    return PacketExpr.matches(pick(FIELDS), pattern());
  }

  /** A change to a request. */
  public TextChange change() {
    return switch (random.nextInt(5)) {
      case 0 -> new TextChange.EndTls();
      case 1 -> new TextChange.ReplacePathPrefix(random.nextInt(6), pick(TEXTS), random.nextBoolean());
      case 2 -> TextChange.remove(pick(FIELDS));
      default -> TextChange.set(pick(FIELDS), pick(TEXTS));
    };
  }

  private TextPattern pattern() {
    String text = pick(TEXTS);
    boolean ignoreCase = random.nextBoolean();
    return switch (random.nextInt(8)) {
      case 0 -> TextPattern.present();
      case 1, 2 -> new TextPattern.Exact(text, ignoreCase);
      case 3 -> new TextPattern.Prefix(text, ignoreCase);
      case 4 -> new TextPattern.Suffix(text, ignoreCase);
      case 5 -> new TextPattern.Contains(text, ignoreCase);
      case 6 -> new TextPattern.AddressIn(Cidr.parse("10.0.0.0/29").orElseThrow(), random.nextInt(2));
      default -> TextPattern.regex(pick(EXPRESSIONS)).orElseThrow();
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
