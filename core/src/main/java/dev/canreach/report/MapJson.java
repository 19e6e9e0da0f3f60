package dev.canreach.report;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.AddressSet;
import dev.canreach.query.Selection;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.Traffic;
import dev.canreach.sets.TrafficBounds;
import dev.canreach.sets.TrafficSet;
import java.io.Writer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Maps as JSON (contract §7): every pair, streamed. */
public final class MapJson {
  private final MapRows rows;
  private final NotShown notShown;

  /** A map. */
  public MapJson(Network network, Selection from, Selection to) {
    this.rows = new MapRows(network, from, to);
    this.notShown = new NotShown(network, to);
  }

  /** Something that is not decided: the pair, the traffic that may pass and the assumptions that say whether. */
  private record Undecided(String from, String to, TrafficBounds traffic, int source, int destination) {}

  /**
   * Writes the document.
   *
   * @param warnings what is wrong with the input, although there is a map
   */
  public void write(List<String> warnings, String coverage, Writer out) {
    try (JsonGenerator json = JsonDocuments.compact(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
      json.writeArrayPropertyStart("endpoints");
      rows.everyone().forEach(endpoint -> endpoint(json, endpoint));
      json.writeEndArray();
      List<Undecided> undecided = new ArrayList<>();
      json.writeArrayPropertyStart("connections");
      BitSet sources = rows.sources();
      for (int source = sources.nextSetBit(0); source >= 0; source = sources.nextSetBit(source + 1)) {
        row(json, source, undecided);
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("undecided");
      undecided.forEach(each -> undecided(json, each));
      json.writeEndArray();
      notShown(json);
      JsonDocuments.warnings(json, warnings);
      json.writeStringProperty("coverage", coverage);
      json.writeEndObject();
    }
  }

  private void notShown(JsonGenerator json) {
    if (notShown.entries().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("notShown");
    for (Endpoint entry : notShown.entries()) {
      json.writeStartObject();
      json.writeStringProperty("kind", kind(entry));
      json.writeStringProperty("id", entry.id());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The kind in the API's spelling: that of the object, unless the endpoint is a part of it, such as a pod of a set. */
  static String kind(Endpoint endpoint) {
    String prefix = endpoint.id().substring(0, Math.max(0, endpoint.id().indexOf('/')));
    String object = endpoint.origin().object();
    String written = object.substring(0, Math.max(0, object.indexOf(' ')));
    boolean spelledOut = prefix.startsWith(written.toLowerCase(Locale.ROOT) + ".");
    if (written.equalsIgnoreCase(prefix) || prefix.isEmpty() || spelledOut) {
      return written;
    }
    return Character.toUpperCase(prefix.charAt(0)) + prefix.substring(1);
  }

  private static void endpoint(JsonGenerator json, Endpoint endpoint) {
    json.writeStartObject();
    json.writeStringProperty("id", endpoint.id());
    json.writeStringProperty("kind", kind(endpoint));
    json.writeStringProperty("namespace", endpoint.namespace());
    json.writeStringProperty("name", endpoint.name());
    json.writeObjectPropertyStart("labels");
    endpoint.labels().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void row(JsonGenerator json, int source, List<Undecided> undecided) {
    List<String> origins = names(rows.sourceMembers(source), rows.sourceAddresses(source));
    for (MapRows.Reach group : rows.row(source)) {
      if (group.traffic().isEmpty()) {
        continue;
      }
      FamilyTraffic traffic = group.traffic();
      group.to().stream().forEach(destination -> {
        List<String> targets = names(rows.destinationMembers(destination), rows.destinationAddresses(destination));
        for (String origin : origins) {
          for (String target : targets) {
            if (!origin.equals(target)) {
              pair(json, origin, target, traffic);
              undecided(origin, target, traffic, source, destination, undecided);
            }
          }
        }
      });
    }
  }

  private static List<String> names(List<Endpoint> members, AddressSet addresses) {
    List<String> names = new ArrayList<>(members.stream().map(Endpoint::id).toList());
    addresses.ranges().forEach(range -> names.add(range.toString()));
    return names;
  }

  private static void pair(JsonGenerator json, String from, String to, FamilyTraffic traffic) {
    if (traffic.differs()) {
      connection(json, from, to, traffic.ipv4(), "ipv4");
      connection(json, from, to, traffic.ipv6(), "ipv6");
    } else {
      connection(json, from, to, traffic.ipv4().isPresent() ? traffic.ipv4() : traffic.ipv6(), "");
    }
  }

  private static void connection(JsonGenerator json, String from, String to, Optional<TrafficBounds> bounds,
      String condition) {
    if (bounds.isEmpty() || bounds.get().must().isEmpty()) {
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("from", from);
    json.writeStringProperty("to", to);
    json.writeName("traffic");
    traffic(json, bounds.get().must());
    if (!condition.isEmpty()) {
      json.writeStringProperty("condition", condition);
    }
    json.writeEndObject();
  }

  /** An array with one object for each line about a set. */
  static void traffic(JsonGenerator json, TrafficSet set) {
    json.writeStartArray();
    for (Traffic line : Traffic.of(set)) {
      json.writeStartObject();
      json.writeStringProperty("protocol", line.protocol());
      text(json, "ports", line.ports());
      text(json, "sourcePorts", line.sourcePorts());
      text(json, "types", line.types());
      text(json, "codes", line.codes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void undecided(String from, String to, FamilyTraffic traffic, int source, int destination,
      List<Undecided> undecided) {
    List<Optional<TrafficBounds>> families = traffic.differs()
        ? List.of(traffic.ipv4(), traffic.ipv6())
        : List.of(traffic.ipv4().isPresent() ? traffic.ipv4() : traffic.ipv6());
    families.stream()
        .flatMap(Optional::stream)
        .filter(bounds -> !bounds.isExact())
        .forEach(bounds -> undecided.add(new Undecided(from, to, bounds, source, destination)));
  }

  private void undecided(JsonGenerator json, Undecided undecided) {
    rows.open(undecided.source(), undecided.destination()).forEach(assumption -> {
      json.writeStartObject();
      json.writeStringProperty("from", undecided.from());
      json.writeStringProperty("to", undecided.to());
      json.writeStringProperty("assumption", assumption.statement());
      json.writeStringProperty("key", assumption.key());
      text(json, "remedy", assumption.remedy());
      json.writeName("traffic");
      traffic(json, undecided.traffic().may());
      json.writeEndObject();
    });
  }

  private static void text(JsonGenerator json, String name, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty(name, text);
    }
  }
}
