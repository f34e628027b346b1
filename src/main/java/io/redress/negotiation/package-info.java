/**
 * Negotiation: what a merchant or an agent proposes, what the buyer answers, and the words that a merchant may write (NG-01 to
 * NG-09); and requests that somebody makes for a buyer (MB-01).
 *
 * <p>What is agreed runs in the flow of its outcome; this room says only which one, and with how much money.
 */
package io.redress.negotiation;
