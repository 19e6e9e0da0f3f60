package dev.canreach.cli;

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
 * The file `.canreach.yaml`: assumptions that hold for a whole tree of manifests.
 *
 * @param assume its assumptions as `KEY=VALUE`, in the order of the file
 */
record Configuration(List<String> assume) {
  private static final String NAME = ".canreach.yaml";
  private static final Configuration NONE = new Configuration(List.of());

  Configuration {
    assume = List.copyOf(assume);
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

  private static Configuration read(Path file) {
    Diagnostics diagnostics = new Diagnostics();
    SourceSet sources;
    try {
      sources = new SourceReader().read(file.toString(), Files.readAllBytes(file), diagnostics);
    } catch (IOException e) {
      throw new UsageException("`" + file + "` cannot be read");
    }
    diagnostics.sorted()
        .stream()
        .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
        .findFirst()
        .ifPresent(diagnostic -> {
          throw new UsageException(DiagnosticText.line(diagnostic));
        });
    List<String> assume = new ArrayList<>();
    for (Document document : sources.documents()) {
      for (MapNode.Entry entry : mapping(document.root(), "the configuration").entries()) {
        String key = text(entry.key());
        if (!key.equals("assume")) {
          throw new UsageException(entry.key().span() + ": unknown key `" + key + "`: the only key is `assume`");
        }
        for (MapNode.Entry fact : mapping(entry.value(), "`assume`").entries()) {
          assume.add(text(fact.key()) + "=" + text(fact.value()));
        }
      }
    }
    return new Configuration(assume);
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
