package dev.canreach.resource.compose;

import dev.canreach.resource.Resource;
import dev.canreach.source.MapNode;
import dev.canreach.source.Span;
import java.util.Objects;

/**
 * One Compose file as written: what it means depends on the files that it is merged with ({@link ComposeProject}).
 *
 * @param root its tree
 */
public record ComposeFile(MapNode root) implements Resource {
  /** Rejects nulls. */
  public ComposeFile {
    Objects.requireNonNull(root);
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return "Compose file";
  }

  @Override
  public String namespace() {
    return "";
  }

  @Override
  public String name() {
    return root.span().file();
  }

  @Override
  public Span span() {
    return root.span();
  }
}
