package dev.canreach.report;

import dev.canreach.diff.Difference;
import dev.canreach.diff.Ends;
import dev.canreach.diff.UndecidedWay;
import dev.canreach.diff.WayChange;
import dev.canreach.diff.WayExample;
import dev.canreach.diff.Ways;
import dev.canreach.model.Origin;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.sets.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The part of a difference that is about entries of the network, for people. */
final class DiffWays {
  private static final String COMPARED = "compared: connections straight from one end to another, and through Services, node "
      + "ports, load balancers, published ports, gateways and proxies of a mesh; of single requests those that rules "
      + "mention; of names those of Services, not those of single pods and containers";

  private final Ways ways;
  private final MapNames names;
  private final Style style;
  private final DiffRequests requests;

  DiffWays(Ways ways, MapNames names, Style style) {
    this.ways = ways;
    this.names = names;
    this.style = style;
    requests = new DiffRequests(ways.requests(), names, style);
  }

  /** What was opened, or what was closed, one way after the other. */
  void changes(StringBuilder out, boolean opened) {
    for (WayChange change : opened ? ways.opened() : ways.closed()) {
      line(out, change.from(), change.to(), change.via(), text(change.traffic()));
      out.append(DiffText.INDENT).append("e.g. ").append(example(change.example())).append('\n');
      reasons(change.example(), opened).forEach(line -> out.append(DiffText.INDENT).append(line).append('\n'));
    }
    requests.changes(out, opened);
  }

  /** Whether nothing was opened, or nothing closed. */
  boolean isEmpty(boolean opened) {
    return (opened ? ways.opened() : ways.closed()).isEmpty() && requests.isEmpty(opened);
  }

  private void line(StringBuilder out, Ends from, List<String> to, List<String> via, String traffic) {
    out.append("  ").append(names.of(from)).append(" → ").append(String.join(", ", to));
    out.append(" via ").append(String.join(", ", via)).append("  ").append(traffic).append('\n');
  }

  private String text(SortedMap<IpFamily, TrafficSet> traffic) {
    return TrafficText.of(traffic, names.bothFamilies());
  }

  private static String example(WayExample example) {
    return example.from() + " → " + example.via() + " " + example.sent().traffic()
        + ", arrives at " + example.to() + port(example.arrives());
  }

  private static String port(Packet packet) {
    return packet.protocol().hasPorts() ? " " + packet.destinationPort() : "";
  }

  private List<String> reasons(WayExample example, boolean opened) {
    List<String> lines = new ArrayList<>();
    lines.add(said("forwarded " + (opened ? "now" : "before") + " by", example.by()));
    String blocked = opened ? "before" : "now";
    example.blockedBy().forEach(origin -> lines.add(said("blocked " + blocked + " by", origin)));
    if (example.blockedBy().isEmpty()) {
      lines.add(opened ? "nothing forwarded it there before" : "nothing forwards it there now");
    }
    return lines;
  }

  private String said(String what, Origin origin) {
    return what + " " + origin.describe() + "  " + style.faint(origin.span().toString());
  }

  /** What may have changed, and what was not compared. */
  void undecided(StringBuilder out) {
    for (UndecidedWay each : ways.undecided()) {
      line(out, each.from(), each.to(), each.via(), "perhaps " + text(each.traffic()));
      DiffText.questions(out, each.open());
    }
    requests.undecided().forEach(line -> out.append("  ").append(line).append('\n'));
  }

  /** What the difference is about, and what was left out. */
  String compared() {
    return COMPARED + requests.notCompared();
  }

  /** How many ways changed; nothing where there are none. */
  String summary() {
    Difference.Pairs counts = ways.counts();
    long all = counts.changed() + counts.undecided() + counts.unsettled() + counts.unchanged();
    if (all == 0) {
      return "";
    }
    return "; through entries: " + counts.changed() + DiffText.changed(counts);
  }

  /** Tables in Markdown. */
  void markdown(StringBuilder out) {
    table(out, "Opened", ways.opened());
    table(out, "Closed", ways.closed());
    requests.markdown(out);
    if (ways.isUndecided()) {
      out.append("### Undecided through entries\n\n");
      for (UndecidedWay each : ways.undecided()) {
        StringBuilder line = new StringBuilder();
        line(line, each.from(), each.to(), each.via(), "perhaps " + text(each.traffic()));
        String why = String.join("; ", each.open().stream().map(Assumption::statement).toList());
        out.append("- ").append(DiffText.cell(line.toString().strip()));
        out.append(why.isEmpty() ? "" : ": depends on whether " + DiffText.cell(why)).append('\n');
      }
      requests.undecided().forEach(line -> out.append("- ").append(DiffText.cell(line)).append('\n'));
      out.append('\n');
    }
  }

  private void table(StringBuilder out, String title, List<WayChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.append("### ").append(title).append(" through entries\n\n");
    out.append("| From | Via | To | Traffic | For instance | Because |\n|---|---|---|---|---|---|\n");
    for (WayChange change : changes) {
      List<String> cells = List.of(names.of(change.from()), String.join(", ", change.via()),
          String.join(", ", change.to()), text(change.traffic()), example(change.example()),
          String.join("; ", reasons(change.example(), title.equals("Opened"))));
      out.append("| ").append(String.join(" | ", cells.stream().map(DiffText::cell).toList())).append(" |\n");
    }
    out.append('\n');
  }
}
