package dev.canreach.api.admission;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API server asks: may this change of one object happen?
 *
 * @param uid names the request; the answer repeats it
 * @param operation what happens to the object
 * @param name how messages name the object
 * @param subresource the part of the object that changes; empty for the object itself
 * @param dryRun whether nothing is kept
 * @param byController whether a controller of workloads asks for it, as the API server says who does
 * @param object the object after the change; none when it is deleted
 * @param oldObject the object before the change; none when it is created
 */
record Review(String uid, Operation operation, String name, String subresource, boolean dryRun,
    boolean byController,
    Optional<ObjectNode> object, Optional<ObjectNode> oldObject) {

  static final String API_VERSION = "admission.k8s.io/v1";
  static final String KIND = "AdmissionReview";

  private static final String CONTROLLER = "system:serviceaccount:kube-system:";

  /** Those that make pods from templates; whose pods carry what labels is up to the templates. */
  private static final Set<String> CONTROLLERS = Set.of("system:kube-controller-manager",
      CONTROLLER + "replicaset-controller", CONTROLLER + "replication-controller",
      CONTROLLER + "statefulset-controller",
      CONTROLLER + "daemon-set-controller", CONTROLLER + "job-controller", CONTROLLER + "cronjob-controller",
      CONTROLLER + "deployment-controller");

  /** What happens to an object. */
  enum Operation {
    CREATE, UPDATE, DELETE, CONNECT
  }

  Review {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(name);
    Objects.requireNonNull(subresource);
  }

  /**
   * Reads the body.
   *
   * @throws Problem when it is no request that could be answered
   */
  static Review read(ObjectNode body) {
    if (!KIND.equals(Json.text(body, "kind").orElse(""))
        || !API_VERSION.equals(Json.text(body, "apiVersion").orElse(""))) {
      throw Problem.malformed("the body is no `" + KIND + "` of `" + API_VERSION + "`");
    }
    ObjectNode request = object(body, "request")
        .orElseThrow(() -> Problem.malformed("the review has no `request`"));
    String uid = Json.text(request, "uid").orElse("");
    if (uid.isEmpty()) {
      throw Problem.malformed("the request has no `uid`");
    }
    Operation operation = operation(Json.text(request, "operation").orElse(""));
    String namespace = Json.text(request, "namespace").orElse("");
    String name = Json.text(request, "name").orElse("");
    Optional<ObjectNode> object = object(request, "object").map(each -> completed(each, namespace, name));
    Optional<ObjectNode> oldObject = object(request, "oldObject").map(each -> completed(each, namespace, name));
    String needed = operation == Operation.DELETE ? "oldObject" : "object";
    if (operation != Operation.CONNECT && (operation == Operation.DELETE ? oldObject : object).isEmpty()) {
      throw Problem.malformed("the request has no `" + needed + "`");
    }
    return new Review(uid, operation, name(request, namespace), Json.text(request, "subResource").orElse(""),
        request.path("dryRun").asBoolean(false), CONTROLLERS.contains(user(request)), object, oldObject);
  }

  private static Operation operation(String text) {
    try {
      return Operation.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Problem.malformed("the request has no `operation` that is known");
    }
  }

  private static String user(ObjectNode request) {
    return object(request, "userInfo").flatMap(user -> Json.text(user, "username")).orElse("");
  }

  private static String name(ObjectNode request, String namespace) {
    String kind = object(request, "kind").flatMap(each -> Json.text(each, "kind")).orElse("object");
    String name = Json.text(request, "name").orElse("");
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }

  private static Optional<ObjectNode> object(ObjectNode parent, String member) {
    return parent.get(member) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  /** The object as it will be stored: with the namespace of the request, a name, and without what the server notes in it. */
  private static ObjectNode completed(ObjectNode object, String namespace, String name) {
    ObjectNode copy = object.deepCopy();
    ObjectNode metadata = copy.get("metadata") instanceof ObjectNode given ? given : copy.putObject("metadata");
    metadata.remove("managedFields");
    metadata.remove("resourceVersion");
    metadata.remove("generation");
    if (!namespace.isEmpty() && lacks(metadata, "namespace") && !isNamespace(copy)) {
      metadata.put("namespace", namespace);
    }
    if (lacks(metadata, "name")) {
      metadata.put("name", name.isEmpty() ? metadata.path("generateName").asString("") + "new" : name);
    }
    return copy;
  }

  private static boolean lacks(ObjectNode metadata, String member) {
    return metadata.path(member).asString("").isEmpty();
  }

  /** The request for a Namespace names the namespace itself. */
  private static boolean isNamespace(ObjectNode object) {
    return "Namespace".equals(object.path("kind").asString(""));
  }

  /** Whether the change is one of the object itself, and more than what the server notes in it. */
  boolean isChange() {
    return subresource.isEmpty() && operation != Operation.CONNECT
        && !(operation == Operation.UPDATE && object.equals(oldObject));
  }
}
