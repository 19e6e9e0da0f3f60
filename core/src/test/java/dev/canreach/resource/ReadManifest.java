package dev.canreach.resource;

import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests read from a text, for tests. */
public record ReadManifest(Inventory inventory, List<Diagnostic> diagnostics) {
  /** Reads with default options. */
  public static ReadManifest of(String yaml) {
    return of(yaml, ReadOptions.DEFAULT);
  }

  /** Reads. */
  public static ReadManifest of(String yaml, ReadOptions options) {
    var diagnostics = new Diagnostics();
    var sources = new SourceReader().read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8), diagnostics);
    Inventory inventory = Readers.read(sources, diagnostics, options);
    return new ReadManifest(inventory, diagnostics.sorted());
  }

  /** The only object of a type. */
  public <T extends Resource> T only(Class<T> type) {
    List<T> all = inventory.all(type);
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " objects of " + type + ", " + diagnostics);
    }
    return all.get(0);
  }

  /** The fields of the errors, with commas between them; {@code -} when there are none. */
  public String errors() {
    return fields(Severity.ERROR);
  }

  /** The fields of the warnings, with commas between them; {@code -} when there are none. */
  public String warnings() {
    return fields(Severity.WARNING);
  }

  private String fields(Severity severity) {
    List<String> fields = diagnostics.stream()
        .filter(each -> each.severity() == severity)
        .map(each -> each.field().isEmpty() ? "(object)" : each.field())
        .distinct()
        .toList();
    return fields.isEmpty() ? "-" : String.join(", ", fields);
  }
}
