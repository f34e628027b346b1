package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.order.Order;
import io.redress.order.Promise;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/**
 * An order as the shop pushes it; amounts are texts such as "129.90", times ISO-8601 with offset; {@code promises} may be left out, and
 * one that is left out later is not taken back (RP-05).
 */
record OrderSnapshot(
    @JsonDeserialize(using = Strict.Text.class) String orderId,
    @JsonDeserialize(using = Strict.Text.class) String merchantId,
    @JsonDeserialize(using = Strict.Text.class) String buyerId,
    @JsonDeserialize(using = Strict.Text.class) String category,
    @JsonDeserialize(using = Strict.Text.class) String itemName,
    @JsonDeserialize(using = Strict.Whole.class) Integer quantity,
    @JsonDeserialize(using = Strict.Text.class) String paidAmount,
    @JsonDeserialize(using = Strict.Text.class) String freight,
    @JsonDeserialize(using = Strict.Text.class) String confirmedAt,
    @JsonDeserialize(using = Strict.Text.class) String promisedShipAt,
    @JsonDeserialize(using = Strict.Text.class) String shippedAt,
    @JsonDeserialize(using = Strict.Text.class) String receivedAt,
    @JsonDeserialize(using = Strict.Text.class) String merchantPromisedUntil,
    @JsonDeserialize(using = Strict.Text.class) String statutoryUntil,
    @JsonDeserialize(contentUsing = Strict.Text.class) List<String> serviceLabels,
    @JsonDeserialize(using = Strict.Flag.class) Boolean remoteRegion,
    @JsonDeserialize(using = Strict.Flag.class) Boolean seniorBuyer,
    List<PromiseTold> promises) {

  /** What the merchant promised; what it cannot say is added to the violations, and stands as missing. */
  List<Promise> toPromises(List<Refused.Field> violations) {
    var told = new ArrayList<Promise>();
    for (int i = 0; promises != null && i < promises.size(); i++) {
      var promise = promises.get(i) == null ? PromiseTold.NOTHING : promises.get(i);
      told.add(promise.toPromise("promises[" + i + "].", violations));
    }
    return told;
  }

  /** The order that this describes; what it cannot say is added to the violations, and stands as missing. */
  Order toOrder(String idOfAddress, List<Refused.Field> violations) {
    if (orderId != null && !orderId.equals(idOfAddress)) {
      violations.add(new Refused.Field("orderId", "is another one than in the address", null));
    }
    if (quantity == null) {
      violations.add(new Refused.Field("quantity", "is missing", null));
    }
    return new Order(idOfAddress, merchantId, buyerId, category, itemName,
        quantity == null ? 1 : quantity,
        amount("paidAmount", paidAmount, null, violations),
        amount("freight", freight, Cny.ZERO, violations),
        time("confirmedAt", confirmedAt, violations),
        time("promisedShipAt", promisedShipAt, violations),
        time("shippedAt", shippedAt, violations),
        time("receivedAt", receivedAt, violations),
        time("merchantPromisedUntil", merchantPromisedUntil, violations),
        time("statutoryUntil", statutoryUntil, violations),
        serviceLabels == null ? List.of() : new ArrayList<>(serviceLabels),
        Boolean.TRUE.equals(remoteRegion),
        Boolean.TRUE.equals(seniorBuyer));
  }

  private static Money amount(String field, String text, Money absent, List<Refused.Field> violations) {
    if (text == null) {
      return absent;
    }
    try {
      return Cny.parse(text);
    } catch (IllegalArgumentException e) {
      violations.add(new Refused.Field(field, "is no amount such as \"129.90\": not negative, at most two decimals", null));
      return absent;
    }
  }

  private static Instant time(String field, String text, List<Refused.Field> violations) {
    return time(field, text, null, violations);
  }

  static Instant time(String field, String text, String clause, List<Refused.Field> violations) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      violations.add(new Refused.Field(field, "is no time with offset such as 2026-11-01T09:30:00+08:00", clause));
      return null;
    }
  }
}
