package io.redress.dispute;

import io.redress.casefile.CaseType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an agent orders, by the codes of {@code agent-judges}. */
enum Remedy {
  REFUND, RETURN_REFUND, EXCHANGE, REPAIR, RESHIP, COMPENSATE, DISMISS;

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether money goes back, at once or when the goods have come back. */
  boolean refunds() {
    return this == REFUND || this == RETURN_REFUND;
  }

  /** The flow that carries it out, with the case going on in it; empty where the judgement itself is all there is. */
  Optional<CaseType> flow() {
    return switch (this) {
      case RETURN_REFUND, EXCHANGE, REPAIR, RESHIP -> CaseType.of(code());
      case REFUND, COMPENSATE, DISMISS -> Optional.empty();
    };
  }

  static Remedy of(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst().orElseThrow();
  }
}
