package dev.canreach.model;

import java.util.Optional;

/** A fact about an object that its controller would report, and that a question can ask for (contract §2). */
public sealed interface Status {

  /** The object, {@code KIND/NAMESPACE/NAME}. */
  String object();

  /**
   * A condition.
   *
   * @param object the object, {@code KIND/NAMESPACE/NAME}
   * @param type the type, e.g. {@code Accepted}
   * @param parent the parent that it is about, {@code KIND/NAMESPACE/NAME} or {@code KIND/NAMESPACE/NAME#SECTION}; empty
   *     where it is about none
   * @param listener the listener that it is about; empty where it is about none
   * @param holds the status; empty where the input cannot decide
   * @param reason the reason, one word
   */
  record Condition(String object, String type, String parent, String listener, Optional<Boolean> holds, String reason)
      implements
        Status {}

  /**
   * How many routes attach to a listener.
   *
   * @param object the gateway, {@code KIND/NAMESPACE/NAME}
   * @param listener the name of the listener
   * @param count the number
   */
  record AttachedRoutes(String object, String listener, int count) implements Status {}
}
