package dev.canreach.agreement;

import dev.canreach.lower.Assumptions;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.SourceFile;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import dev.canreach.source.UnreadDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A random input: files, each with one object or a few that belong together. It shrinks by losing files.
 *
 * @param base files that every input of its kind has
 * @param objects the files that were drawn; `NAME` and `NUMBER` in them stand for what their position makes unique
 * @param assumptions what the user says, as on the command line
 */
record Input(List<String> base, List<String> objects, List<String> assumptions) {

  /** Draws an object. */
  @FunctionalInterface
  interface Maker {
    /** The text of an object. */
    String make(Draw draw);
  }

  /** Copies the lists. */
  Input {
    base = List.copyOf(base);
    objects = List.copyOf(objects);
    assumptions = List.copyOf(assumptions);
  }

  /** Between `least` and `most` objects, each made by one of the makers. */
  static Arbitrary<List<String>> objects(int least, int most, Maker... makers) {
    return Arbitraries.of(List.of(makers))
        .flatMap(maker -> Arbitraries.randomValue(random -> maker.make(new Draw(random))))
        .list()
        .ofMinSize(least)
        .ofMaxSize(most);
  }

  /** A cluster of Kubernetes with workloads, Services, and the objects. */
  static Arbitrary<Input> cluster(List<String> base, Arbitrary<List<String>> objects, String... assumptions) {
    List<String> all = Stream.concat(Stream.of(Cluster.BASE), base.stream()).toList();
    return Combinators.combine(objects(2, 5, Cluster::workload), objects(1, 2, Cluster::service), objects)
        .as((workloads, services, others) -> new Input(all,
            Stream.of(workloads, services, others).flatMap(List::stream).toList(), List.of(assumptions)));
  }

  /** The files, in which nothing stands for anything any more. */
  List<String> files() {
    List<String> files = new ArrayList<>(base);
    for (int i = 0; i < objects.size(); i++) {
      files.add(objects.get(i).replace("NAME", "o" + i).replace("NUMBER", Integer.toString(10 + i)));
    }
    return files;
  }

  /** What the pipeline makes of the input. */
  Snapshot snapshot() {
    Diagnostics diagnostics = new Diagnostics();
    List<Document> documents = new ArrayList<>();
    List<SourceFile> sources = new ArrayList<>();
    List<UnreadDocument> unread = new ArrayList<>();
    for (String text : files()) {
      String name = String.format("file-%02d.%s", sources.size(), text.startsWith("#!") ? "sh" : "yaml");
      SourceSet set = new SourceReader().read(name, text.getBytes(StandardCharsets.UTF_8), diagnostics);
      documents.addAll(set.documents());
      sources.addAll(set.files());
      unread.addAll(set.unread());
    }
    return Canreach.load(new SourceSet(documents, sources, unread), diagnostics,
        LoadOptions.DEFAULT.assuming(Assumptions.parse(assumptions).assumptions()));
  }

  /** The same choices whenever the input is the same. */
  Random random() {
    return new Random(files().hashCode());
  }

  @Override
  public String toString() {
    return "assuming " + assumptions + "\n" + String.join("\n---\n", files());
  }
}
