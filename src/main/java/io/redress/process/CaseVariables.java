package io.redress.process;

import io.redress.casefile.ShippingPromise;
import java.util.Date;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** The variables of a running case. Every one that a diagram names is set when the case starts, null included. */
public final class CaseVariables {

  /** String or null: the complaint that the flow is about; its business key. Shown in the columns of Tasklist's lists. */
  public static final String COMPLAINT_ID = "complaintId";

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

  /** Boolean or null: the goods qualify for repair, as the merchant said or by its silence (RP-09); set by the form of {@code merchant-inspects}. */
  public static final String MEETS_STANDARD = "meetsStandard";

  /** String or null: what the check of the detection report came to, {@code valid}, {@code suspect} or {@code invalid} (RP-12). */
  public static final String REPORT_OUTCOME = "reportOutcome";

  /** Date or null: when the merchant gave the number under which the buyer's own goods come back (RP-11). */
  public static final String GOODS_BACK_SENT_AT = "goodsBackSentAt";

  /** Boolean: the carrier had reported their delivery before that number was known. */
  public static final String GOODS_DELIVERED = "goodsDelivered";

  /** Date or null: when the buyer withdrew (RP-18). */
  public static final String WITHDRAWN_AT = "withdrawnAt";

  /** Boolean: the merchant had signed for the goods by then, or when the request was dismissed. */
  public static final String GOODS_SIGNED = "goodsSigned";

  /** String or null: who bears the return freight, {@code merchant} or {@code buyer} (20.11). */
  public static final String FREIGHT_BEARER = "freightBearer";

  /** Boolean: the buyer advanced more return freight than the tariff allows, and no agent has looked at it yet. */
  public static final String FREIGHT_OVER_TARIFF = "freightOverTariff";

  /** String or null: the clause that the merchant is said to have broken, such as "RP-20(4)"; null = the calling diagram says it. */
  public static final String BREACH = "breach";

  /** Integer: which breach of the case is being looked into. */
  public static final String BREACH_NUMBER = "breachNumber";

  /** Boolean: a breach has been upheld and the order is refunded for it (RP-20). */
  public static final String REFUND_ORDER = "refundOrder";

  /** Boolean: this side is asked for evidence in the round that begins (PI-09). */
  public static final String ASK_BUYER = "askBuyer";
  public static final String ASK_MERCHANT = "askMerchant";
  /** Date or null: when the one clock around the flow's steps ran out; a step that opens later is overdue from the start (CD-02). */
  public static final String OVERDUE_SINCE = "overdueSince";

  /** String: who wants a judgement, for the cards in Tasklist: {@code buyer} or {@code merchant}; {@code both} = the platform has stepped in unasked. */
  public static final String WAITING_SIDE = "waitingSide";

  /** String or null: what the agent wants who judges, {@code judge}, {@code ask-buyer}, {@code ask-merchant} or {@code offer}; null = judge. */
  public static final String NEXT = "next";

  /** Boolean: a judgement orders more than the buyer has had in this case, and whether there was something before; for appeals. */
  public static final String REFUND_DUE = "refundDue";
  public static final String REFUNDED_BEFORE = "refundedBefore";

  /** Boolean: nothing was ordered, and goods that were sent in for repair go on going back (RP-14). */
  public static final String GOODS_GO_BACK = "goodsGoBack";
  /** Boolean or null: the flow runs beside the one that conducts the case, and leaves alone where the case stands. */
  public static final String BESIDE = "beside";

  /** Boolean, of a waiting execution: what it waits for has arrived while its case stood still. */
  public static final String ARRIVED_MEANWHILE = "arrivedMeanwhile";

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
