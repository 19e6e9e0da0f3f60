package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Protocol;
import dev.canreach.source.Span;

/** A port of an administrator's rule (K8S/P-14). */
public sealed interface AdminPort {
  /** Ports by number, both ends included. */
  record Range(Protocol protocol, int first, int last, Span span) implements AdminPort {}

  /** The ports of any protocol that a pod gives this name. */
  record Named(String name, Span span) implements AdminPort {}

  /** A port that matches nothing: refused, or of a protocol that does not exist (K8S/KX-7). */
  record Invalid(Span span) implements AdminPort {}
}
