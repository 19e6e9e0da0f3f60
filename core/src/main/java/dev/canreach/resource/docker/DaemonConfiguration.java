package dev.canreach.resource.docker;

import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of an engine, {@code daemon.json} (DOCKER/D-6).
 *
 * @param settings its scalar settings by key, and the options of new networks as {@code DRIVER:KEY=VALUE} entries
 * @param span where it begins
 */
public record DaemonConfiguration(SortedMap<String, String> settings, Span span) implements Resource {
  /** Copies the settings. */
  public DaemonConfiguration {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return "Docker daemon configuration";
  }

  @Override
  public String namespace() {
    return "";
  }

  @Override
  public String name() {
    return span.file();
  }
}
