package dev.canreach.conformance;

import dev.canreach.lower.Assumptions;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.report.AnswerJson;
import dev.canreach.report.ComposeJson;
import dev.canreach.report.MapJson;
import dev.canreach.report.QuestionJson;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.readers.Readers;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceFile;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import dev.canreach.source.UnreadDocument;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One input loaded the way every program loads it, and asked in JSON. */
final class Product implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<String> manifests;
  private final Assumptions assumptions;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Snapshot snapshot;
  private final Session session;

  private Product(List<String> manifests, Assumptions assumptions) {
    this.manifests = List.copyOf(manifests);
    this.assumptions = assumptions;
    this.snapshot = snapshot(manifests, assumptions, diagnostics);
    this.session = isCrossChecked(manifests) ? snapshot.openCrossChecked() : snapshot.open();
  }

  /** Whether all interpreters are asked: about every input, or about a sample that is always the same. */
  private static boolean isCrossChecked(List<String> manifests) {
    String property = System.getProperty("canreach.crossCheck", "false");
    return property.equals("true")
        || (!property.equals("false") && Math.floorMod(manifests.hashCode(), Integer.parseInt(property)) == 0);
  }

  /** Loads the manifests of a case; `assume` is an object of keys and values, or missing. */
  static Product load(JsonNode manifests, JsonNode assume) {
    List<String> texts = new ArrayList<>();
    manifests.forEach(manifest -> texts.add(manifest.isString() ? manifest.asString() : manifest.toString()));
    List<String> entries = new ArrayList<>();
    assume.properties().forEach(entry -> entries.add(entry.getKey() + "=" + value(entry.getValue())));
    return new Product(texts, Assumptions.parse(entries).assumptions());
  }

  /** Loads documents without assumptions. */
  static Product load(List<String> documents) {
    return new Product(documents, Assumptions.NONE);
  }

  private static String value(JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(item.asString()));
      return String.join(",", items);
    }
    return value.isString() ? value.asString() : value.toString();
  }

  private static Snapshot snapshot(List<String> manifests, Assumptions assumptions, Diagnostics diagnostics) {
    List<Document> documents = new ArrayList<>();
    List<SourceFile> files = new ArrayList<>();
    List<UnreadDocument> unread = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      SourceSet set = read(i, manifests.get(i), diagnostics);
      documents.addAll(set.documents());
      files.addAll(set.files());
      unread.addAll(set.unread());
    }
    return Canreach.load(new SourceSet(documents, files, unread), diagnostics,
        LoadOptions.DEFAULT.assuming(assumptions));
  }

  private static SourceSet read(int index, String manifest, Diagnostics diagnostics) {
    String name = String.format("manifest-%05d.yaml", index);
    return new SourceReader().read(name, manifest.getBytes(StandardCharsets.UTF_8), diagnostics);
  }

  /** The same input without the objects of these ids, such as {@code NetworkPolicy x/p}. */
  Product without(Set<String> objects) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      if (!isOneOf(read(i, manifests.get(i), new Diagnostics()), objects)) {
        kept.add(manifests.get(i));
      }
    }
    return new Product(kept, assumptions);
  }

  private static boolean isOneOf(SourceSet manifest, Set<String> objects) {
    return Readers.read(manifest, new Diagnostics(), ReadOptions.DEFAULT)
        .resources()
        .stream()
        .anyMatch(resource -> objects.contains(resource.id()));
  }

  /** The same input with one more document. */
  Product with(String manifest) {
    List<String> more = new ArrayList<>(manifests);
    more.add(manifest);
    return new Product(more, assumptions);
  }

  /** The answer to a question, as the batch command writes it. */
  JsonNode ask(JsonNode question) {
    try {
      StringWriter out = new StringWriter();
      AnswerJson.writeLine(session.ask(QuestionJson.read(question.toString())), out);
      return MAPPER.readTree(out.toString());
    } catch (QuestionException e) {
      return MAPPER.createObjectNode().put("error", e.getMessage());
    }
  }

  /** The problem that a question comes to, in SMT-LIB 2; empty where it comes to none. */
  String smt2(JsonNode question) {
    try {
      return session.smt2(QuestionJson.read(question.toString()));
    } catch (QuestionException e) {
      return "";
    }
  }

  /** The normal form of the Compose project, or of the projects. */
  JsonNode normalForm() {
    StringWriter out = new StringWriter();
    ComposeJson.write(snapshot.inventory().all(ComposeProject.class), out);
    return MAPPER.readTree(out.toString());
  }

  /** The whole connectivity map. */
  JsonNode map() {
    StringWriter out = new StringWriter();
    new MapJson(snapshot.network(), Selection.ALL, Selection.ALL).write(List.of(), snapshot.coverage().line(), out);
    return MAPPER.readTree(out.toString());
  }

  /** The errors that `check` reports about the input. */
  List<Diagnostic> errors() {
    return diagnostics.sorted().stream().filter(each -> each.severity() == Severity.ERROR).toList();
  }

  /** Whether every object of the input is of a kind that is modelled, or that cannot matter. */
  boolean understandsEverything() {
    return snapshot.coverage().notUnderstood().isEmpty() && snapshot.coverage().unread() == 0;
  }

  @Override
  public void close() {
    session.close();
  }
}
