package io.redress.money;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From which of a merchant's accounts money is taken, in this order, each down to zero; what is then still missing becomes a
 * receivable (20.24).
 */
@ConfigurationProperties("redress.money")
public record Deduction(@DefaultValue({"merchant-balance", "merchant-deposit"}) List<Account.Kind> deductFrom) {

  public Deduction {
    deductFrom = List.copyOf(deductFrom);
    for (var kind : deductFrom) {
      if (kind != Account.Kind.MERCHANT_BALANCE && kind != Account.Kind.MERCHANT_DEPOSIT) {
        throw new IllegalArgumentException("redress.money.deduct-from: " + kind.code() + " is not money of a merchant");
      }
    }
  }
}
