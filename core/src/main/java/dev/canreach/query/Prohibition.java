package dev.canreach.query;

import java.util.List;

/**
 * Traffic that must not pass.
 *
 * @param from the spellings of the ends that must not open it; empty for everything that can open connections: listed
 *     endpoints, outside addresses, and new pods in every namespace of the input
 * @param to the spelling of the end that it must not reach
 * @param traffic which packets are meant, as they arrive; its own ends have no influence
 * @param exemptions what may pass all the same
 */
public record Prohibition(List<String> from, String to, Question traffic, List<Exemption> exemptions) {

  /** Copies the lists. */
  public Prohibition {
    from = List.copyOf(from);
    exemptions = List.copyOf(exemptions);
  }

  /**
   * Traffic that may pass.
   *
   * @param from the spelling of the ends that may open it
   * @param to the spelling of the ends that it may reach; empty for every end
   * @param traffic which packets are meant, as they arrive
   */
  public record Exemption(String from, String to, Question traffic) {}

  /** What became of a prohibition. */
  public sealed interface Result {}

  /** No packet passes whatever the open assumptions are: it is proved. */
  public record Kept() implements Result {}

  /**
   * A packet passes.
   *
   * @param witness the packet
   */
  public record Broken(Answer.Witness witness) implements Result {}

  /**
   * It could not be proved, and no packet was found that passes for certain.
   *
   * @param reason why, in words
   */
  public record Open(String reason) implements Result {}
}
