package dev.canreach.lower.istio;

import java.util.List;

/** Who sees an object of another namespace (ISTIO/I-12). */
final class Visibility {
  private static final List<String> EVERYBODY = List.of("*");

  private Visibility() {}

  /** The namespaces by name, or everybody. */
  static List<String> normal(String namespace, List<String> exportTo, List<String> byDefault) {
    List<String> written = exportTo.isEmpty() ? byDefault : exportTo;
    return written.isEmpty()
        ? EVERYBODY
        : written.stream().map(target -> target.equals(".") ? namespace : target).distinct().sorted().toList();
  }
}
