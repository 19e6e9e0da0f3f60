package dev.canreach.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Errors as `application/problem+json`, whatever threw them. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  static final String TYPE = "application/problem+json";
  private static final Map<Integer, String> TITLES = Map.of(400, "Bad Request", 401, "Unauthorized", 403, "Forbidden",
      404, "Not Found", 405, "Method Not Allowed", 413, "Content Too Large", 415, "Unsupported Media Type", 500,
      "Internal Server Error", 503, "Service Unavailable", 507, "Insufficient Storage");

  /** What a client is told whose body is beyond the limit. */
  public static final String TOO_LARGE = "the body is larger than this service takes: post fewer manifests at once";

  private Errors() {}

  /** Maps what handlers throw. */
  public static void addTo(RoutesConfig routes) {
    routes.exception(Problem.class, (problem, context) -> write(context, problem));
    routes.exception(HttpResponseException.class, (e, context) -> {
      if (e instanceof MethodNotAllowedResponse) {
        context.header("Allow", e.getDetails().getOrDefault("availableMethods", ""));
      }
      write(context, of(context, e.getStatus()));
    });
    routes.exception(Exception.class, (e, context) -> write(context, unexpected(context, e)));
  }

  private static Problem of(Context context, int status) {
    return switch (status) {
      case 404 ->
          Problem.of(404, "not-found", "there is no `" + context.path() + "`: `/openapi.yaml` lists what there is");
      case 405 -> Problem.of(405, "method-not-allowed", "`" + context.method() + "` is not what this path takes");
      case 413 -> Problem.tooLarge(TOO_LARGE);
      case 400 -> Problem.malformed("the request cannot be read: correct its path, headers and body; the parts of a"
          + " multipart body need a boundary and plain file names, and together they must be neither too large nor too many");
      default -> Problem.of(status, "refused", "the request cannot be served");
    };
  }

  private static Problem unexpected(Context context, Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException http && http.getCode() >= 400 && http.getCode() < 500) {
        return of(context, http.getCode());
      }
      if (cause instanceof ClosedChannelException || cause instanceof EofException) {
        return Problem.of(400, "connection-closed", "the connection ended before the request did");
      }
    }
    LOG.atError().addKeyValue("requestId", RequestScope.id(context)).setCause(exception).log("internal error");
    return Problem.of(500, "internal", "this is a bug: report it with the id of the request");
  }

  /** The body that says what is wrong. */
  static String body(Problem problem, String requestId) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("type", "about:blank");
    body.put("title", TITLES.getOrDefault(problem.status(), "Error"));
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.detail());
    body.put("requestId", requestId);
    return Json.write(body) + "\n";
  }

  private static void write(Context context, Problem problem) {
    if (problem.retryAfterSeconds() > 0) {
      context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    context.status(problem.status()).contentType(TYPE).result(body(problem, RequestScope.id(context)));
  }
}
