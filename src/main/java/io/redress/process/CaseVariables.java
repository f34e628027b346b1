package io.redress.process;

import io.redress.casefile.ShippingPromise;
import java.util.Date;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** The variables of a running case. Every one that a diagram names is set when the case starts, null included. */
public final class CaseVariables {

  /** Who and what the case is about, all String; also the business key is the case's id. */
  public static final String CASE_ID = "caseId";
  public static final String ORDER_ID = "orderId";
  public static final String MERCHANT_ID = "merchantId";
  public static final String BUYER_ID = "buyerId";

  /** String; shown in the columns of Tasklist's lists. */
  public static final String CASE_TYPE = "caseType";

  /** String such as "129.90"; shown in the columns of Tasklist's lists. */
  public static final String AMOUNT = "amount";

  /** Date or null: until when the merchant promised to ship, while the order is unshipped (RO-04). */
  public static final String PROMISED_SHIP_AT = "promisedShipAt";

  /** Boolean: that time had passed when the request was submitted (RO-04). */
  public static final String SHIPPING_PROMISE_BROKEN = "shippingPromiseBroken";

  /** String or null: who agreed before this flow started, {@code merchant} or {@code platform}; the merchant's decision is skipped. */
  public static final String AGREED_BY = "agreedBy";

  /** Date or null: when the buyer sent the goods back. */
  public static final String RETURN_SENT_AT = "returnSentAt";

  /** Date or null: until when the merchant promised to have handled returned goods (RR-08). */
  public static final String COMMITMENT_DUE_AT = "commitmentDueAt";

  /** Boolean: the merchant has taken the returned goods back as they should be (EX-07). */
  public static final String RETURN_ACCEPTED = "returnAccepted";

  /** Boolean: the carrier had reported the replacement's delivery before its number was known. */
  public static final String REPLACEMENT_DELIVERED = "replacementDelivered";

  /** String or null: who bears the return freight, {@code merchant} or {@code buyer} (20.11). */
  public static final String FREIGHT_BEARER = "freightBearer";

  /** Boolean: the buyer advanced more return freight than the tariff allows, and no agent has looked at it yet. */
  public static final String FREIGHT_OVER_TARIFF = "freightOverTariff";

  /** String or null: outcomes of the human steps, by the keys of their forms. */
  public static final String DECISION = "decision";
  public static final String ANSWER = "answer";
  public static final String REMEDY = "remedy";

  private CaseVariables() {}

  /** What a shipping promise means, as timers and gateways read it. */
  public static VariableMap of(ShippingPromise promise) {
    return Variables.createVariables()
        .putValue(PROMISED_SHIP_AT, promise.at() == null ? null : Date.from(promise.at()))
        .putValue(SHIPPING_PROMISE_BROKEN, promise.broken());
  }
}
