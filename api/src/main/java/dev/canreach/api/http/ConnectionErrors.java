package dev.canreach.api.http;

import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors of requests that no route sees, since their first line or headers are broken, in the form of all others. */
public final class ConnectionErrors extends ErrorHandler {

  @Override
  protected void generateResponse(Request request, Response response, int code, @Nullable String message,
      @Nullable Throwable cause, Callback callback) {
    Problem problem = Problem.of(code, "refused", "the request cannot be read: correct its first line and its headers");
    String body = Errors.body(problem, UUID.randomUUID().toString());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Errors.TYPE);
    Content.Sink.write(response, true, body, callback);
  }
}
