/**
 * Money: a double-entry ledger, refunds decided apart from executed, vouchers, and the gateway that pays.
 *
 * <p>Everything is booked once, under a key that a repeat finds again; the sum of all postings is zero, always (design, section 3).
 */
package io.redress.money;
