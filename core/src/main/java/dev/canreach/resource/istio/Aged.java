package dev.canreach.resource.istio;

import java.util.Comparator;

/** An object of which the oldest counts where several compete (ISTIO/I-5). */
public interface Aged extends IstioResource {
  /** Oldest first; objects without time of creation are equally old, and go by name, then namespace. */
  Comparator<Aged> OLDEST_FIRST = Comparator.comparing(Aged::created)
      .thenComparing(Aged::name)
      .thenComparing(Aged::namespace)
      .thenComparing(Aged::span);

  /** When it was created, as the server writes times; empty where that is not known. */
  default String created() {
    return object().created();
  }
}
