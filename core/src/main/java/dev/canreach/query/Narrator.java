package dev.canreach.query;

import dev.canreach.eval.Trace;
import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns what the evaluator did with a packet into steps that people and programs can read. */
final class Narrator {
  private final Network network;

  Narrator(Network network) {
    this.network = network;
  }

  /** The steps of a whole decision. */
  List<PathStep> steps(List<Trace> traces, Packet sent) {
    List<PathStep> steps = new ArrayList<>();
    Packet current = sent;
    for (Trace trace : traces) {
      switch (trace) {
        case Trace.Judged judged -> steps.add(judged(judged, current));
        case Trace.Forwarded forwarded -> {
          steps.add(forwarded(forwarded));
          current = forwarded.after().orElse(current);
        }
      }
    }
    return steps;
  }

  /** The step of one plane. */
  PathStep judged(Trace.Judged judged, Packet packet) {
    Plane plane = judged.plane();
    String subject = name(packet.end(plane.subject()));
    boolean allowed = judged.action() == dev.canreach.model.Action.ALLOW;
    String decision = allowed ? "allowed" : "blocked";
    if (judged.rule().isPresent()) {
      PolicyRule rule = judged.rule().get();
      return new PathStep(plane.name(), decision, Optional.of(rule.origin()), rule.origin().describe(),
          evidence(rule, packet, plane.subject()));
    }
    if (allowed) {
      String text = judged.scopes().isEmpty()
          ? "no policy isolates " + subject + " for " + plane.name()
          : "no policy decides about " + subject;
      return new PathStep(plane.name(), decision, Optional.empty(), text, List.of());
    }
    return isolated(plane, subject, judged.scopes());
  }

  private PathStep isolated(Plane plane, String subject, List<Scope> scopes) {
    List<PathStep.Evidence> policies = scopes.stream()
        .map(Scope::origin)
        .distinct()
        .sorted()
        .map(origin -> new PathStep.Evidence("policy", origin.describe(), origin))
        .toList();
    String count = policies.size() == 1 ? "1 policy" : policies.size() + " policies";
    return new PathStep(plane.name(), "blocked", policies.stream().findFirst().map(PathStep.Evidence::origin),
        subject + " is isolated for " + plane.name() + " by " + count + ", and no rule allows this", policies);
  }

  private List<PathStep.Evidence> evidence(PolicyRule rule, Packet packet, Side subject) {
    List<PathStep.Evidence> evidence = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      if (!condition.expr().equals(PacketExpr.TRUE)) {
        String request = RequestText.describe(condition.expr());
        String peer = request.isEmpty() ? "matches " + name(packet.end(subject.other())) : "matches " + request;
        String text = condition.name().equals("port") ? PortText.describe(condition.expr()) : peer;
        evidence.add(new PathStep.Evidence(condition.name(), text, condition.origin()));
      }
    }
    return evidence;
  }

  private PathStep forwarded(Trace.Forwarded forwarded) {
    String name = forwarded.hop().name();
    Packet before = forwarded.before();
    String entry = name(before.destination()) + port(before);
    Optional<Packet> after = forwarded.after();
    if (after.isEmpty()) {
      return new PathStep(name, "refused", Optional.of(forwarded.hop().origin()), entry + " takes no such traffic",
          List.of());
    }
    String text = entry + " → " + name(after.get().destination()) + port(after.get());
    boolean masked = before.source().endpoint() != after.get().source().endpoint();
    String source = masked ? ", from " + name(after.get().source()) : "";
    return new PathStep(name, "forwarded", Optional.of(forwarded.hop().origin()), text + source, List.of());
  }

  private static String port(Packet packet) {
    return packet.protocol().hasPorts() ? ":" + packet.destinationPort() : "";
  }

  /** The end in words: its address where it is an address, else its id. */
  String name(End end) {
    Endpoint endpoint = network.endpoint(end.endpoint());
    return switch (endpoint.role()) {
      case OUTSIDE -> end.address().map(Object::toString).orElse("internet");
      case FUTURE -> "a new pod" + (end.labels().isEmpty() ? "" : " " + end.labels());
      case WORKLOAD, NODE, VIRTUAL, IMPLIED -> endpoint.id();
    };
  }
}
