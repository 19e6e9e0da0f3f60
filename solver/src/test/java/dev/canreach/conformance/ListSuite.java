package dev.canreach.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A suite of inputs with whole connection lists. */
final class ListSuite {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final Divergences divergences;
  private final Function<List<String>, ConnectionList> format;

  ListSuite(String name, Divergences divergences, Function<List<String>, ConnectionList> format) {
    this.name = name;
    this.divergences = divergences;
    this.format = format;
  }

  Tally run(Path folder) throws IOException {
    Tally tally = new Tally(name);
    for (JsonNode suiteCase : MAPPER.readTree(Files.readString(folder.resolve("cases.json")))) {
      JsonNode expected = suiteCase.path("expected");
      String list = expected.isString() ? expected.asString() : expected.path("connlist").asString("");
      if (list.isEmpty()) {
        continue;
      }
      tally.addCase();
      String id = suiteCase.path("id").asString();
      List<String> inputs = new ArrayList<>();
      JsonNode input = suiteCase.path("input");
      (input.isArray() ? input : MAPPER.createArrayNode().add(input))
          .forEach(path -> inputs.add(folder.resolve(path.asString()).toString()));
      compare(id, inputs, Files.readAllLines(folder.resolve(list)), tally);
    }
    return tally;
  }

  private void compare(String id, List<String> inputs, List<String> expected, Tally tally) {
    Normaliser normaliser = new Normaliser(inputs);
    try (Product product = Product.load(normaliser.documents)) {
      if (!normaliser.complete || !product.understandsEverything()) {
        tally.add(Outcome.NOT_APPLICABLE, id);
        return;
      }
      JsonNode map = product.map();
      if (!map.path("undecided").isEmpty()) {
        tally.add(excused(id, Outcome.UNKNOWN), id + ": " + map.path("undecided").size() + " undecided, first "
            + map.path("undecided").path(0));
        return;
      }
      List<String> differences = format.apply(expected).differences(actual(map, normaliser.owners));
      tally.add(differences.isEmpty() ? Outcome.PASSED : excused(id, Outcome.WRONG),
          id + "\n  " + String.join("\n  ", differences));
    }
  }

  private Outcome excused(String id, Outcome otherwise) {
    return divergences.excuses(name, id, "") ? Outcome.DIVERGING : otherwise;
  }

  private static ConnectionList actual(JsonNode map, Map<String, String> owners) {
    Map<String, String> peers = new HashMap<>();
    for (JsonNode endpoint : map.path("endpoints")) {
      String key = endpoint.path("namespace").asString("") + "/" + endpoint.path("name").asString("");
      String kind = endpoint.path("kind").asString("");
      peers.put(endpoint.path("id").asString(),
          kind.equals("Pod") ? owners.getOrDefault(key, key + "[Pod]") : key + "[" + kind + "]");
    }
    ConnectionList list = new ConnectionList();
    for (JsonNode connection : map.path("connections")) {
      String from = connection.path("from").asString();
      String to = connection.path("to").asString();
      if (from.indexOf(':') < 0 && to.indexOf(':') < 0) {
        list.add(peers.getOrDefault(from, from), peers.getOrDefault(to, to), ports(connection.path("traffic")));
      }
    }
    return list;
  }

  private static Ports ports(JsonNode traffic) {
    Ports ports = new Ports();
    for (JsonNode part : traffic) {
      String protocol = part.path("protocol").asString();
      if (protocol.equals("all")) {
        return Ports.all();
      } else if (part.has("ports")) {
        ports.add(protocol, part.path("ports").asString());
      } else {
        ports.add(protocol);
      }
    }
    return ports;
  }
}
