package io.redress.order;

import io.redress.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What every order snapshot must fulfil, wherever it comes from; one entry per field that does not. */
@Component
public class OrderRules {

  private static final int LONGEST_ID = 64;
  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_LABELS = 1000;
  private static final int LONGEST_NOTE = 500;
  /** In one snapshot. */
  private static final int MOST_PROMISES = 50;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  /** It is part of addresses. */
  private static final Pattern ORDER_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:-]*");
  /** It is part of a group's id, merchant-4711. */
  private static final Pattern MERCHANT_ID = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern BUYER_ID = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\s*]+");
  private static final String ASCII = "only ASCII letters, digits and hyphens";
  private static final String NO_MASK = "no blanks, no control characters and no masking stars";
  private static final Pattern LABEL = Pattern.compile("[^\\p{Cc}\\p{Cs},]+");
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}\\p{Cs}]+");
  private static final Pattern NOTE = Pattern.compile("[[^\\p{Cc}\\p{Cs}]\\n\\r\\t]*");

  private final Categories categories;

  OrderRules(Categories categories) {
    this.categories = categories;
  }

  /** Empty when the order may be stored. */
  public List<Refused.Field> violations(Order order) {
    var found = new ArrayList<Refused.Field>();
    id(found, "orderId", order.orderId(), ORDER_ID, "only letters, digits, and . _ : - inside");
    id(found, "merchantId", order.merchantId(), MERCHANT_ID, ASCII);
    id(found, "buyerId", order.buyerId(), BUYER_ID, NO_MASK);
    if (order.category() == null || order.category().isBlank()) {
      found.add(new Refused.Field("category", "is missing", "GN-04"));
    } else if (order.category().length() > LONGEST_ID || !categories.isKnown(order.category())) {
      found.add(new Refused.Field("category", "is no category code of the table category-rules", "GN-04"));
    }
    if (order.itemName() == null || order.itemName().isBlank()) {
      found.add(new Refused.Field("itemName", "is missing", null));
    } else if (order.itemName().length() > LONGEST_NAME) {
      found.add(new Refused.Field("itemName", "is longer than " + LONGEST_NAME + " characters", null));
    } else if (!TEXT.matcher(order.itemName()).matches()) {
      found.add(new Refused.Field("itemName", "holds control characters", null));
    }
    if (order.quantity() < 1) {
      found.add(new Refused.Field("quantity", "is at least 1", null));
    }
    amounts(found, order);
    times(found, order);
    labels(found, order.serviceLabels());
    return found;
  }

  /** Empty when these may be stored with a snapshot; fields are named {@code promises[0].until}. */
  public List<Refused.Field> violations(List<Promise> promises) {
    if (promises.size() > MOST_PROMISES) {
      return List.of(new Refused.Field("promises", "are more than " + MOST_PROMISES + "; add the others one by one", "RP-05"));
    }
    var found = new ArrayList<Refused.Field>();
    for (int i = 0; i < promises.size(); i++) {
      found.addAll(violations("promises[" + i + "].", promises.get(i)));
    }
    return found;
  }

  /**
   * Empty when it may be stored.
   *
   * @param prefix stands before the names of its fields
   */
  public List<Refused.Field> violations(String prefix, Promise promise) {
    var found = new ArrayList<Refused.Field>();
    if (promise.source() == null) {
      found.add(new Refused.Field(prefix + "source", "is one of " + Promise.Source.codes(), "RP-05"));
    }
    if (isTime(found, prefix + "madeAt", promise.madeAt()) & isTime(found, prefix + "until", promise.until())
        && !promise.until().isAfter(promise.madeAt())) {
      found.add(new Refused.Field(prefix + "until", "is not after the promise was made", "RP-05"));
    }
    if (promise.note() != null && (promise.note().length() > LONGEST_NOTE || !NOTE.matcher(promise.note()).matches())) {
      found.add(new Refused.Field(prefix + "note", "has at most " + LONGEST_NOTE + " characters, and none that control a machine", "RP-05"));
    }
    return found;
  }

  private static boolean isTime(List<Refused.Field> found, String field, Instant time) {
    if (time != null && !time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
      return true;
    }
    found.add(new Refused.Field(field, time == null ? "is missing" : "lies outside of the years 2000 to 2199", "RP-05"));
    return false;
  }

  /** Of a merchant and a buyer that are named for many orders at once; either may be absent. */
  List<Refused.Field> violationsOfOwners(String merchantId, String buyerId) {
    var found = new ArrayList<Refused.Field>();
    if (merchantId != null && !merchantId.isBlank()) {
      id(found, "merchantId", merchantId, MERCHANT_ID, ASCII);
    }
    if (buyerId != null && !buyerId.isBlank()) {
      id(found, "buyerId", buyerId, BUYER_ID, NO_MASK);
    }
    return found;
  }

  private static void id(List<Refused.Field> found, String field, String value, Pattern pattern, String allowed) {
    if (value == null || value.isBlank()) {
      found.add(new Refused.Field(field, "is missing", null));
    } else if (value.length() > LONGEST_ID) {
      found.add(new Refused.Field(field, "is longer than " + LONGEST_ID + " characters", null));
    } else if (!pattern.matcher(value).matches()) {
      found.add(new Refused.Field(field, "must have " + allowed, null));
    }
  }

  private static void amounts(List<Refused.Field> found, Order order) {
    if (order.paidAmount() == null) {
      found.add(new Refused.Field("paidAmount", "is missing", null));
    } else if (order.paidAmount().isNegative()) {
      found.add(new Refused.Field("paidAmount", "is not negative", null));
    }
    if (order.freight() == null) {
      found.add(new Refused.Field("freight", "is missing", null));
    } else if (order.freight().isNegative()) {
      found.add(new Refused.Field("freight", "is not negative", null));
    } else if (order.paidAmount() != null && order.freight().isGreaterThan(order.paidAmount())) {
      found.add(new Refused.Field("freight", "is part of what was paid and cannot be more", "RO-12"));
    }
  }

  private static void times(List<Refused.Field> found, Order order) {
    var confirmed = order.confirmedAt();
    if (confirmed == null) {
      found.add(new Refused.Field("confirmedAt", "is missing: only a confirmed order can be refunded", "RO-01"));
    }
    // the platform's records are the truth (GN-06), odd ones too; only what cannot be is refused
    time(found, "confirmedAt", confirmed, null);
    time(found, "promisedShipAt", order.promisedShipAt(), null);
    time(found, "shippedAt", order.shippedAt(), null);
    time(found, "receivedAt", order.receivedAt(), order.shippedAt());
    time(found, "merchantPromisedUntil", order.merchantPromisedUntil(), null);
    time(found, "statutoryUntil", order.statutoryUntil(), null);
  }

  private static void time(List<Refused.Field> found, String field, Instant time, Instant shippedAt) {
    if (time == null) {
      return;
    }
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      found.add(new Refused.Field(field, "lies outside of the years 2000 to 2199", null));
    } else if (shippedAt != null && time.isBefore(shippedAt)) {
      found.add(new Refused.Field(field, "cannot be before it was shipped", "GN-06"));
    }
  }

  private static void labels(List<Refused.Field> found, List<String> labels) {
    if (labels == null) {
      return;
    }
    int length = 0;
    for (var label : labels) {
      if (label == null || label.isBlank() || !LABEL.matcher(label).matches()) {
        found.add(new Refused.Field("serviceLabels", "holds an empty label, or one with a comma or control characters", null));
        return;
      }
      length += label.length() + 1;
    }
    if (length > LONGEST_LABELS) {
      found.add(new Refused.Field("serviceLabels", "are longer than " + LONGEST_LABELS + " characters together", null));
    }
  }
}
