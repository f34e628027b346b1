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

  /** Whether the goods that go this way in that case may be in it still, or have come with it. */
  boolean mayBeNamedAgain(CaseId asked, Direction way) {
    return direction == way && asked.equals(caseId) && (way == Direction.RETURN || way == Direction.GOODS_BACK && receivedAt != null);
  }
}
