package dev.canreach.api.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import org.jspecify.annotations.Nullable;

/** The path as it is registered: one name for whatever clients write into it, so that metrics stay few. */
final class RouteName {
  private RouteName() {}

  static String of(Context context) {
    @Nullable
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    return endpoint == null ? "none" : endpoint.path;
  }
}
