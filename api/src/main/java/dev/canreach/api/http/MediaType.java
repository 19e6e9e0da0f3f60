package dev.canreach.api.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;

/** What a body is said to be. */
public final class MediaType {
  /** JSON. */
  public static final String JSON = "application/json";
  /** Parts, each with a name. */
  public static final String MULTIPART = "multipart/form-data";

  private static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private MediaType() {}

  /** The type of the body in lower case, without its parameters; empty when the client does not say. */
  public static String of(Context context) {
    String type = context.contentType();
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /** Whether this is one of the names of YAML. */
  public static boolean isYaml(String type) {
    return YAML.contains(type);
  }
}
