package dev.canreach.report;

import dev.canreach.lint.Finding;
import dev.canreach.lint.Related;
import dev.canreach.packet.Packet;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** What `check` found, for people: worst first, each with the line that it is about. */
public final class CheckText {
  private final Style style;
  private final BiFunction<String, Integer, String> lines;

  /**
   * Findings in a style.
   *
   * @param lines the text of a line of a file; empty where it cannot be shown
   */
  public CheckText(Style style, BiFunction<String, Integer, String> lines) {
    this.style = style;
    this.lines = lines;
  }

  /** The whole text, with a summary. */
  public String render(List<Diagnostic> diagnostics, List<Finding> findings, String coverage) {
    StringBuilder out = new StringBuilder();
    for (Severity severity : Severity.values()) {
      diagnostics.stream().filter(each -> each.severity() == severity).forEach(each -> out.append(diagnostic(each)));
      findings.stream().filter(each -> each.severity() == severity).forEach(each -> out.append(finding(each)));
    }
    return out.append(summary(diagnostics, findings)).append("\n").append(coverage).append("\n").toString();
  }

  private String diagnostic(Diagnostic diagnostic) {
    String field = diagnostic.field().isEmpty() ? "" : " (" + diagnostic.field() + ")";
    return head(diagnostic.severity(), "", diagnostic.message() + field) + place(diagnostic.span()) + "\n";
  }

  private String finding(Finding finding) {
    StringBuilder out = new StringBuilder(head(finding.severity(), finding.rule(), finding.message()));
    out.append(place(finding.span()));
    for (Related related : finding.related()) {
      out.append("   also  ").append(related.span()).append("  ").append(related.message()).append('\n');
    }
    finding.witness().ifPresent(packet -> out.append("   e.g.  ").append(traffic(packet)).append('\n'));
    return out.append("   why   canreach explain ").append(finding.rule()).append("\n\n").toString();
  }

  private static String traffic(Packet packet) {
    String source = packet.source().address().map(address -> "from " + address + " ").orElse("");
    String destination = packet.destination().address().map(address -> "to " + address + " ").orElse("");
    return "a packet " + source + destination + "with " + packet.traffic();
  }

  private String head(Severity severity, String rule, String message) {
    String word = severity.name().toLowerCase(Locale.ROOT);
    String painted = switch (severity) {
      case ERROR -> style.bad(word);
      case WARNING -> style.open(word);
      case NOTE -> style.faint(word);
    };
    return painted + (rule.isEmpty() ? "" : " " + rule) + "  " + message + "\n";
  }

  /** The place, and the line with a mark below the column. */
  private String place(Span span) {
    String number = Integer.toString(span.line());
    String margin = " ".repeat(number.length());
    StringBuilder out = new StringBuilder();
    out.append(margin).append(" ╭─ ").append(span).append('\n');
    String line = lines.apply(span.file(), span.line());
    if (!line.isBlank()) {
      String shown = line.length() > style.width() ? line.substring(0, style.width()) : line;
      out.append(style.faint(number)).append(" │ ").append(shown.replace('\t', ' ')).append('\n');
      if (span.column() <= shown.length()) {
        out.append(margin).append(" │ ").append(" ".repeat(span.column() - 1)).append("^\n");
      }
    }
    return out.toString();
  }

  private static String summary(List<Diagnostic> diagnostics, List<Finding> findings) {
    Map<Severity, Integer> counts = new TreeMap<>();
    TreeSet<String> files = new TreeSet<>();
    diagnostics.forEach(each -> {
      counts.merge(each.severity(), 1, Integer::sum);
      files.add(each.span().file());
    });
    findings.forEach(each -> {
      counts.merge(each.severity(), 1, Integer::sum);
      files.add(each.span().file());
    });
    if (counts.isEmpty()) {
      return "no findings";
    }
    List<String> parts = counts.entrySet().stream().map(entry -> {
      String word = entry.getKey().name().toLowerCase(Locale.ROOT);
      return entry.getValue() + " " + word + (entry.getValue() == 1 ? "" : "s");
    }).toList();
    return String.join(", ", parts) + " in " + files.size() + (files.size() == 1 ? " file" : " files");
  }
}
