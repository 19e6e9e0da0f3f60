package dev.canreach.source;

import java.util.Locale;
import java.util.Set;

/** Files that hold neither YAML nor JSON but a text that a dialect reads as a whole. */
final class PlainText {
  private static final String COREFILE = "Corefile";
  private static final Set<String> MANIFESTS = Set.of("yaml", "yml", "json", "conf", "conflist");
  private static final Set<String> SCRIPTS = Set.of("sh", "bash");

  private PlainText() {}

  /** Whether the name alone tells that a file in a folder is wanted, although it has no extension of a manifest. */
  static boolean isNamed(String file) {
    return last(file).equals(COREFILE);
  }

  /** Whether a file is a Corefile by its name, or a shell script by its extension or its first line. */
  static boolean is(String file, String text) {
    String extension = last(file).substring(last(file).lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return isNamed(file) || SCRIPTS.contains(extension)
        || (!MANIFESTS.contains(extension) && text.startsWith("#!")
            && text.substring(0, Lines.next(text, 0, text.length())).strip().endsWith("sh"));
  }

  private static String last(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }
}
