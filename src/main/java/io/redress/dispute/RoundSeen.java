package io.redress.dispute;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.redress.casefile.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A round of evidence as somebody may see it: the own side always, the other side once the round has closed, staff all at once.
 *
 * @param question what an agent asked; null = nothing in particular, or of somebody else and not to be seen yet
 * @param closedAt null = open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RoundSeen(int number, String question, Instant openedAt, Instant closedAt, SideSeen buyer, SideSeen merchant) {

  /**
   * @param asked whether the round asks this side
   * @param statement null = nothing was said, or it is not to be seen yet
   * @param files what the side put forward since the round before and until this one closed; those that the statement names first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SideSeen(boolean asked, String statement, Instant statedAt, List<FileSeen> files) {}

  /** {@code named} says that the statement names the file as its proof. */
  public record FileSeen(String evidenceId, String fileName, String mediaType, long size, Instant uploadedAt, boolean named,
      boolean hasPreview) {}

  /** @param rounds of one case, first to last; {@code put} its files, oldest first */
  static List<RoundSeen> of(List<EvidenceRound> rounds, List<Evidence> put, Actor.Kind by) {
    var seen = new ArrayList<RoundSeen>();
    var since = Instant.MIN;
    for (var round : rounds) {
      var asksViewer = round.asks(by);
      var all = !isSide(by) || !round.isOpen();
      seen.add(new RoundSeen(round.number(), all || asksViewer ? round.question() : null, round.openedAt(), round.closedAt(),
          side(round, Actor.Kind.BUYER, all || by == Actor.Kind.BUYER, put, since),
          side(round, Actor.Kind.MERCHANT, all || by == Actor.Kind.MERCHANT, put, since)));
      since = round.isOpen() ? since : round.closedAt();
    }
    return seen;
  }

  private static SideSeen side(EvidenceRound round, Actor.Kind side, boolean isShown, List<Evidence> put, Instant since) {
    if (!isShown) {
      return new SideSeen(round.asks(side), null, null, List.of());
    }
    var said = round.statements().stream().filter(statement -> statement.side() == side).findFirst();
    var named = said.map(EvidenceRound.Statement::evidenceIds).orElse(List.of());
    var files = new ArrayList<FileSeen>();
    put.stream().filter(file -> named.contains(file.evidenceId())).forEach(file -> files.add(file(file, true)));
    put.stream().filter(file -> file.side() == side && !named.contains(file.evidenceId()) && file.uploadedAt().isAfter(since)
        && (round.isOpen() || !file.uploadedAt().isAfter(round.closedAt()))).forEach(file -> files.add(file(file, false)));
    return new SideSeen(round.asks(side), said.map(EvidenceRound.Statement::text).orElse(null),
        said.map(EvidenceRound.Statement::statedAt).orElse(null), List.copyOf(files));
  }

  private static FileSeen file(Evidence file, boolean named) {
    return new FileSeen(file.evidenceId(), file.fileName(), file.type().mediaType(), file.size(), file.uploadedAt(), named,
        file.hasPreview());
  }

  private static boolean isSide(Actor.Kind kind) {
    return kind == Actor.Kind.BUYER || kind == Actor.Kind.MERCHANT;
  }
}
