package io.redress.negotiation;

import io.redress.Refused;
import io.redress.shipment.MerchantDirectory;
import org.springframework.stereotype.Component;

/** Nobody is told to send goods back to a merchant who has not said where to (ST-02). */
@Component
class ReturnAddresses {

  private final MerchantDirectory merchants;

  ReturnAddresses(MerchantDirectory merchants) {
    this.merchants = merchants;
  }

  /** @throws Refused when the merchant has no default return address */
  void demand(String merchantId) {
    if (merchants.of(merchantId).defaultAddress().isEmpty()) {
      throw Refused.conflict("no-return-address", "ST-02",
          "Goods would be sent back, but merchant " + merchantId + " has no return address. Fill in the after-sales settings first.");
    }
  }
}
