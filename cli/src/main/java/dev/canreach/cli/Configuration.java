package dev.canreach.cli;

import dev.canreach.intent.Intent;
import dev.canreach.intent.IntentReader;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file `.canreach.yaml`: assumptions that hold for a whole tree of manifests, and what is to be true of it.
 *
 * @param assume its assumptions as `KEY=VALUE`, in the order of the file
 * @param intents its intents
 */
record Configuration(List<String> assume, List<Intent> intents) {
  private static final String NAME = ".canreach.yaml";
  private static final Configuration NONE = new Configuration(List.of(), List.of());

  Configuration {
    assume = List.copyOf(assume);
    intents = List.copyOf(intents);
  }

  /** The configuration of the nearest folder that has one, from this folder up. */
  static Configuration nearest(Path directory) {
    @Nullable
    Path folder = directory.toAbsolutePath().normalize();
    while (folder != null) {
      Path file = folder.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
      folder = folder.getParent();
    }
    return NONE;
  }

  /** The configuration in a file. */
  static Configuration read(Path file) {
    Diagnostics diagnostics = new Diagnostics();
    SourceSet sources;
    try {
      sources = new SourceReader().read(file.toString(), Files.readAllBytes(file), diagnostics);
    } catch (IOException e) {
      throw new UsageException("`" + file + "` cannot be read");
    }
    refuse(diagnostics);
    List<String> assume = new ArrayList<>();
    List<Intent> intents = new ArrayList<>();
    for (Document document : sources.documents()) {
      MapNode root = mapping(document.root(), "the configuration");
      intents.addAll(IntentReader.read(root, diagnostics));
      for (MapNode.Entry entry : root.entries()) {
        String key = text(entry.key());
        if (IntentReader.KEYS.contains(key)) {
          continue;
        }
        if (!key.equals("assume")) {
          throw new UsageException(
              entry.key().span() + ": unknown key `" + key + "`: the keys are `assume`, `groups` and `intents`");
        }
        for (MapNode.Entry fact : mapping(entry.value(), "`assume`").entries()) {
          assume.add(text(fact.key()) + "=" + text(fact.value()));
        }
      }
    }
    refuse(diagnostics);
    return new Configuration(assume, intents);
  }

  /** A configuration with mistakes is not used. */
  private static void refuse(Diagnostics diagnostics) {
    List<String> mistakes = diagnostics.sorted()
        .stream()
        .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
        .map(DiagnosticText::line)
        .toList();
    if (!mistakes.isEmpty()) {
      throw new UsageException(String.join("\n", mistakes));
    }
  }

  private static MapNode mapping(Node node, String what) {
    if (node instanceof MapNode map) {
      return map;
    }
    throw new UsageException(node.span() + ": " + what + " must be a mapping, such as `assume: {cni: calico}`");
  }

  private static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.text();
    }
    throw new UsageException(node.span() + ": a text or number must stand here");
  }
}
