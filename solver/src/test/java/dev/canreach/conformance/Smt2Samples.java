package dev.canreach.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Hands a sample of the problems that were solved to another build of the solver, as files, and compares. */
final class Smt2Samples implements ProbeSuite.ProbeListener {
  private static final int LARGEST = 500;

  private final Path solver;
  private final Path folder;
  private final int stride;
  private final List<String> violations = new ArrayList<>();
  private int seen;
  private int sampled;

  /**
   * @param solver the solver's binary, which reads a file name
   * @param folder where the files go
   * @param stride every how many-th definite answer is taken
   */
  Smt2Samples(Path solver, Path folder, int stride) {
    this.solver = solver;
    this.folder = folder;
    this.stride = stride;
  }

  @Override
  public void answered(String id, Product product, JsonNode question, JsonNode answer) {
    String verdict = answer.path("verdict").asString("");
    String expected = verdict.equals("reachable") ? "sat" : verdict.equals("blocked") ? "unsat" : "";
    if (expected.isEmpty() || seen++ % stride != 0 || sampled >= LARGEST) {
      return;
    }
    try {
      Path file = folder.resolve(String.format("%04d-%s.smt2", sampled++, expected));
      Files.writeString(file, product.smt2(question));
      Process process = new ProcessBuilder(solver.toString(), file.toString()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      process.waitFor();
      if (!output.lines().findFirst().orElse("").equals(expected)) {
        violations.add(id + " " + question + ": expected " + expected + " but " + solver + " said " + output.strip());
      }
    } catch (IOException e) {
      violations.add(id + " " + question + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      violations.add(id + " " + question + ": interrupted");
    }
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public String toString() {
    return sampled + " SMT-LIB files given to " + solver.getFileName() + ", " + violations.size() + " disagree";
  }
}
