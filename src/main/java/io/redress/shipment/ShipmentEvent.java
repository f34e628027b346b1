package io.redress.shipment;

import io.redress.CaseId;
import java.time.Instant;

/**
 * Something has become of a case's parcel. Published inside the transaction that makes it true: what a listener writes is kept or lost
 * with it, and a listener's failure undoes it.
 */
public sealed interface ShipmentEvent {

  CaseId caseId();

  /** When the parcel arrived, as the carrier says; for a parcel that is sent in once more, when its number was given again. */
  Instant at();

  /**
   * The merchant has the returned goods.
   *
   * @param commitmentDueAt until when the merchant promised to have handled them (RR-08); null = no promise
   */
  record ReturnReceived(CaseId caseId, Instant at, Instant commitmentDueAt) implements ShipmentEvent {}

  /**
   * What the merchant sent has arrived: a replacement, or the buyer's own goods. What had arrived before its number was known is told by
   * {@link Replacements#sent} and {@link GoodsBack#sent}.
   */
  record ReplacementDelivered(CaseId caseId, Instant at) implements ShipmentEvent {}
}
