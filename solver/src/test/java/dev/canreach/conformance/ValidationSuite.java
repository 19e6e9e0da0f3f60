package dev.canreach.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A suite of single manifests, a JSON object a line, with what the servers that own their kinds say about them. */
final class ValidationSuite {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final Divergences divergences;

  ValidationSuite(String name, Divergences divergences) {
    this.name = name;
    this.divergences = divergences;
  }

  Tally run(Path file) throws IOException {
    Tally tally = new Tally(name);
    for (String line : Files.readAllLines(file)) {
      JsonNode suiteCase = MAPPER.readTree(line);
      tally.addCase();
      String id = suiteCase.path("id").asString();
      boolean valid = suiteCase.path("valid").asBoolean();
      try (Product product = Product.load(List.of(suiteCase.path("manifest").asString()))) {
        Outcome outcome = outcome(id, valid, product);
        tally.count(valid ? "valid" : "invalid", outcome);
        tally.add(outcome, id + " is " + (valid ? "valid" : "invalid: " + suiteCase.path("errors")) + " but we say "
            + product.errors());
      }
    }
    return tally;
  }

  /** An error on a valid manifest is wrong; a mistake that nobody notices is a gap. */
  private Outcome outcome(String id, boolean valid, Product product) {
    if (!product.understandsEverything() && product.errors().isEmpty()) {
      return Outcome.NOT_APPLICABLE;
    }
    if (valid == product.errors().isEmpty()) {
      return Outcome.PASSED;
    }
    if (divergences.excuses(name, id, "")) {
      return Outcome.DIVERGING;
    }
    return valid ? Outcome.WRONG : Outcome.UNKNOWN;
  }
}
