package io.redress.negotiation;

/** What a merchant may write to the buyer once something is agreed (NG-04 to NG-08): texts with places to fill in, kept as data. */
public interface Scripts {

  /**
   * A text in which {@code {amount}}, {@code {carrier}}, {@code {number}}, {@code {hours}} and {@code {days}} are to be filled in.
   *
   * @param hoursPromised whether the merchant promises a number of hours (RR-08)
   * @param language {@code en} or {@code zh}
   */
  String text(Outcome outcome, boolean hoursPromised, String language);
}
