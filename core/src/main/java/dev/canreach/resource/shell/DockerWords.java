package dev.canreach.resource.shell;

import java.util.List;
import java.util.Set;

/** Finds what a command asks of the Docker client. */
final class DockerWords {
  private static final Set<String> CLIENT_VALUES = Set.of("-H", "--host", "-c", "--context", "--config", "-l",
      "--log-level", "--tlscacert", "--tlscert", "--tlskey");

  private DockerWords() {}

  /** The words behind `docker` and its own options; none for another command. */
  static List<String> of(List<String> words) {
    int next = 0;
    if (words.get(0).equals("sudo")) {
      next = 1;
      while (next < words.size() && words.get(next).startsWith("-")) {
        next++;
      }
    }
    if (next >= words.size() || !words.get(next).equals("docker")) {
      return List.of();
    }
    next++;
    while (next < words.size() && words.get(next).startsWith("-")) {
      next += CLIENT_VALUES.contains(words.get(next)) ? 2 : 1;
    }
    return next < words.size() ? words.subList(next, words.size()) : List.of();
  }
}
