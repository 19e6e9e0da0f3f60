package dev.canreach.resource.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.ReadManifest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReaderTest {
  private static final String TEMPLATE = "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}";
  private static final String JOB_TEMPLATE = "template: {metadata: {labels: {app: web}}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";

  private static ReadManifest read(String apiVersion, String kind, String spec) {
    return ReadManifest.of("""
        apiVersion: %s
        kind: %s
        metadata: {name: w, namespace: x, labels: {tier: db}}
        spec: {%s}
        """.formatted(apiVersion, kind, spec.replace("JOB", JOB_TEMPLATE).replace("TEMPLATE", TEMPLATE)));
  }

  /** K8S/W-01: where the template lies and how many pods there are. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      apps/v1  | Deployment            | selector: {matchLabels: {app: web}}, TEMPLATE               | 1 | false
      apps/v1  | Deployment            | replicas: 0, selector: {matchLabels: {app: web}}, TEMPLATE  | 0 | false
      apps/v1  | ReplicaSet            | replicas: 3, selector: {matchLabels: {app: web}}, TEMPLATE  | 3 | false
      apps/v1  | StatefulSet           | replicas: 2, selector: {matchLabels: {app: web}}, TEMPLATE  | 2 | false
      apps/v1  | DaemonSet             | selector: {matchLabels: {app: web}}, TEMPLATE               | 1 | false
      v1       | ReplicationController | replicas: 4, selector: {app: web}, TEMPLATE                 | 4 | false
      v1       | ReplicationController | TEMPLATE                                                    | 1 | false
      batch/v1 | Job                   | parallelism: 5, JOB                                         | 5 | false
      batch/v1 | Job                   | suspend: true, JOB                                          | 1 | true
      batch/v1 | CronJob               | schedule: "@daily", suspend: true, jobTemplate: {spec: {JOB}} | 1 | true
      """)
  void w01EveryKindHasItsTemplate(String apiVersion, String kind, String spec, int replicas, boolean suspended) {
    ReadManifest read = read(apiVersion, kind, spec);
    Workload workload = read.only(Workload.class);

    assertThat(read.errors()).isEqualTo("-");
    assertThat(workload.id()).isEqualTo(kind + " x/w");
    assertThat(workload.template().labels()).containsExactly(Map.entry("app", "web"));
    assertThat(workload.meta().labels()).containsExactly(Map.entry("tier", "db"));
    assertThat(workload.pod().containers()).extracting(Container::name).containsExactly("c");
    assertThat(workload.replicas()).isEqualTo(replicas);
    assertThat(workload.suspended()).isEqualTo(suspended);
    workload.selector().ifPresent(selector -> assertThat(selector.matches(Map.of("app", "web"))).isTrue());
  }

  /** K8S/W-01: to whoever reads it there are none, one or several pods, or as many as have ordinals. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      apps/v1  | Deployment            | replicas: 0, selector: {matchLabels: {app: web}}, TEMPLATE  | 0
      apps/v1  | Deployment            | selector: {matchLabels: {app: web}}, TEMPLATE               | 1
      apps/v1  | ReplicaSet            | replicas: 3, selector: {matchLabels: {app: web}}, TEMPLATE  | 2
      apps/v1  | StatefulSet           | replicas: 3, selector: {matchLabels: {app: web}}, TEMPLATE  | 3
      v1       | ReplicationController | replicas: 4, selector: {app: web}, TEMPLATE                 | 2
      batch/v1 | Job                   | parallelism: 5, JOB                                         | 2
      """)
  void w01NobodyCountsPodsThatNothingTellsApart(String apiVersion, String kind, String spec, int pods) {
    assertThat(read(apiVersion, kind, spec).only(Workload.class).meaning().replicas()).isEqualTo(pods);
  }

  @Test
  void w03StatefulSetsNumberTheirPods() {
    Workload set = read("apps/v1", "StatefulSet",
        "serviceName: peers, ordinals: {start: 5}, selector: {matchLabels: {app: web}}, TEMPLATE").only(Workload.class);

    assertThat(set.serviceName()).isEqualTo("peers");
    assertThat(set.firstOrdinal()).isEqualTo(5);
  }

  /** K8S/W-01: what the server refuses, and at which field. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Deployment  | TEMPLATE                                              | spec.selector, spec.template.metadata.labels
      Deployment  | selector: {}, TEMPLATE                                | spec.selector
      Deployment  | selector: {matchLabels: {app: db}}, TEMPLATE          | spec.template.metadata.labels
      Deployment  | selector: {matchLabels: {app: a b}}, TEMPLATE         | spec.selector.matchLabels, spec.selector
      Deployment  | selector: {matchExpressions: [{key: x, operator: NotIn, values: [a]}]}, TEMPLATE | -
      Deployment  | replicas: -1, selector: {matchLabels: {app: web}}, TEMPLATE | spec.replicas
      Deployment  | strategy: {type: Recreate, rollingUpdate: {}}, selector: {matchLabels: {app: web}}, TEMPLATE | spec.strategy.rollingUpdate
      Deployment  | strategy: {type: Blue}, selector: {matchLabels: {app: web}}, TEMPLATE | spec.strategy
      Deployment  | strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: "0%"}}, selector: {matchLabels: {app: web}}, TEMPLATE | spec.strategy.rollingUpdate.maxUnavailable
      Deployment  | strategy: {rollingUpdate: {maxSurge: "150%", maxUnavailable: "100%"}}, selector: {matchLabels: {app: web}}, TEMPLATE | -
      Deployment  | strategy: {rollingUpdate: {maxUnavailable: "101%"}}, selector: {matchLabels: {app: web}}, TEMPLATE | spec.strategy.rollingUpdate.maxUnavailable
      Deployment  | strategy: {rollingUpdate: {maxSurge: many}}, selector: {matchLabels: {app: web}}, TEMPLATE | spec.strategy.rollingUpdate.maxSurge
      Deployment  | selector: {matchLabels: {app: web}}, JOB              | spec.template.spec.restartPolicy
      Deployment  | selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}} | spec.template.spec.containers
      ReplicaSet  | selector: {}, TEMPLATE                                | spec.selector
      DaemonSet   | selector: {matchLabels: {app: db}}, TEMPLATE          | spec.template.metadata.labels
      StatefulSet | selector: {matchLabels: {app: db}}, TEMPLATE          | spec.template.metadata.labels
      StatefulSet | podManagementPolicy: Any, selector: {matchLabels: {app: web}}, TEMPLATE | spec.podManagementPolicy
      """)
  void whatTheServerRefuses(String kind, String spec, String fields) {
    assertThat(read("apps/v1", kind, spec).errors().split(", ")).containsExactlyInAnyOrder(fields.split(", "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Job     | TEMPLATE                                           | spec.template.spec.restartPolicy
      Job     | completions: -1, JOB                               | spec.completions
      Job     | completionMode: Indexed, JOB                       | spec.completions
      CronJob | jobTemplate: {spec: {JOB}}                         | spec.schedule
      CronJob | schedule: "* * *", jobTemplate: {spec: {JOB}}      | spec.schedule
      CronJob | schedule: "0 3 * * mon-fri", jobTemplate: {spec: {JOB}} | -
      CronJob | schedule: "@daily", concurrencyPolicy: None, jobTemplate: {spec: {JOB}} | spec.concurrencyPolicy
      """)
  void whatTheServerRefusesOfJobs(String kind, String spec, String fields) {
    assertThat(read("batch/v1", kind, spec).errors()).isEqualTo(fields);
  }

  @Test
  void theApiLeavesOutMetadataInThePathOfTemplateLabels() {
    assertThat(read("apps/v1", "Deployment", "selector: {matchLabels: {app: web}}, template: {metadata: "
        + "{labels: {app: web, a: b c}, annotations: {a b: c}}, spec: {containers: [{name: c, image: i}]}}").errors())
        .isEqualTo("spec.template.labels, spec.template.annotations");
  }
}
