package dev.canreach.report;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.query.Selection;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** Maps as tables and graphs: identical peers merged, or pair by pair. */
public final class MapText {
  private static final int CELL = 56;

  private final MapRows rows;
  private final MapNames names;
  private final NotShown notShown;
  private final boolean expand;

  /**
   * A map.
   *
   * @param expand whether every pair stands for itself
   */
  public MapText(Network network, Selection from, Selection to, boolean expand) {
    this.rows = new MapRows(network, from, to);
    this.names = new MapNames(rows);
    this.notShown = new NotShown(network, to);
    this.expand = expand;
  }

  /** One line of a table: who, whom, on what. */
  private record Entry(List<String> from, List<String> to, String traffic) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    if (expand) {
      BitSet sources = rows.sources();
      for (int source = sources.nextSetBit(0); source >= 0; source = sources.nextSetBit(source + 1)) {
        expand(source, entries);
      }
      return entries;
    }
    for (MapRows.Line line : rows.merged()) {
      List<Endpoint> from = members(line.from(), rows::sourceMembers);
      List<Endpoint> to = new ArrayList<>(members(line.to(), rows::destinationMembers));
      if (from.size() == 1) {
        to.removeAll(from);
      }
      List<String> targets = names.of(to, addresses(line.to(), rows::destinationAddresses),
          from.size() == 1 ? from : List.of());
      entries.add(new Entry(names.of(from, addresses(line.from(), rows::sourceAddresses), List.of()), targets,
          TrafficText.of(line.traffic())));
    }
    return entries;
  }

  private void expand(int source, List<Entry> entries) {
    List<String> from = single(rows.sourceMembers(source), rows.sourceAddresses(source));
    for (MapRows.Reach group : rows.row(source)) {
      if (group.traffic().isEmpty()) {
        continue;
      }
      String traffic = TrafficText.of(group.traffic());
      group.to().stream().forEach(destination -> {
        for (String target : single(rows.destinationMembers(destination), rows.destinationAddresses(destination))) {
          from.stream()
              .filter(origin -> !origin.equals(target))
              .forEach(origin -> entries.add(new Entry(List.of(origin), List.of(target), traffic)));
        }
      });
    }
  }

  private List<String> single(List<Endpoint> members, AddressSet addresses) {
    List<String> each = new ArrayList<>(members.stream().map(names::name).toList());
    addresses.ranges().forEach(range -> each.add(range.toString()));
    return each;
  }

  private static List<Endpoint> members(BitSet ends, IntFunction<List<Endpoint>> of) {
    return ends.stream().mapToObj(of).flatMap(List::stream).toList();
  }

  private static AddressSet addresses(BitSet ends, IntFunction<AddressSet> of) {
    return ends.stream().mapToObj(of).reduce(AddressSet.EMPTY, AddressSet::union);
  }

  /** The open assumptions that some connection depends on. */
  private List<Assumption> open() {
    TreeSet<Assumption> open = new TreeSet<>();
    rows.merged()
        .stream()
        .filter(line -> !line.traffic().isExact())
        .forEach(line -> line.to()
            .stream()
            .forEach(to -> open.addAll(rows.open(line.from().nextSetBit(0), to))));
    return List.copyOf(open);
  }

  /** A table for people. */
  public void writeText(PrintWriter out) {
    List<Entry> entries = entries();
    if (entries.isEmpty()) {
      out.print("nobody can reach anybody" + (notShown.entries().isEmpty() ? "" : " directly") + "\n");
    }
    List<String[]> table = new ArrayList<>();
    table.add(new String[]{"FROM", "TO", "TRAFFIC"});
    entries.forEach(entry -> add(table, entry));
    int from = table.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    int to = table.stream().mapToInt(row -> row[1].length()).max().orElse(0);
    if (!entries.isEmpty()) {
      for (String[] row : table) {
        out.print((pad(row[0], from) + "  " + pad(row[1], to) + "  " + row[2]).stripTrailing() + "\n");
      }
    }
    List<Assumption> open = open();
    if (!open.isEmpty()) {
      out.print("\n");
      open.forEach(assumption -> out.print("depends on whether " + assumption.statement()
          + (assumption.remedy().isEmpty() ? "" : "; to settle it: " + assumption.remedy()) + "\n"));
    }
    notShown.line().ifPresent(line -> out.print("\n" + line + "\n"));
  }

  private static void add(List<String[]> table, Entry entry) {
    List<String> from = lines(entry.from());
    List<String> to = lines(entry.to());
    for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
      table.add(new String[]{i < from.size() ? from.get(i) : "", i < to.size() ? to.get(i) : "",
        i == 0 ? entry.traffic() : ""});
    }
  }

  /** Names in lines that a column can hold. */
  private static List<String> lines(List<String> names) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String name : names) {
      if (!line.isEmpty() && line.length() + 2 + name.length() > CELL) {
        lines.add(line.append(',').toString());
        line = new StringBuilder();
      }
      line.append(line.isEmpty() ? "" : ", ").append(name);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Comma-separated values as RFC 4180 has them, with `\n` at the end of lines: connections only, as it knows no remarks. */
  public void writeCsv(PrintWriter out) {
    out.print("from,to,traffic\n");
    for (Entry entry : entries()) {
      out.print(field(String.join("; ", entry.from())) + "," + field(String.join("; ", entry.to())) + ","
          + field(entry.traffic()) + "\n");
    }
  }

  private static String field(String text) {
    return text.contains(",") || text.contains("\"") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }

  /** A table in Markdown. */
  public void writeMarkdown(PrintWriter out) {
    out.print("| From | To | Traffic |\n|---|---|---|\n");
    for (Entry entry : entries()) {
      out.print("| " + String.join(", ", entry.from()) + " | " + String.join(", ", entry.to()) + " | " + entry.traffic()
          + " |\n");
    }
    notShown.line().ifPresent(line -> out.print("\n" + line + "\n"));
  }

  /** A graph for Graphviz. */
  public void writeDot(PrintWriter out) {
    out.print("digraph reachability {\n  rankdir=LR;\n  node [shape=box];\n");
    notShown.line().ifPresent(line -> out.print("  // " + line + "\n"));
    for (Entry entry : entries()) {
      out.print(
          "  " + quoted(String.join("\\n", entry.from())) + " -> " + quoted(String.join("\\n", entry.to())) + " [label="
              + quoted(entry.traffic()) + "];\n");
    }
    out.print("}\n");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }

  /** A graph for Mermaid. */
  public void writeMermaid(PrintWriter out) {
    out.print("flowchart LR\n");
    notShown.line().ifPresent(line -> out.print("  %% " + line + "\n"));
    List<String> nodes = new ArrayList<>();
    for (Entry entry : entries()) {
      String from = node(String.join(", ", entry.from()), nodes, out);
      String to = node(String.join(", ", entry.to()), nodes, out);
      out.print("  " + from + " -->|\"" + entry.traffic() + "\"| " + to + "\n");
    }
  }

  private static String node(String label, List<String> nodes, PrintWriter out) {
    int known = nodes.indexOf(label);
    if (known >= 0) {
      return "n" + known;
    }
    nodes.add(label);
    String id = "n" + (nodes.size() - 1);
    out.print("  " + id + "[\"" + label + "\"]\n");
    return id;
  }
}
