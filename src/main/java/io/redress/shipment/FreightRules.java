package io.redress.shipment;

import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.order.Order;
import java.util.Arrays;
import org.joda.money.Money;

/** The decision tables about return freight that process owners keep (20.11). */
public interface FreightRules {

  /** Who pays in the end for sending goods back; the buyer always advances it. */
  enum Bearer {
    MERCHANT("merchant"),
    BUYER("buyer"),
    /** The platform itself: it blamed neither side, or approved what is above the tariff (VC-09). */
    PLATFORM("platform"),
    /** Merchant and buyer, by the share that the platform's judgement names. */
    SHARED("shared");

    private final String code;

    Bearer(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /** @throws IllegalArgumentException for a word that names none of them */
    public static Bearer of(String code) {
      return Arrays.stream(values()).filter(bearer -> bearer.code.equals(code)).findFirst()
          .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\" does not bear return freight; merchant, buyer, platform or shared does"));
    }
  }

  /** Who bears the freight, and the rule that says so. */
  record Bearing(Bearer bearer, String clause) {}

  /**
   * @param limit CNY; what is reimbursed at most without an agent's review
   * @param implausibleAbove CNY; nobody pays more than this to send such goods back
   */
  record Tariff(Money limit, Money implausibleAbove) {}

  /**
   * @param freightIncluded the order carries the label 退货包运费
   * @param ruling whom the platform found liable, by the codes of {@code agent-judges}; empty = no ruling
   */
  Bearing bearing(CaseType type, Reason reason, boolean freightIncluded, String ruling);

  /** What sending back these goods may cost. */
  Tariff tariff(Order order);
}
