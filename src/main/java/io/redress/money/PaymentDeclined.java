package io.redress.money;

/** The gateway declined to pay; the refund has failed and the job runs again later. Meanwhile the buyer may withdraw (RO-07). */
public class PaymentDeclined extends RuntimeException {

  PaymentDeclined(String key, String reason) {
    super("the gateway declined " + key + ": " + reason);
  }
}
