package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.intent.Intent;
import dev.canreach.intent.IntentReader;
import dev.canreach.intent.Verdict;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.MapNode;
import dev.canreach.source.SourceReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intents about a small shop: the web server may talk to the database, and the internet to the web server. */
class IntentsTest {
  private static final String SHOP = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: db, namespace: shop}
      spec:
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: other, namespace: shop, labels: {app: other}}
      spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
        - from: [{podSelector: {matchLabels: {app: web}}}]
          ports: [{port: 5432}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      """;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private static Snapshot snapshot(String manifests) {
    Diagnostics diagnostics = new Diagnostics();
    return Canreach.load(new SourceReader().read("shop.yaml", manifests.getBytes(UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
  }

  private static Verdict verdict(String manifests, String intent) {
    Diagnostics diagnostics = new Diagnostics();
    List<Intent> intents = new ArrayList<>();
    new SourceReader().read("i.yaml", ("intents: [{name: a, " + intent + "}]").getBytes(UTF_8), diagnostics)
        .documents()
        .forEach(document -> intents.addAll(IntentReader.read((MapNode) document.root(), diagnostics)));
    assertThat(diagnostics.sorted()).isEmpty();
    try (Session session = snapshot(manifests).open()) {
      return session.check(intents, TODAY).get(0);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "never: {from: shop/other, to: shop/db} | PROVEN",
    "never: {from: shop/web, to: shop/db, port: 5433} | PROVEN",
    "never: {from: shop/web, to: shop/db} | VIOLATED",
    "never: {from: internet, to: shop/db} | PROVEN",
    "never: {from: internet, to: shop/web, port: 8080} | VIOLATED",
    "never: {from: 'shop?app=new', to: shop/db} | PROVEN",
    "never: {from: 'shop?tier=new', to: shop/db} | VIOLATED",
    "never: {from: shop/other, to: shop/nobody} | UNPROVEN",
    "never: {from: ns/shop, to: shop/db}, except: [{from: shop/web}] | PROVEN",
    "never: {from: ns/shop, to: shop/db}, except: [{from: shop/web, port: 5432}] | PROVEN",
    "never: {from: ns/shop, to: shop/db}, except: [{from: shop/web, port: 5433}] | VIOLATED",
    "never: {from: ns/shop, to: shop/db}, except: [{from: shop/web, until: 2026-11-24}] | PROVEN",
    "never: {from: ns/shop, to: shop/db}, except: [{from: shop/web, until: 2026-11-23}] | VIOLATED",
    "only: {from: 'shop?app=web', to: shop/db} | PROVEN",
    "only: {from: shop/web, to: shop/db} | VIOLATED",
    "only: {from: ns/shop, to: shop/db} | PROVEN",
    "only: {from: 'shop?app=web', to: shop/other} | VIOLATED",
    "always: {from: shop/web, to: shop/db, port: 5432} | PROVEN",
    "always: {from: ns/shop, to: shop/db, port: 5432} | VIOLATED",
    "always: {from: shop/other, to: shop/db, port: 5432} | VIOLATED",
    "always: {from: shop/web, to: shop/db, port: udp/5432} | VIOLATED"})
  void intentsAreDecided(String intent, Verdict.Outcome outcome) {
    assertThat(verdict(SHOP, intent).outcome()).isEqualTo(outcome);
  }

  @Test
  void newPodsMayComeToANamespaceThatHasNone() {
    String open = SHOP.replace("[{podSelector: {matchLabels: {app: web}}}]",
        "[{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: web}}}]")
        + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system}\n";
    String intent = "only: {from: 'shop?app=web', to: shop/db}";

    assertThat(
        verdict(open + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: bare, labels: {team: b}}\n", intent)
            .outcome())
        .isEqualTo(Verdict.Outcome.PROVEN);
    assertThat(
        verdict(open + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: bare, labels: {team: a}}\n", intent)
            .message())
        .contains("a new pod bare?");
  }

  /** K8S/W-05. */
  @Test
  void newPodsMayComeToANamespaceThatOnlyASelectorNames() {
    String open = SHOP.replace("[{podSelector: {matchLabels: {app: web}}}]",
        "[{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: watch}}, podSelector: {matchLabels: {app: web}}}]");
    String intent = "only: {from: 'shop?app=web', to: shop/db}";

    assertThat(verdict(open, intent).message())
        .isEqualTo("a new pod watch? with labels {app=web} can reach deployment/shop/db on TCP 5432");
    assertThat(verdict(SHOP, intent).message())
        .isEqualTo("no packet passes, as long as there are no namespaces but those that the input names");
  }

  @Test
  void aPodThatDoesNotExistYetIsAWitness() {
    Verdict verdict = verdict(SHOP, "only: {from: shop/web, to: shop/db}");

    assertThat(verdict.message()).isEqualTo(
        "a new pod shop? with labels {app=web} can reach deployment/shop/db on TCP 5432");
  }

  @Test
  void anotherPortOfALoadBalancerLeadsToThePortThatIsMeant() {
    String closed = SHOP + """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{ports: [{port: 8080}]}]
        """;

    assertThat(verdict(closed, "never: {from: internet, to: shop/web, port: 8080}").outcome())
        .isEqualTo(Verdict.Outcome.VIOLATED);
    assertThat(verdict(closed, "never: {from: internet, to: shop/web, port: 80}").outcome())
        .isEqualTo(Verdict.Outcome.PROVEN);
  }

  @Test
  void whatNobodyUnderstandsLeavesAnIntentUnproven() {
    String odd = SHOP + """
        ---
        apiVersion: example.org/v1
        kind: NetworkPolicy
        metadata: {name: odd, namespace: shop}
        """;

    assertThat(verdict(odd, "never: {from: shop/other, to: shop/db}").outcome()).isEqualTo(Verdict.Outcome.UNPROVEN);
  }

  /** K8S/W-05: one pair connects, and of the other one nobody knows the labels of its namespace. */
  @Test
  void aPairOfWhichNobodyKnowsLeavesAnIntentUnproven() {
    String open = SHOP.replace("[{podSelector: {matchLabels: {app: web}}}]",
        "[{namespaceSelector: {matchLabels: {team: a}}}]")
        + """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: job, namespace: elsewhere, labels: {app: job}}
            spec: {containers: [{name: c, image: i}]}
            """;
    Verdict verdict = verdict(open, "always: {from: ns/elsewhere, to: ns/shop, port: 5432}");

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.UNPROVEN);
    assertThat(verdict.message())
        .isEqualTo("whether pod/elsewhere/job reaches deployment/shop/db depends on what the input does not say");
  }

  /** K8S/S-01, S-03: what the server refuses in a Service may have been meant to forward the packets to the database. */
  @Test
  void aServiceThatTheServerRefusesLeavesAnIntentUnproven() {
    String service = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec: {type: Loadbalancer, selector: {app: db}, ports: [{port: 80, targetPort: 5432}]}
        """;
    String intent = "never: {from: internet, to: shop/db}";

    assertThat(verdict(SHOP + service, intent).outcome()).isEqualTo(Verdict.Outcome.UNPROVEN);
    assertThat(verdict(SHOP + service.replace("Loadbalancer", "ClusterIP"), intent).outcome())
        .isEqualTo(Verdict.Outcome.PROVEN);
  }

  @Test
  void anExpiredExceptionIsAFindingOfItsOwn() {
    Verdict verdict = verdict(SHOP,
        "never: {from: shop/other, to: shop/db}, except: [{from: shop/web, until: 2026-11-01}]");

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PROVEN);
    assertThat(verdict.expired()).hasSize(1);
    assertThat(verdict.severity()).isPresent();
  }
}
