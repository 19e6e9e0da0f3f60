package dev.canreach.query;

import dev.canreach.model.Backend;
import dev.canreach.model.Enforcer;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to one question (contract §3). */
public sealed interface Answer {

  /** The question as it was written: a JSON object. */
  String json();

  /**
   * Whether packets get there.
   *
   * @param question the question
   * @param verdict the answer in one word
   * @param witness one packet that arrives: when reachable, and when unknown under the assumptions that let it
   * @param path what the packet meets, in order; when blocked, every stage, each judged by itself
   * @param blockers the fewest objects without which the traffic would pass; when blocked
   * @param nearMisses rules that allow almost this; when blocked
   * @param opening the smallest change found that lets the traffic pass; when blocked
   * @param reason why, in words: when unroutable, or when a limit was reached
   * @param assumptions what the verdict rests on
   * @param rejected objects of the input that their server would refuse and that matter here
   * @param destinations the backends that the traffic is forwarded to; when something forwards it
   * @param failures the pairs that fail although others do not; empty unless the answer is partial
   * @param notes what else is worth knowing, in words
   * @param by what blocks the traffic; when blocked
   * @param handling what proxies make of the traffic
   */
  record Judged(Question question, Verdict verdict, Optional<Witness> witness, List<PathStep> path,
      List<Blocker> blockers, List<NearMiss> nearMisses, Optional<Opening> opening, String reason,
      List<Presumption> assumptions, List<Refused> rejected, List<Destination> destinations, List<Pair> failures,
      List<String> notes, Optional<Enforcer> by, Handling handling) implements Answer {

    /** Copies the lists. */
    public Judged {
      path = List.copyOf(path);
      blockers = List.copyOf(blockers);
      nearMisses = List.copyOf(nearMisses);
      assumptions = List.copyOf(assumptions);
      rejected = List.copyOf(rejected);
      destinations = List.copyOf(destinations);
      failures = List.copyOf(failures);
      notes = List.copyOf(notes);
    }

    @Override
    public String json() {
      return question.json();
    }

    /** This answer to the same question in other words. */
    public Judged repeated(Question written) {
      return new Judged(written, verdict, witness, path, blockers, nearMisses, opening, reason, assumptions, rejected,
          destinations, failures, notes, by, handling);
    }

    /** Whether some pairs fail although others do not. */
    public boolean isPartial() {
      return !failures.isEmpty() && verdict == Verdict.REACHABLE;
    }
  }

  /**
   * What a name resolves to.
   *
   * @param question the question
   * @param verdict reachable when it resolves, blocked when the client cannot ask, unroutable when there is no such name
   * @param addresses the answer in order; the id of an endpoint where its address is not known
   * @param searched the full names that were tried
   * @param reason why there is no answer
   * @param path the stages that the lookup meets
   * @param assumptions what the answer rests on
   */
  record Resolved(Question question, Verdict verdict, List<String> addresses, List<String> searched, String reason,
      List<PathStep> path, List<Presumption> assumptions) implements Answer {

    /** Copies the lists. */
    public Resolved {
      addresses = List.copyOf(addresses);
      searched = List.copyOf(searched);
      path = List.copyOf(path);
      assumptions = List.copyOf(assumptions);
    }

    @Override
    public String json() {
      return question.json();
    }
  }

  /**
   * No answer: the question is malformed or ambiguous.
   *
   * @param json the question as it was written
   * @param error what is wrong and what to write instead
   */
  record Unanswerable(String json, String error) implements Answer {}

  /**
   * One packet.
   *
   * @param packet the packet as it is sent
   * @param from the id of the endpoint that sends it
   * @param to the id of the endpoint that receives it, after forwarding
   * @param arrives the packet as it arrives
   */
  record Witness(Packet packet, String from, String to, Packet arrives) {}

  /**
   * A fact that the verdict rests on.
   *
   * @param assumption the fact
   * @param taken the value that the verdict was found with; for an open one, the value that lets the traffic pass
   * @param ifTrue the verdict when it holds
   * @param ifFalse the verdict when it does not
   */
  record Presumption(Assumption assumption, boolean taken, Verdict ifTrue, Verdict ifFalse) {

    /** The fact taken as it is, with the verdict so found and the one that it would be otherwise. */
    static Presumption of(Assumption assumption, boolean taken, Verdict asTaken, Verdict otherwise) {
      return new Presumption(assumption, taken, taken ? asTaken : otherwise, taken ? otherwise : asTaken);
    }
  }

  /**
   * An object that its server would refuse.
   *
   * @param object the object
   * @param file the file as the user named it
   * @param line the line, from 1
   * @param column the column, from 1
   * @param field the field as the API's causes spell it
   * @param message what the server says
   */
  record Refused(String object, String file, int line, int column, String field, String message) {}

  /**
   * A backend that traffic is forwarded to.
   *
   * @param endpoint the id of the endpoint
   * @param port the port there; 0 where the traffic has no ports
   * @param weight the share of connections, relative to the other backends
   * @param delivered whether it gets the traffic, and no policy keeps it away
   */
  record Destination(String endpoint, int port, int weight, boolean delivered) {}

  /**
   * What proxies make of the traffic.
   *
   * @param backends the targets that routes name, with their shares; empty where no route names any
   * @param answeredBy the id of the endpoint that answers: the destination, or a proxy; empty when nobody
   *     in the input does
   * @param status the HTTP status, where a proxy answers by itself
   * @param redirect where the proxy sends the client instead
   * @param sent the request as the destination sees it, where that differs from the request of the question
   */
  record Handling(List<Backend> backends, String answeredBy, OptionalInt status, Optional<Location> redirect,
      Optional<Sent> sent) {

    /** Nothing is known of any proxy. */
    static final Handling NONE = new Handling(List.of(), "", OptionalInt.empty(), Optional.empty(), Optional.empty());

    /** Copies the list. */
    public Handling {
      backends = List.copyOf(backends);
    }

    /** The same with other targets. */
    Handling with(List<Backend> targets) {
      return new Handling(targets, answeredBy, status, redirect, sent);
    }
  }

  /**
   * Where a redirect leads.
   *
   * @param scheme {@code http} or {@code https}
   * @param host the host without port
   * @param port the port, where the location has one
   * @param path the path with the query
   */
  record Location(String scheme, String host, OptionalInt port, String path) {}

  /**
   * A request as its destination sees it.
   *
   * @param host the host, with the port if it has one
   * @param path the path with the query
   */
  record Sent(String host, String path) {}

  /**
   * What the controller of an object reports.
   *
   * @param question the question
   * @param status `True` or `False`; empty when nobody can tell
   * @param reason the reason that goes with the status
   * @param count how many routes attach, where that was asked
   */
  record Stated(Question question, Optional<Boolean> status, String reason, OptionalInt count) implements Answer {

    @Override
    public String json() {
      return question.json();
    }

    /** Whether the input does not decide it, or nobody here knows such objects. */
    public boolean isUnknown() {
      return status.isEmpty() && count.isEmpty();
    }
  }

  /**
   * A pair of ends.
   *
   * @param from the source in words
   * @param to the destination in words
   * @param verdict what became of this pair
   */
  record Pair(String from, String to, Verdict verdict) {}
}
