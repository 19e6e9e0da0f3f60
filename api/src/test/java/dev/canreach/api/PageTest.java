package dev.canreach.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page as somebody with a browser meets it; skipped where there is no Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(value = "hasBrowser", disabledReason = "there is no chromium with its chromedriver here")
class PageTest {
  private RunningService running;
  private Browser browser;

  static boolean hasBrowser() {
    return Browser.exists();
  }

  @BeforeAll
  void start() throws IOException {
    running = RunningService.plain();
    browser = Browser.start();
  }

  @AfterAll
  void stop() {
    browser.close();
    running.close();
  }

  @BeforeEach
  void open() {
    browser.open("http://127.0.0.1:" + running.service().port() + "/");
  }

  @AfterEach
  void theBrowserHasNothingToComplainAbout() {
    assertThat(browser.complaints()).isEmpty();
  }

  private void ask(String from, String to, String port) {
    browser.type("#from", from);
    browser.type("#to", to);
    browser.type("#port", port);
    browser.click("#question button");
  }

  @Test
  void pastedManifestsAreRead() {
    browser.type("#manifests", Shop.YAML);
    browser.click("#load");

    assertThat(browser.text("#coverage", text -> text.contains("Read"))).contains("Read 5 objects in 1 file");
    assertThat(browser.count("#ends option[value='deployment/shop/api']")).isEqualTo(1);
  }

  @Test
  void aQuestionShowsTheVerdictAndThePath() {
    browser.type("#manifests", Shop.YAML);
    ask("shop/frontend", "shop/api", "8080");

    assertThat(browser.text("#answer .verdict", text -> !text.isEmpty())).isEqualTo("YES");
    assertThat(browser.text("#answer", text -> true)).contains("for instance deployment/shop/frontend")
        .contains("ingress allowed")
        .contains("NetworkPolicy shop/api");
  }

  @Test
  void aBlockedQuestionShowsWhatIsInTheWayAndWhatWouldOpenIt() {
    browser.type("#manifests", Shop.YAML);
    ask("internet", "shop/api", "8080");

    assertThat(browser.text("#answer .verdict", text -> !text.isEmpty())).isEqualTo("NO");
    assertThat(browser.text("#answer", text -> true)).contains("in the way")
        .contains("NetworkPolicy shop/api")
        .contains("what would open it")
        .contains("kind: NetworkPolicy");
  }

  @Test
  void theMapIsAGraph() {
    browser.type("#manifests", Shop.YAML);
    browser.click("#map");

    assertThat(browser.text("#graph", text -> text.contains("→")))
        .contains("deployment/shop/frontend → deployment/shop/api");
    assertThat(browser.count("#graph svg circle")).isEqualTo(2);
    assertThat(browser.count("#graph svg line")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void findingsAreListed() {
    browser.type("#manifests", Shop.YAML.replace("- port: 8080", "- port: 80"));
    browser.click("#check");

    assertThat(browser.text("#findings", text -> text.contains("NP206"))).contains("warning NP206");
  }

  @Test
  void whatUsersWriteStaysText() {
    browser.type("#manifests", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: <img src=x onerror=alert(1)>\n");
    browser.click("#load");

    assertThat(browser.text("#diagnostics", text -> !text.isEmpty())).contains("<img src=x onerror=alert(1)>");
    assertThat(browser.count("#diagnostics img")).isZero();
  }
}
