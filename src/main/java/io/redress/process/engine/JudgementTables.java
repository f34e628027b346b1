package io.redress.process.engine;

import io.redress.Cny;
import io.redress.casefile.Actor;
import io.redress.dispute.JudgementRules;
import io.redress.money.Refund;
import io.redress.money.Voucher;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The tables {@code judgement-effects} and {@code appeal-window}. */
@Component
class JudgementTables implements JudgementRules {

  private final DecisionTables tables;

  JudgementTables(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public Effects of(String liability, String remedy) {
    var inputs = Map.<String, Object>of("liability", liability, "remedy", remedy);
    var row = tables.decide("judgement-effects", inputs).orElseThrow(() ->
        new IllegalStateException("the table judgement-effects has no row for " + inputs + "; add one and deploy it"));
    try {
      var why = text(row, "why");
      var refundPayer = text(row, "refundPayer");
      var kind = text(row, "voucherKind");
      return new Effects(why, refundPayer == null ? null : Refund.Payer.of(refundPayer), kind == null ? null : kind(kind),
          kind == null ? null : Voucher.Payer.of(text(row, "voucherPayer")), Cny.parse(text(row, "voucherMost")),
          Boolean.TRUE.equals(row.get("voucherNeeded")), text(row, "clause"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalStateException("the table judgement-effects says for " + inputs + " " + row
          + "; write payers merchant or platform, a kind of the table voucher-kinds and an amount such as \"50.00\" and deploy it", e);
    }
  }

  @Override
  public int daysToAppeal(Actor.Kind side) {
    return ((Number) tables.decide("appeal-window", Map.of("side", side.code())).orElseThrow(() ->
        new IllegalStateException("the table appeal-window has no row for " + side.code() + "; add one and deploy it")).get("days")).intValue();
  }

  /** Null for what is left empty. */
  private static String text(Map<String, Object> row, String output) {
    return row.get(output) instanceof String text && !text.isEmpty() ? text : null;
  }

  private static Voucher.Kind kind(String code) {
    return Arrays.stream(Voucher.Kind.values()).filter(kind -> kind.code().equals(code)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no voucher " + code));
  }
}
