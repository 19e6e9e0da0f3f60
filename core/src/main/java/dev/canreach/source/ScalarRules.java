package dev.canreach.source;

import java.util.Optional;

/** How the program that will read a file takes its scalars. Each dialect names its rules; YAML 1.1 defaults are used nowhere. */
public interface ScalarRules {

  /** What the scalar means as a value. */
  Scalar resolve(ScalarNode node);

  /** The scalar as a mapping key, which is always a string to readers; empty when the reader refuses it as a key. */
  Optional<String> key(ScalarNode node);
}
