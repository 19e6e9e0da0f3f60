package dev.canreach.lower;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import java.util.List;

/** Several sources of names: the first one that knows the name answers, else the last one says why there is no answer. */
record FirstAnswer(List<Names> sources) implements Names {

  FirstAnswer {
    sources = List.copyOf(sources);
  }

  static Names of(List<Names> sources) {
    return switch (sources.size()) {
      case 0 -> Names.NONE;
      case 1 -> sources.get(0);
      default -> new FirstAnswer(sources);
    };
  }

  @Override
  public Resolution resolve(Endpoint client, String name) {
    Resolution answer = Names.NONE.resolve(client, name);
    for (Names source : asked(client)) {
      answer = source.resolve(client, name);
      if (!answer.targets().isEmpty() || answer.open().isPresent()) {
        return answer;
      }
    }
    return answer;
  }

  @Override
  public List<Known> known() {
    return sources.stream().flatMap(source -> source.known().stream()).toList();
  }

  private List<Names> asked(Endpoint client) {
    return sources.stream()
        .filter(source -> source.answersAlone(client))
        .findFirst()
        .map(List::of)
        .orElse(sources);
  }

  @Override
  public List<Endpoint> servers(Endpoint client) {
    return asked(client).stream().flatMap(source -> source.servers(client).stream()).toList();
  }
}
