package dev.canreach.resource.istio;

import dev.canreach.resource.Resource;
import dev.canreach.source.Span;

/** An object whose common part is read by one reader. */
public interface IstioResource extends Resource {
  /** What every object has. */
  IstioObject object();

  @Override
  default String apiVersion() {
    return object().apiVersion();
  }

  @Override
  default String kind() {
    return object().kind();
  }

  @Override
  default String namespace() {
    return object().meta().namespace();
  }

  @Override
  default String name() {
    return object().meta().name();
  }

  @Override
  default Span span() {
    return object().span();
  }
}
