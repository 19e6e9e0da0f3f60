package dev.canreach.report;

import dev.canreach.diff.RequestChange;
import dev.canreach.diff.RequestExample;
import dev.canreach.diff.Requests;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import java.util.ArrayList;
import java.util.List;

/** The part of a difference that is about single requests, for people. */
final class DiffRequests {
  private static final int MOST_ENTRIES = 3;

  private final Requests requests;
  private final MapNames names;
  private final Style style;

  DiffRequests(Requests requests, MapNames names, Style style) {
    this.requests = requests;
    this.names = names;
    this.style = style;
  }

  private List<RequestChange> changes(boolean opened) {
    return opened ? requests.opened() : requests.closed();
  }

  /** Whether there is nothing to say. */
  boolean isEmpty(boolean opened) {
    return changes(opened).isEmpty();
  }

  /** What was opened, or what was closed. */
  void changes(StringBuilder out, boolean opened) {
    for (RequestChange change : changes(opened)) {
      out.append("  ").append(names.of(change.from())).append(" → ").append(receivers(change));
      out.append(change.via().isEmpty() ? "" : " via " + some(change.via()));
      out.append("  some requests, ").append(TrafficText.of(change.traffic(), names.bothFamilies())).append('\n');
      out.append(DiffText.INDENT).append("e.g. ").append(example(change.example())).append('\n');
      reasons(change.example(), opened).forEach(line -> out.append(DiffText.INDENT).append(line).append('\n'));
    }
  }

  /** In a mesh the name in a request decides, whatever address it is sent to: the other addresses are only counted. */
  private static String some(List<String> ids) {
    int rest = ids.size() - MOST_ENTRIES;
    return rest <= 0
        ? String.join(", ", ids)
        : String.join(", ", ids.subList(0, MOST_ENTRIES)) + " and " + rest + " more";
  }

  private String receivers(RequestChange change) {
    return change.via().isEmpty() || change.to().endpoints().isEmpty()
        ? names.of(change.to())
        : String.join(", ", change.to().endpoints().stream().map(Endpoint::id).toList());
  }

  private static String example(RequestExample example) {
    String arrives = example.via().equals(example.to()) || example.sent().equals(example.arrives())
        ? ""
        : ", arrives at " + example.to() + " " + example.arrives().destinationPort();
    return example.from() + " → " + example.via() + " " + example.sent().traffic() + ", "
        + example.sent().request() + arrives;
  }

  private List<String> reasons(RequestExample example, boolean opened) {
    String blocked = opened ? "before" : "now";
    String allowed = opened ? "now" : "before";
    List<String> lines = new ArrayList<>();
    example.blockedBy().forEach(origin -> lines.add(said("blocked " + blocked + " by", origin)));
    if (example.blockedBy().isEmpty()) {
      lines.add(opened ? "nothing took it there before" : "nothing takes it there now");
    }
    example.allowedBy().forEach(origin -> lines.add(said("let through " + allowed + " by", origin)));
    return lines;
  }

  private String said(String what, Origin origin) {
    return what + " " + origin.describe() + "  " + style.faint(origin.span().toString());
  }

  /** What was left out of the comparison, in words. */
  static List<String> notCompared(Requests requests) {
    return requests.newcomers()
        ? List.of("requests of added, removed or moved endpoints to endpoints whose rules did not change")
        : List.of();
  }

  /** The same, one line for each. */
  String notCompared() {
    return String.join("", notCompared(requests).stream().map(each -> "\nnot compared: " + each).toList());
  }

  /** Endpoints whose rules changed without an example of what that does. */
  List<String> undecided() {
    return requests.undecided().isEmpty()
        ? List.of()
        : List.of("requests to " + some(requests.undecided())
            + ": their rules changed, and no example shows what that does; ask with `query --http`");
  }

  /** Tables in Markdown. */
  void markdown(StringBuilder out) {
    table(out, "Opened", true);
    table(out, "Closed", false);
  }

  private void table(StringBuilder out, String title, boolean opened) {
    if (isEmpty(opened)) {
      return;
    }
    out.append("### ").append(title).append(" for some requests\n\n");
    out.append("| From | Via | To | Traffic | For instance | Because |\n|---|---|---|---|---|---|\n");
    for (RequestChange change : changes(opened)) {
      List<String> cells = List.of(names.of(change.from()), some(change.via()), receivers(change),
          TrafficText.of(change.traffic(), names.bothFamilies()), example(change.example()),
          String.join("; ", reasons(change.example(), opened)));
      out.append("| ").append(String.join(" | ", cells.stream().map(DiffText::cell).toList())).append(" |\n");
    }
    out.append('\n');
  }
}
