package io.redress.money;

import java.util.Comparator;
import java.util.Locale;

/**
 * One account of the ledger.
 *
 * @param owner the merchant, the service partner, the buyer, or (clearing) the order whose money is on its way
 */
public record Account(Kind kind, String owner) implements Comparable<Account> {

  /** What an account holds. What comes in is positive. */
  public enum Kind {
    MERCHANT_BALANCE,
    MERCHANT_DEPOSIT,
    /** What a merchant owes: a negative balance (20.24). */
    MERCHANT_RECEIVABLE,
    PLATFORM_COMPENSATION,
    BUYER_REFUNDS,
    VOUCHERS_OUTSTANDING,
    /** Money on its way: taken from whoever pays and not yet with the buyer; or passed on by the shop to a merchant. */
    PAYMENT_CLEARING,
    /** What a service partner has given as security (CD-05). */
    PARTNER_DEPOSIT,
    /** What a service partner owes: a negative balance. */
    PARTNER_RECEIVABLE;

    /** As the tables and the API write it, such as {@code merchant-balance}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Whoever locks several accounts locks them in this order; two bookings can then never wait for each other. */
  private static final Comparator<Account> LOCK_ORDER = Comparator.comparing(Account::kind).thenComparing(Account::owner);

  public Account {
    if (kind == null || owner == null || owner.isBlank()) {
      throw new IllegalArgumentException("an account needs a kind and an owner");
    }
  }

  public static Account balance(String merchantId) {
    return new Account(Kind.MERCHANT_BALANCE, merchantId);
  }

  public static Account deposit(String merchantId) {
    return new Account(Kind.MERCHANT_DEPOSIT, merchantId);
  }

  public static Account receivable(String merchantId) {
    return new Account(Kind.MERCHANT_RECEIVABLE, merchantId);
  }

  public static Account refundsOf(String buyerId) {
    return new Account(Kind.BUYER_REFUNDS, buyerId);
  }

  /** One per order, so that refunds of different orders never wait for each other. */
  public static Account clearing(String orderId) {
    return new Account(Kind.PAYMENT_CLEARING, orderId);
  }

  /** What a buyer's vouchers are still worth. */
  public static Account vouchersOf(String buyerId) {
    return new Account(Kind.VOUCHERS_OUTSTANDING, buyerId);
  }

  /** One per buyer, so that what the platform gives to different buyers never waits for each other. */
  public static Account compensation(String buyerId) {
    return new Account(Kind.PLATFORM_COMPENSATION, buyerId);
  }

  public static Account partnerDeposit(String servicePartnerId) {
    return new Account(Kind.PARTNER_DEPOSIT, servicePartnerId);
  }

  public static Account partnerReceivable(String servicePartnerId) {
    return new Account(Kind.PARTNER_RECEIVABLE, servicePartnerId);
  }

  /** Where whoever gave this deposit owes what it lacks. */
  Account owedBeyond() {
    return switch (kind) {
      case MERCHANT_DEPOSIT -> receivable(owner);
      case PARTNER_DEPOSIT -> partnerReceivable(owner);
      default -> throw new IllegalArgumentException(this + " is no deposit");
    };
  }

  /** Where the shop's payments to a merchant come from. */
  public static Account shop(String merchantId) {
    return new Account(Kind.PAYMENT_CLEARING, "merchant:" + merchantId);
  }

  /** Where a service partner's payments of its deposit come from. */
  static Account ofPartner(String servicePartnerId) {
    return new Account(Kind.PAYMENT_CLEARING, "partner:" + servicePartnerId);
  }

  @Override
  public int compareTo(Account other) {
    return LOCK_ORDER.compare(this, other);
  }
}
