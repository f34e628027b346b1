package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.shipment.Shipments;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What carriers report, sent on by the shop. */
@RestController
class ShipmentController {

  /**
   * @param event {@code collected}, {@code delivered}, {@code signed} or {@code returned}
   * @param at ISO-8601 with offset
   */
  record EventBody(
      @JsonDeserialize(using = Strict.Text.class) String carrier,
      @JsonDeserialize(using = Strict.Text.class) String trackingNumber,
      @JsonDeserialize(using = Strict.Text.class) String event,
      @JsonDeserialize(using = Strict.Text.class) String at) {}

  private final Shipments shipments;

  ShipmentController(Shipments shipments) {
    this.shipments = shipments;
  }

  /** Takes one event; the same one again changes nothing, and a number that no case knows yet waits for its case. */
  @PostMapping("/api/shipments/events")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void heard(@RequestBody EventBody event, Caller caller) {
    caller.require(Role.INTEGRATION);
    shipments.heard(event.carrier(), event.trackingNumber(), event.event(), event.at());
  }
}
