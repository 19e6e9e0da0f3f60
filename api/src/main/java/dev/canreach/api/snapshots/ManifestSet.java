package dev.canreach.api.snapshots;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Sha256;
import dev.canreach.lower.Assumptions;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Manifests in their normal form: texts in UTF-8 with `\n` at the ends of lines and no byte order mark, by name; and
 * how they are to be read. Equal contents have equal ids, whatever way they came in.
 *
 * @param texts the texts by name
 * @param namespace the namespace of objects without one
 * @param assume assumptions as `KEY=VALUE`, sorted
 */
public record ManifestSet(SortedMap<String, String> texts, String namespace, List<String> assume) {
  /** Brings the parts into their normal form. */
  public ManifestSet {
    Objects.requireNonNull(namespace);
    SortedMap<String, String> normal = new TreeMap<>();
    texts.forEach((name, text) -> normal.put(name, normal(text)));
    texts = normal;
    assume = assume.stream().sorted().distinct().toList();
  }

  private static String normal(String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return unmarked.replace("\r\n", "\n");
  }

  /** What names this content: 64 hexadecimal digits. */
  public String id() {
    return id(toBytes());
  }

  /** The id of a content in the form of {@link #toBytes()}. */
  static String id(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  /** This content as JSON; equal contents have equal bytes. */
  byte[] toBytes() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", 1);
    root.put("namespace", namespace);
    ArrayNode facts = root.putArray("assume");
    assume.forEach(facts::add);
    ObjectNode files = root.putObject("texts");
    texts.forEach(files::put);
    return Json.write(root).getBytes(StandardCharsets.UTF_8);
  }

  /** The content that {@link #toBytes()} wrote. */
  static ManifestSet fromBytes(byte[] bytes) {
    ObjectNode root = Json.object(bytes);
    SortedMap<String, String> texts = new TreeMap<>();
    if (root.get("texts") instanceof ObjectNode files) {
      files.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue()));
    }
    return new ManifestSet(texts, Json.text(root, "namespace").orElse("default"), Json.texts(root, "assume"));
  }

  /** How many characters the texts have. */
  long length() {
    return texts.values().stream().mapToLong(String::length).sum();
  }

  /** Reads the manifests. */
  Snapshot load() {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    texts.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    Diagnostics diagnostics = new Diagnostics();
    SourceSet sources = new SourceReader().read(bytes, diagnostics);
    Assumptions assumptions = Assumptions.parse(assume).assumptions();
    return Canreach.load(sources, diagnostics, new LoadOptions(namespace, false, assumptions));
  }
}
