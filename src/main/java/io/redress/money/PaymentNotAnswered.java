package io.redress.money;

/**
 * The gateway has not said whether it paid: a time-out, an error, or "later". The refund stays sent; the job fails so that it
 * runs again and asks under the same key.
 */
public class PaymentNotAnswered extends RuntimeException {

  PaymentNotAnswered(String key, Throwable cause) {
    super("the gateway has not answered for " + key + "; it is asked again under the same key", cause);
  }
}
