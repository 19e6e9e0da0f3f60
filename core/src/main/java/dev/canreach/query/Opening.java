package dev.canreach.query;

import java.util.List;

/**
 * A change that lets the traffic pass. It was applied and the question asked again before it is shown.
 *
 * @param summary the change in words
 * @param manifest documents to add to the input, as YAML
 * @param alsoOpens other traffic that it lets pass
 */
public record Opening(String summary, String manifest, List<String> alsoOpens) {

  /** Copies the list. */
  public Opening {
    alsoOpens = List.copyOf(alsoOpens);
  }
}
