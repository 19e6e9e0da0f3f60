package dev.canreach.resource.kubernetes;

import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Labels;
import dev.canreach.resource.manifest.Names;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import java.util.Optional;
import java.util.Set;

/** Checks Jobs and CronJobs. */
final class JobRules {
  /** The names of the Jobs that a CronJob creates are 11 characters longer. */
  private static final int CRON_JOB_NAME_LENGTH = 52;

  private static final int SCHEDULE_FIELDS = 5;
  private static final Set<String> SCHEDULES = Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily",
      "@midnight", "@hourly");

  private JobRules() {}

  static Optional<String> cronJobName(String name) {
    return name.length() > CRON_JOB_NAME_LENGTH
        ? Optional.of("is too long: use " + CRON_JOB_NAME_LENGTH + " characters at most")
        : Names.dnsSubdomain(name);
  }

  static void checkJob(Subject subject) {
    Problems problems = subject.problems();
    Fields spec = subject.spec();
    checkSpec(spec, problems);
    if (spec.flag("manualSelector").orElse(false)) {
      if (!spec.has("selector")) {
        problems.required(spec.at("selector"), "`manualSelector: true` needs `selector`");
      } else if (!Labels.readSelector(spec.object("selector"))
          .matches(spec.object("template").object("metadata").mapping("labels"))) {
        problems.error(ProblemType.INVALID, spec.object("template").object("metadata").at("labels"),
            "`selector` doesn't select these labels of the template: make them agree");
      }
    }
  }

  private static void checkSpec(Fields spec, Problems problems) {
    WorkloadRules.notNegative(spec, problems, "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit",
        "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes");
    WorkloadRules.nonEmpty(spec, "completionMode").ifPresent(mode -> {
      problems.oneOf(spec.at("completionMode"), mode, "NonIndexed", "Indexed");
      if (mode.equals("Indexed") && !spec.has("completions")) {
        problems.required(spec.at("completions"), "`completionMode: Indexed` needs `completions`");
      }
    });
    Labels.checkSelector(spec.object("selector"), problems);
    Fields template = spec.object("template");
    WorkloadRules.checkTemplate(template, problems);
    Fields pod = template.object("spec");
    String policy = WorkloadRules.nonEmpty(pod, "restartPolicy").orElse("Always");
    problems.oneOf(pod.at("restartPolicy"), policy, "OnFailure", "Never");
  }

  static void checkCronJob(Subject subject) {
    Problems problems = subject.problems();
    Fields spec = subject.spec();
    String schedule = spec.textOrEmpty("schedule");
    if (schedule.isEmpty()) {
      problems.required(spec.at("schedule"), "a CronJob needs `schedule`");
    } else if (!isSchedule(schedule.strip())) {
      problems.invalid(spec.at("schedule"), schedule, "is no schedule: write five fields, such as `0 3 * * *`");
    }
    WorkloadRules.nonEmpty(spec, "concurrencyPolicy")
        .ifPresent(policy -> problems.oneOf(spec.at("concurrencyPolicy"), policy, "Allow", "Forbid", "Replace"));
    WorkloadRules.notNegative(spec, problems, "startingDeadlineSeconds", "successfulJobsHistoryLimit",
        "failedJobsHistoryLimit");
    Fields job = spec.object("jobTemplate").object("spec");
    checkSpec(job, problems);
    if (job.flag("manualSelector").orElse(false)) {
      problems.error(ProblemType.NOT_SUPPORTED, job.at("manualSelector"),
          "the Jobs of a CronJob get their selectors from the server: remove this");
    }
  }

  private static boolean isSchedule(String schedule) {
    if (schedule.startsWith("@")) {
      return SCHEDULES.contains(schedule) || schedule.startsWith("@every ");
    }
    int fields = 0;
    boolean inField = false;
    for (int i = 0; i < schedule.length(); i++) {
      char c = schedule.charAt(i);
      if (c == ' ' || c == '\t') {
        inField = false;
      } else if (Character.isLetterOrDigit(c) || "*/,-?".indexOf(c) >= 0) {
        fields += inField ? 0 : 1;
        inField = true;
      } else {
        return false;
      }
    }
    return fields == SCHEDULE_FIELDS;
  }
}
