package io.redress.shipment;

import io.redress.CaseId;
import java.time.Instant;

/**
 * A parcel as it stands.
 *
 * @param caseId null while nobody has registered the number, and then so are direction and sentAt
 * @param etaDays in how many days the sender expects it to arrive, or null
 * @param sentAt when the number was given
 * @param last where the parcel was seen last; null = not yet
 * @param receivedAt when it arrived first, as the carrier says; null = not yet
 */
record Shipment(Parcel parcel, CaseId caseId, Direction direction, Integer etaDays, Instant sentAt, TrackingEvent last, Instant receivedAt) {

  boolean isReturnOf(CaseId asked) {
    return direction == Direction.RETURN && asked.equals(caseId);
  }
}
