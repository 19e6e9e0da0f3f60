package dev.canreach.api.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.intent.Intent;
import dev.canreach.intent.IntentReader;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.MapNode;
import dev.canreach.source.SourceReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentsCheckTest {
  private static final String PODS = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db, namespace: shop, labels: {app: db}}
      spec: {containers: [{name: c, image: i}]}
      """;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "never: {from: shop/web, to: shop/db}, enforcement: deny | DENY | db violated",
    "never: {from: shop/web, to: shop/db} | WARN | db violated",
    "never: {from: shop/web, to: shop/db}, enforcement: audit | AUDIT | db violated",
    "never: {from: shop/web, to: shop/dbb}, enforcement: deny | WARN | db unproven",
    "never: {from: shop/web, to: shop/db}, except: [{from: shop/web, until: 2026-11-23}] | WARN | db violated"})
  void anIntentThatIsNotTrueObjectsAsItSays(String intent, Enforcement enforcement, String fingerprint) {
    List<Objection> objections = objections(intent);

    assertThat(objections).hasSize(1);
    assertThat(objections.get(0).enforcement()).isEqualTo(enforcement);
    assertThat(objections.get(0).fingerprint()).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "never: {from: shop/web, to: shop/db}, except: [{from: shop/web, until: 2026-11-24}]",
    "always: {from: shop/web, to: shop/db, port: 5432}"})
  void anIntentThatIsTrueDoesNotObject(String intent) {
    assertThat(objections(intent)).isEmpty();
  }

  private static final String CLOSED = PODS + """
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: a}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: job, namespace: shop, labels: {app: job}}
      spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec: {selector: {app: db}, clusterIP: 10.96.0.5, ports: [{port: 80, targetPort: 5432}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
        - from: [{podSelector: {matchLabels: {app: web}}}]
          ports: [{port: 5432}, {port: 7000, endPort: 7009}]
      """;
  private static final String POLICY = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: NAME, namespace: shop}
      spec: {podSelector: {matchLabels: {app: db}}, ingress: [RULE]}
      """;
  private static final String NEVER = "never: {from: [shop/web, shop/job], to: shop/db}";
  private static final String ONLY = "only: {from: shop/nobody, to: shop/db}";

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    NEVER + "|other|{from: [{podSelector: {matchLabels: {app: job}}}]}|pod/shop/job can reach pod/shop/db on TCP 1",
    NEVER + "|other|{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5433}]}|"
        + "pod/shop/web can reach pod/shop/db on TCP 5433",
    NEVER + "|other|{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 6999, endPort: 7001}]}|"
        + "pod/shop/web can reach pod/shop/db on TCP 6999",
    NEVER + "|db|{from: [{podSelector: {matchLabels: {app: job}}}], ports: [{port: 5432}]}|"
        + "pod/shop/job can reach pod/shop/db on TCP 5432",
    ONLY + "|other|{from: [{podSelector: {matchLabels: {app: new}}}], ports: [{port: 5432}]}|"
        + "a new pod shop? with labels {app=new} can reach pod/shop/db on TCP 5432"})
  void aChangeThatAddsToAViolationIsJudgedByWhatItAdds(String intent, String policy, String rule, String witness) {
    List<Objection> introduced = introduced(CLOSED, intent + ", enforcement: deny", policy(policy, rule));

    assertThat(introduced).hasSize(1);
    assertThat(introduced.get(0).enforcement()).isEqualTo(Enforcement.DENY);
    assertThat(introduced.get(0).message()).isEqualTo("intent `db` is violated further: " + witness);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    NEVER + "|other|{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 7000, endPort: 7009}]}",
    NEVER + "|other|{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}",
    NEVER + "|db|{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 7001, endPort: 7003}]}",
    NEVER + "|db|{from: [{podSelector: {matchLabels: {app: nobody}}}]}",
    ONLY + "|other|{from: [{podSelector: {matchLabels: {app: web, tier: front}}}], ports: [{port: 5432}]}",
    ONLY + "|db|{from: [{podSelector: {matchLabels: {app: web, tier: front}}}], ports: [{port: 5432}]}"})
  void aChangeThatKeepsOrShrinksAViolationPasses(String intent, String policy, String rule) {
    assertThat(introduced(CLOSED, intent + ", enforcement: deny", policy(policy, rule))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "80, targetPort: 5432|", "443, targetPort: 5432|intent `db` is violated further",
    "80, targetPort: 7000|intent `db` is violated further"})
  void whatAServiceForwardsIsComparedToo(String port, @Nullable String message) {
    String service = "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {selector: {app: db},"
        + " clusterIP: 10.96.0.5, ports: [{port: " + port + "}]}}";
    List<Objection> introduced = introduced(CLOSED, NEVER, service);

    if (message == null) {
      assertThat(introduced).isEmpty();
    } else {
      assertThat(introduced.get(0).message()).startsWith(message);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "[shop/web, shop/job]|{from: [{podSelector: {matchLabels: {app: job}}}], ports: [{port: 5432}]}|"
        + "intent `db` is violated further: shop/web cannot always reach shop/db on TCP 5432",
    "[shop/web, shop/job]|{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}|"})
  void anEndThatCanNoLongerBeReachedIsNew(String from, String rule, @Nullable String message) {
    List<Objection> introduced = introduced(CLOSED, "always: {from: " + from + ", to: shop/db, port: 5432}",
        policy("db", rule));

    if (message == null) {
      assertThat(introduced).isEmpty();
    } else {
      assertThat(introduced.get(0).message()).startsWith(message);
    }
  }

  /** K8S/W-05: whether the pod of `elsewhere` reaches the database was not known before, either. */
  @Test
  void whatWasNotKnownBeforeIsNotNew() {
    String cluster = CLOSED.replace("[{podSelector: {matchLabels: {app: web}}}]",
        "[{namespaceSelector: {matchLabels: {team: b}}}]") + """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: guest, namespace: elsewhere, labels: {app: guest}}
            spec: {containers: [{name: c, image: i}]}
            """;
    String intent = "always: {from: [shop/web, elsewhere/guest], to: shop/db, port: 5432}, enforcement: deny";

    assertThat(introduced(cluster, intent, policy("other", "{ports: [{port: 7000}]}"))).isEmpty();
    assertThat(introduced(cluster, intent, policy("db", "{ports: [{port: 7000}]}"))
        .stream()
        .map(Objection::enforcement)
        .toList()).containsExactly(Enforcement.DENY);
  }

  @ParameterizedTest
  @CsvSource({"b, true", "c, false"})
  void newPodsOfANewNamespaceAreNewWhereItsLabelsLetThemPass(String team, boolean further) {
    String cluster = CLOSED.replace("[{podSelector: {matchLabels: {app: web}}}]",
        "[{namespaceSelector: {matchLabels: {team: a}}}, {namespaceSelector: {matchLabels: {team: b}}}]");
    String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: more, labels: {team: " + team + "}}}";

    assertThat(introduced(cluster, ONLY, namespace).isEmpty()).isNotEqualTo(further);
  }

  /** K8S/W-05. */
  @ParameterizedTest
  @CsvSource({"x, true", "y, false"})
  void whatWasOpenBeforeAndPassesNowIsNew(String team, boolean further) {
    String cluster = CLOSED.replace("kind: Namespace\nmetadata: {name: shop,",
        "kind: Namespace\nmetadata: {name: more,")
        + "---\n" + policy("other", "{from: [{namespaceSelector: {matchLabels: {team: x}},"
            + " podSelector: {matchLabels: {app: job}}}], ports: [{port: 5432}]}");
    String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: " + team + "}}}";
    List<Objection> introduced = introduced(cluster, NEVER + ", enforcement: deny", namespace);

    assertThat(introduced.stream().map(Objection::enforcement).toList())
        .isEqualTo(further ? List.of(Enforcement.DENY) : List.of());
  }

  private static String policy(String name, String rule) {
    return POLICY.replace("NAME", name).replace("RULE", rule);
  }

  private static List<Objection> introduced(String cluster, String intent, String change) {
    List<StateCheck> checks = List.of(new IntentsCheck(intents(intent)));
    ClusterState state = ClusterState.of(load(cluster), TODAY, checks);
    assertThat(state.known()).containsExactly("db violated");
    try (SmtProver prover = new SmtProver()) {
      return state.introduced(state.snapshot().replacing(load(change)), checks, prover);
    }
  }

  private static List<Objection> objections(String intent) {
    try (Session session = load(PODS).open()) {
      return new IntentsCheck(intents(intent)).objections(session, TODAY);
    }
  }

  private static List<Intent> intents(String intent) {
    Diagnostics diagnostics = new Diagnostics();
    List<Intent> intents = new ArrayList<>();
    new SourceReader().read("i.yaml", ("intents: [{name: db, " + intent + "}]").getBytes(UTF_8), diagnostics)
        .documents()
        .forEach(document -> intents.addAll(IntentReader.read((MapNode) document.root(), diagnostics)));
    return intents;
  }

  private static Snapshot load(String manifests) {
    Diagnostics diagnostics = new Diagnostics();
    return Canreach.load(new SourceReader().read("pods.yaml", manifests.getBytes(UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
  }
}
