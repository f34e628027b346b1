package io.redress.money;

/**
 * A buyer has got a voucher. Published inside the transaction that makes it true.
 *
 * <p>What becomes of it later is nobody's business but the buyer's: an order that it pays for may be another merchant's.
 */
public record VoucherIssued(Voucher voucher) {}
