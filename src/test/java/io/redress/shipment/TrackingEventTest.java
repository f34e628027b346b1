package io.redress.shipment;

import static io.redress.shipment.TrackingEvent.Kind.COLLECTED;
import static io.redress.shipment.TrackingEvent.Kind.DELIVERED;
import static io.redress.shipment.TrackingEvent.Kind.RETURNED;
import static io.redress.shipment.TrackingEvent.Kind.SIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackingEventTest {

  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  @Test
  void a_parcel_goes_on_and_never_back() {
    assertThat(at(DELIVERED, 5).supersedes(at(COLLECTED, 1))).isTrue();
    assertThat(at(COLLECTED, 9).supersedes(at(SIGNED, 5))).as("a scanner with a wrong clock").isFalse();
    assertThat(at(SIGNED, 5).supersedes(at(DELIVERED, 5))).as("of one moment").isTrue();
    assertThat(at(DELIVERED, 5).supersedes(at(SIGNED, 5))).isFalse();
    assertThat(at(RETURNED, 9).supersedes(at(SIGNED, 5))).as("handed back at the door").isTrue();
    assertThat(at(SIGNED, 9).supersedes(at(RETURNED, 5))).as("sent out once more").isTrue();
    assertThat(at(COLLECTED, 1).supersedes(null)).isTrue();
    assertThat(at(COLLECTED, 2).supersedes(at(COLLECTED, 2))).isFalse();
  }

  @Test
  void where_a_parcel_is_seen_does_not_depend_on_the_order_of_the_reports() {
    var all = new ArrayList<>(List.of(at(COLLECTED, 1), at(COLLECTED, 8), at(DELIVERED, 4), at(DELIVERED, 6), at(SIGNED, 6), at(RETURNED, 6), at(RETURNED, 2)));
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Collections.shuffle(all, random);
      TrackingEvent shown = null;
      for (var event : all) {
        shown = event.supersedes(shown) ? event : shown;
      }
      assertThat(shown).as("%s", all).isEqualTo(at(RETURNED, 6));
    }
  }

  private static TrackingEvent at(TrackingEvent.Kind kind, int hours) {
    return new TrackingEvent(kind, NOON.plusSeconds(hours * 3600L));
  }
}
