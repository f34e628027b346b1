package io.redress.process.engine;

import io.redress.money.Voucher;
import io.redress.money.VoucherRules;
import java.time.DateTimeException;
import java.time.Period;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The table {@code voucher-kinds}. */
@Component
class VoucherTable implements VoucherRules {

  private final DecisionTables tables;

  VoucherTable(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public Terms of(Voucher.Kind kind) {
    var row = tables.decide("voucher-kinds", Map.of("kind", kind.code())).orElseThrow(() ->
        new IllegalStateException("the table voucher-kinds has no row for " + kind.code() + "; add one and deploy it"));
    return new Terms(Voucher.Payer.of((String) row.get("payer")), period(kind, (String) row.get("validFor")), (String) row.get("clause"));
  }

  private static Period period(Voucher.Kind kind, String text) {
    try {
      var period = Period.parse(text);
      if (!period.isNegative() && !period.isZero()) {
        return period;
      }
    } catch (DateTimeException | NullPointerException e) {
      // said below
    }
    throw new IllegalStateException("the table voucher-kinds says that a " + kind.code() + " is valid for \"" + text
        + "\"; write a period such as P50Y, P6M or P30D and deploy it");
  }
}
