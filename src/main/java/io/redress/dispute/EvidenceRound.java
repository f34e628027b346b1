package io.redress.dispute;

import io.redress.CaseId;
import io.redress.casefile.Actor;
import java.time.Instant;
import java.util.List;

/**
 * A round in which the platform asks for evidence (PI-09).
 *
 * @param number from 1 in each case
 * @param question what an agent asked, or null
 * @param closedAt null = open, or never ended because the intervention ended first
 * @param statements of the sides that have answered, in no particular order
 */
public record EvidenceRound(CaseId caseId, int number, boolean asksBuyer, boolean asksMerchant, String question, Instant openedAt, Instant closedAt,
    List<Statement> statements) {

  /** What a side said; {@code evidenceIds} are the files that it names as proof. */
  public record Statement(Actor.Kind side, String text, List<String> evidenceIds, Actor by, Instant statedAt) {}

  public boolean isOpen() {
    return closedAt == null;
  }

  /** @return false for everybody who is no side */
  public boolean asks(Actor.Kind side) {
    return side == Actor.Kind.BUYER && asksBuyer || side == Actor.Kind.MERCHANT && asksMerchant;
  }
}
