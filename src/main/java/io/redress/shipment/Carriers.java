package io.redress.shipment;

import java.util.Optional;

/** The carriers that parcels are registered with; process owners keep them in a decision table. */
public interface Carriers {

  /** The carrier with this code, such as {@code SF}; empty when the table does not have it. */
  Optional<Carrier> find(String code);
}
