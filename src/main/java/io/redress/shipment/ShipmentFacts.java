package io.redress.shipment;

import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.StepFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Where goods go and where they are, for whoever has to know it. A buyer sees the merchant's address only after the merchant agreed: in
 * the step in which the goods are sent (ST-06).
 */
@Component
class ShipmentFacts implements StepFacts {

  private static final String SENDS_BACK = "buyer-ships-return";
  private static final String CHOOSES_ADDRESS = "merchant-decides-return";
  private static final Set<String> NEED_SETTINGS = Set.of(CHOOSES_ADDRESS, "merchant-decides-exchange", "merchant-decides-repair", "merchant-proposes");
  private static final Set<String> SEE_PARCELS =
      Set.of("merchant-checks-return", "merchant-inspects", "merchant-repairs", "merchant-ships-back",
      "buyer-confirms-receipt", "buyer-answers-rejection", "buyer-answers-report", "agent-judges", "merchant-explains-breach", "agent-decides-breach");

  private final MerchantDirectory merchants;
  private final AgreedReturns agreed;
  private final ShipmentTable shipments;

  ShipmentFacts(MerchantDirectory merchants, AgreedReturns agreed, ShipmentTable shipments) {
    this.merchants = merchants;
    this.agreed = agreed;
    this.shipments = shipments;
  }

  @Override
  public Map<String, Map<String, Object>> of(Collection<Open> steps) {
    var addresses = agreed.ofCases(cases(steps, Set.of(SENDS_BACK)).map(AfterSalesCase::caseId).toList());
    var parcels = shipments.ofCases(cases(steps, SEE_PARCELS).map(AfterSalesCase::caseId).toList());
    var settings = merchants.of(steps.stream().filter(open -> NEED_SETTINGS.contains(name(open)) || name(open).equals(SENDS_BACK))
        .map(open -> open.itself().merchantId()).collect(Collectors.toSet()));
    var facts = new HashMap<String, Map<String, Object>>();
    for (var open : steps) {
      var known = new LinkedHashMap<String, Object>();
      var its = open.itself();
      if (name(open).equals(SENDS_BACK)) {
        var agreement = addresses.get(its.caseId());
        known.put("returnAddress", agreement == null ? null : address(agreement.address()));
        known.put("merchantPhone", settings.get(its.merchantId()).phone());
      }
      if (NEED_SETTINGS.contains(name(open)) && !settings.get(its.merchantId()).isComplete()) {
        known.put("settingsMissing", true);
      }
      if (name(open).equals(CHOOSES_ADDRESS)) {
        known.put("returnAddresses", settings.get(its.merchantId()).returnAddresses().stream().map(ShipmentFacts::choice).toList());
      }
      if (SEE_PARCELS.contains(name(open))) {
        known.put("shipments", parcels.getOrDefault(its.caseId(), List.of()).stream().map(ShipmentFacts::parcel).toList());
      }
      known.values().removeIf(Objects::isNull);
      facts.put(open.step().taskId(), known);
    }
    return facts;
  }

  private static Stream<AfterSalesCase> cases(Collection<Open> steps, Set<String> names) {
    return steps.stream().filter(open -> names.contains(name(open))).map(Open::itself);
  }

  private static String name(Open open) {
    return open.step().step();
  }

  private static Map<String, Object> address(ReturnAddress address) {
    return Map.of("street", address.street(), "receiver", address.receiver(), "phone", address.phone());
  }

  private static Map<String, Object> choice(ReturnAddress address) {
    return Map.of("addressId", address.addressId(), "street", address.street(), "receiver", address.receiver(), "isDefault", address.isDefault());
  }

  private static Map<String, Object> parcel(Shipment shipment) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("direction", shipment.direction().code());
    facts.put("carrier", shipment.parcel().carrier());
    facts.put("trackingNumber", shipment.parcel().trackingNumber());
    facts.put("etaDays", shipment.etaDays());
    facts.put("sentAt", shipment.sentAt());
    if (shipment.last() != null) {
      facts.put("lastEvent", shipment.last().kind().code());
      facts.put("lastEventAt", shipment.last().at());
    }
    facts.values().removeIf(Objects::isNull);
    return facts;
  }
}
