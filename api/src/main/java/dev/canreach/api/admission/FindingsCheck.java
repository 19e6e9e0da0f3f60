package dev.canreach.api.admission;

import dev.canreach.lint.Finding;
import dev.canreach.packet.Packet;
import dev.canreach.solver.Session;
import dev.canreach.source.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lint rules.
 *
 * @param deny findings this bad or worse deny a request; none when empty
 * @param warn findings this bad or worse warn; none when empty
 */
public record FindingsCheck(Optional<Severity> deny, Optional<Severity> warn) implements StateCheck {

  @Override
  public List<Objection> objections(Session session, LocalDate today) {
    return session.check().stream().map(this::objection).toList();
  }

  @Override
  public List<Objection> introduced(Session session, ClusterState before) {
    return session.checkSince(before.snapshot()).stream().map(this::objection).toList();
  }

  private Objection objection(Finding finding) {
    String witness = finding.witness().map(packet -> ", for instance " + text(packet)).orElse("");
    return new Objection(finding.rule(), finding.fingerprint(), enforcement(finding.severity()),
        finding.rule() + " " + finding.object() + ": " + finding.message() + witness);
  }

  private Enforcement enforcement(Severity severity) {
    if (deny.isPresent() && severity.compareTo(deny.get()) <= 0) {
      return Enforcement.DENY;
    }
    return warn.isPresent() && severity.compareTo(warn.get()) <= 0 ? Enforcement.WARN : Enforcement.AUDIT;
  }

  private static String text(Packet packet) {
    return packet.traffic().toUpperCase(Locale.ROOT);
  }
}
