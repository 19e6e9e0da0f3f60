package dev.canreach.resource.linkerd;

import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;

/** An object whose common part is read by one reader. */
public interface LinkerdResource extends Described {
  /** What every object has. */
  LinkerdObject object();

  @Override
  default String apiVersion() {
    return object().apiVersion();
  }

  @Override
  default String kind() {
    return object().kind();
  }

  @Override
  default ObjectMeta meta() {
    return object().meta();
  }

  @Override
  default Span span() {
    return object().span();
  }

  @Override
  default String id() {
    return object().id();
  }
}
