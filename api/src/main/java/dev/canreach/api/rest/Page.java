package dev.canreach.api.rest;

import dev.canreach.api.http.Resource;
import dev.canreach.api.http.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web page: one file that loads nothing, and a policy that lets the browser run exactly what is in it.
 *
 * @param html the page
 * @param policy the value of the header `Content-Security-Policy`
 */
record Page(String html, String policy) {
  static Page load() {
    String html = new String(Resource.bytes(Page.class, "page.html"), StandardCharsets.UTF_8);
    return new Page(html, "default-src 'none'; script-src " + hash(html, "script") + "; style-src "
        + hash(html, "style") + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private static String hash(String html, String element) {
    Matcher content = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(html);
    if (!content.find()) {
      throw new IllegalStateException("the page has no " + element);
    }
    byte[] hash = Sha256.of(content.group(1).getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
