package dev.canreach.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.query.Answer;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Verdict;
import dev.canreach.report.QuestionJson;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** K8S/W-01, K8S/W-11: answers say that no pod runs now of what they are about. */
class IdleEndsTest {
  private static final String INPUT = """
      apiVersion: v1
      kind: Pod
      metadata: {name: live, namespace: a, labels: {app: live}}
      spec: {containers: [{name: c, image: x}]}
      status: {phase: Running}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: done, namespace: a}
      spec: {containers: [{name: c, image: x}]}
      status: {phase: Failed}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: db, namespace: a}
      spec: {replicas: 0, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: POD}}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate, namespace: a}
      spec: {template: {metadata: {labels: {app: m}}, spec: POD}}
      status: {conditions: [{type: Complete, status: "True"}]}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: running, namespace: a}
      spec: {template: {metadata: {labels: {app: m}}, spec: POD}}
      status: {conditions: [{type: Failed, status: "False"}]}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report, namespace: a}
      spec: {schedule: "* * * * *", suspend: true, jobTemplate: {spec: {template: {spec: POD}}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: a}
      spec: {selector: {app: db}, ports: [{port: 80}]}
      """.replace("POD", "{restartPolicy: Never, containers: [{name: c, image: x}]}");

  private static Answer.Judged ask(String from, String to) throws QuestionException {
    Diagnostics diagnostics = new Diagnostics();
    Snapshot snapshot = Canreach.load(
        new SourceReader().read("input.yaml", INPUT.getBytes(StandardCharsets.UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
    try (Session session = snapshot.open()) {
      return (Answer.Judged) session.ask(QuestionJson.read("""
          {"from": "%s", "to": "%s", "port": 80}""".formatted(from, to)));
    }
  }

  @ParameterizedTest
  @CsvSource({"pod/a/live, deployment/a/db, no pod of deployment/a/db runs now: `replicas` is 0",
    "pod/a/live, service/a/db, no pod of deployment/a/db runs now: `replicas` is 0",
    "job/a/migrate, pod/a/live, no pod of job/a/migrate runs now: it has finished",
    "cronjob/a/report, pod/a/live, no pod of cronjob/a/report runs now: it is suspended"})
  void noteSaysWhyNoPodRuns(String from, String to, String note) throws QuestionException {
    Answer.Judged answer = ask(from, to);
    assertThat(answer.verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(answer.notes()).singleElement().asString().startsWith(note);
  }

  @Test
  void whatRunsHasNoNote() throws QuestionException {
    assertThat(ask("job/a/running", "pod/a/live").notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pod/a/done, pod/a/live", "pod/a/live, pod/a/done", "pod/a/live, a/done"})
  void finishedPodsHaveNoNetwork(String from, String to) throws QuestionException {
    Answer.Judged answer = ask(from, to);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNROUTABLE);
    assertThat(answer.reason()).isEqualTo("pod/a/done has finished, and has no network any more");
  }
}
