package dev.canreach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a change opens and closes, and whether intents hold, asked on the command line. */
class ChangeCommandTest extends ShopCommandLines {
  @Test
  void aDiffSaysWhatIsOpenedAndWhy() throws IOException {
    Files.writeString(folder.resolve("wider.yaml"), SHOP + "---\n" + POLICY.replace("5432", "5433"));
    Files.createDirectory(folder.resolve("old"));
    Files.writeString(folder.resolve("old/all.yaml"), SHOP + "---\n" + POLICY);

    Run run = run("diff old wider.yaml");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(
        """
            OPENED
              shop/web → shop/db  TCP 5433
                  e.g. deployment/shop/web → deployment/shop/db TCP 5433
                  ingress blocked before by NetworkPolicy shop/db  old/all.yaml:28:1
                  ingress allowed now by NetworkPolicy shop/db, ingress rule 1  wider.yaml:34:5
            CLOSED
              shop/web → shop/db  TCP 5432
                  e.g. deployment/shop/web → deployment/shop/db TCP 5432
                  ingress blocked now by NetworkPolicy shop/db  wider.yaml:28:1
                  ingress allowed before by NetworkPolicy shop/db, ingress rule 1  old/all.yaml:34:5
              shop/web → deployment/shop/db via service/shop/db  TCP 15432
                  e.g. deployment/shop/web → service/shop/db TCP 15432, arrives at deployment/shop/db 5432
                  forwarded before by Service shop/db  old/all.yaml:23:1
                  blocked now by NetworkPolicy shop/db  wider.yaml:28:1
            1 pair changed, 4 unchanged; through entries: 1 changed, 2 unchanged
            compared: connections straight from one end to another, and through Services, node ports, load balancers, published ports, gateways and proxies of a mesh; of single requests those that rules mention; of names those of Services, not those of single pods and containers
            old: Read 5 objects in 1 file: 5 modelled
            new: Read 5 objects in 1 file: 5 modelled
            """);
    assertThat(run("diff wider.yaml wider.yaml").exit()).isEqualTo(0);
    assertThat(run("diff -o md old wider.yaml").out()).startsWith("### Opened\n\n| From | To |");
    assertThat(run("diff old").exit()).isEqualTo(2);
    assertThat(run("diff - -").err()).contains("standard input can be read once");
  }

  @Test
  void aDiffShowsARequestWhereConnectionsStayTheSame() throws IOException {
    String policy = """
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: db, namespace: shop}
        spec: {selector: {matchLabels: {app: db}}, rules: [{to: [{operation: {methods: [GET%s], paths: ["/a/*"]}}]}]}
        """;
    String mesh = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {istio-injection: enabled}}\n";
    Files.writeString(folder.resolve("get.yaml"), SHOP + mesh + policy.formatted(""));
    Files.writeString(folder.resolve("put.yaml"), SHOP + mesh + policy.formatted(", PUT"));

    Run run = run("diff get.yaml put.yaml");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).startsWith("OPENED\n")
        .contains("→ shop/db  some requests, TCP ")
        .contains("→ deployment/shop/db TCP 1, PUT ")
        .contains("/a/\n      blocked before by AuthorizationPolicy shop/db  get.yaml:")
        .contains("let through now by AuthorizationPolicy shop/db, rule 1  put.yaml:")
        .doesNotContain("CLOSED")
        .doesNotContain("UNDECIDED");
    assertThat(run("diff put.yaml get.yaml").out()).startsWith("CLOSED\n").doesNotContain("OPENED");
    assertThat(run("diff -o md get.yaml put.yaml").out()).startsWith("### Opened for some requests\n");
    assertThat(run("diff -o json get.yaml put.yaml").out()).contains("\"method\": \"PUT\"");
    assertThat(run("diff put.yaml put.yaml").exit()).isEqualTo(0);
  }

  @Test
  void aDiffSaysWhichNamesLeadElsewhere() throws IOException {
    String pay = "---\n{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: shop},"
        + " spec: {type: ExternalName, externalName: %s.example}}\n";
    Files.writeString(folder.resolve("old.yaml"), SHOP + pay.formatted("pay", "a") + pay.formatted("mail", "m"));
    Files.writeString(folder.resolve("new.yaml"), SHOP + pay.formatted("pay", "b") + pay.formatted("post", "m"));

    Run run = run("diff old.yaml new.yaml");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("""
        NAMES
          mail.shop.svc.cluster.local  vanishes, led to host/m.example  old.yaml:30:1
          pay.shop.svc.cluster.local  leads to host/b.example, before to host/a.example  new.yaml:28:1
          post.shop.svc.cluster.local  appears, leads to host/m.example  new.yaml:30:1
        """).contains("; 3 names changed\n");
    assertThat(run("diff -o md old.yaml new.yaml").out())
        .contains("### Names\n\n| Name | Before | Now | By | Depends on whether |\n")
        .contains(
            "| pay.shop.svc.cluster.local | host/a.example | host/b.example | Service shop/pay  new.yaml:28:1 |  |");
    assertThat(run("diff -o json old.yaml new.yaml").out()).contains("\"name\": \"mail.shop.svc.cluster.local\"")
        .contains("\"host/m.example\"");
    Files.writeString(folder.resolve("refused.yaml"),
        SHOP + "---\n{apiVersion: v1, kind: Service, metadata: {name: odd, namespace: shop}, spec: {ports: [{port: 0}]}}\n");
    assertThat(run("diff shop.yaml refused.yaml").out())
        .contains("UNDECIDED\n")
        .contains("  odd.shop.svc.cluster.local  perhaps appears, leads to service/shop/odd  refused.yaml:28:1\n")
        .contains("0 names changed, 1 undecided\n");
  }

  @Test
  void aDiffIsUnknownWhereAnOpenQuestionDecidesOnOneSideOnly() throws IOException {
    Files.writeString(folder.resolve("odd.yaml"), SHOP + """
        ---
        apiVersion: example.org/v1
        kind: NetworkPolicy
        metadata: {name: odd, namespace: shop}
        """);

    Run run = run("diff shop.yaml odd.yaml");

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).startsWith("UNDECIDED\n").contains("depends on whether").contains("no difference is certain");
  }

  @Test
  void checkDecidesTheIntentsOfTheConfiguration() throws IOException {
    Files.writeString(folder.resolve(".canreach.yaml"), """
        assume: {world: open}
        intents:
        - name: db is private
          never: {from: internet, to: shop/db}
        - name: db has one client
          only: {from: shop/web, to: shop/db}
          severity: warning
        """);

    Run run = run("check --fail-on error .");

    assertThat(run.exit()).isEqualTo(0);
    assertThat(run.out())
        .contains("warning violated  intent `db has one client`: a new pod shop? with labels {app=web}")
        .contains("proven  intent `db is private`: no packet passes")
        .contains("2 intents: 1 proven, 1 violated, 0 unproven");
    assertThat(run("check --fail-on warning .").exit()).isEqualTo(1);
    assertThat(run("check -o json .").out()).contains("\"outcome\": \"proven\"");
  }

  @Test
  void mistakesInIntentsAreUsageErrorsWithPlaces() throws IOException {
    Files.writeString(folder.resolve("intents.yaml"), "intents: [{name: a, never: {from: shop/web}}]\n");

    Run run = run("check --intents intents.yaml shop.yaml");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("intents.yaml:1:28").contains("`to` is missing");
  }
}
