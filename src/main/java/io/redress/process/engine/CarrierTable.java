package io.redress.process.engine;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.redress.shipment.Carrier;
import io.redress.shipment.Carriers;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The table {@code carriers}. */
@Component
class CarrierTable implements Carriers {

  private final DecisionTables tables;
  private final LoadingCache<String, Pattern> compiled = Caffeine.newBuilder().maximumSize(200).build(Pattern::compile);

  CarrierTable(DecisionTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Carrier> find(String code) {
    return tables.decide("carriers", Map.of("carrier", code)).map(row -> new Carrier(code, (String) row.get("name"),
        compiled.get((String) row.get("pattern")), (String) row.get("format")));
  }
}
