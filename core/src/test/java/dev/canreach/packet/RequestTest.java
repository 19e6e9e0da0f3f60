package dev.canreach.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Request GET = Request.http("GET", "Shop.Example:8080", "/api/v1?user=bob&x&user=eve");

  @Test
  void theHostHasNoPortAndNoCapitals() {
    assertThat(GET.text(TextField.AUTHORITY)).contains("Shop.Example:8080");
    assertThat(GET.text(TextField.HOST)).contains("shop.example");
    assertThat(Request.http("GET", "[2001:DB8::1]:80", "/").text(TextField.HOST)).contains("2001:db8::1");
    assertThat(Request.http("GET", "", "/").text(TextField.HOST)).isEmpty();
  }

  @Test
  void theFirstValueOfAQueryParameterCounts() {
    assertThat(GET.text(TextField.PATH)).contains("/api/v1");
    assertThat(GET.text(TextField.query("user"))).contains("bob");
    assertThat(GET.text(TextField.query("x"))).contains("");
    assertThat(GET.text(TextField.query("y"))).isEmpty();
    assertThat(GET.target()).contains("/api/v1?user=bob&x&user=eve");
  }

  @Test
  void bytesThatAreNoHttpHaveNoField() {
    assertThat(Request.NONE.matches(TextField.METHOD, TextPattern.present())).isFalse();
    assertThat(Request.NONE.target()).isEmpty();
    assertThat(Request.NONE.after(TextChange.set(TextField.HOST, "x"))).isEqualTo(Request.NONE);
    assertThat(Request.NONE.after(new TextChange.ReplacePathPrefix(0, "/x", true))).isEqualTo(Request.NONE);
  }

  @Test
  void aClaimMayHaveSeveralValues() {
    Request request = GET.with(TextField.claim(List.of("realm", "a/b")), "admin", "dev");
    assertThat(request.matches(TextField.claim(List.of("realm", "a/b")), TextPattern.exact("dev"))).isTrue();
    assertThat(request.matches(TextField.claim(List.of("realm", "a", "b")), TextPattern.present())).isFalse();
  }

  @Test
  void tlsHidesHttpUntilItEnds() {
    Request hidden = GET.with(TextField.TLS, "TLS").with(TextField.SNI, "shop.example");
    assertThat(hidden.matches(TextField.METHOD, TextPattern.present())).isFalse();
    assertThat(hidden.matches(TextField.SNI, TextPattern.present())).isTrue();
    assertThat(hidden.after(TextChange.set(TextField.METHOD, "PUT"))).isEqualTo(hidden);
    assertThat(hidden.after(new TextChange.EndTls())).isEqualTo(GET);
  }

  @Test
  void anIdentityNeedsNoHttp() {
    Request identified = Request.NONE.after(TextChange.set(TextField.PRINCIPAL, "cluster.local/ns/shop/sa/web"));
    assertThat(identified.text(TextField.PRINCIPAL)).contains("cluster.local/ns/shop/sa/web");
    assertThat(identified.after(TextChange.remove(TextField.PRINCIPAL))).isEqualTo(Request.NONE);
  }

  @Test
  void hostAndAuthorityChangeTogether() {
    Request changed = GET.after(TextChange.set(TextField.HOST, "Inner.Example:81"));
    assertThat(changed.text(TextField.HOST)).contains("inner.example");
    assertThat(changed.text(TextField.AUTHORITY)).contains("Inner.Example:81");
    assertThat(changed.after(TextChange.remove(TextField.HOST)).text(TextField.AUTHORITY)).isEmpty();
  }

  /** K8S/G-10: the table of the API's documentation, with the closing slashes taken off both prefixes. */
  @Test
  void aMatchedPrefixIsReplaced() {
    assertThat(rewritten("/foo/bar", 4, "/xyz")).isEqualTo("/xyz/bar");
    assertThat(rewritten("/foo", 4, "/xyz")).isEqualTo("/xyz");
    assertThat(rewritten("/foo/", 4, "/xyz")).isEqualTo("/xyz/");
    assertThat(rewritten("/foo/bar", 4, "")).isEqualTo("/bar");
    assertThat(rewritten("/foo/", 4, "")).isEqualTo("/");
    assertThat(rewritten("/foo", 4, "")).isEqualTo("/");
    assertThat(rewritten("/foo?q=1", 4, "")).isEqualTo("/?q=1");
    Request unrooted = Request.http("GET", "", "/api/?q").after(new TextChange.ReplacePathPrefix(5, "", false));
    assertThat(unrooted.target()).contains("?q");
  }

  private static String rewritten(String target, int length, String replacement) {
    return Request.http("GET", "", target)
        .after(new TextChange.ReplacePathPrefix(length, replacement, true))
        .target()
        .orElseThrow();
  }
}
