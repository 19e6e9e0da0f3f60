package dev.canreach.model;

import java.util.List;

/**
 * The steps that a packet meets, in order. It arrives when every hop takes it and no stage denies it.
 *
 * @param steps the steps
 */
public record Path(List<Step> steps) {

  /** Copies the steps. */
  public Path {
    steps = List.copyOf(steps);
  }
}
