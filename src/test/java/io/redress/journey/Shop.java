package io.redress.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redress.journey.Client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The shop that Redress stands beside, and the time that both have. */
final class Shop {

  private static final Duration A_JOB = Duration.ofSeconds(30);

  private final int port;

  Shop(int port) {
    this.port = port;
  }

  Client as(String user) {
    return Client.of(port, user);
  }

  Instant now() {
    return Instant.parse(as("admin").get("/api/demo/clock").text("now"));
  }

  /** Every deadline on the way has passed when this returns. */
  void timePasses(Duration advance) {
    var moved = as("admin").post("/api/demo/clock", Map.of("advance", advance.toString()));
    assertThat(moved.status()).as("%s", moved.body()).isEqualTo(200);
  }

  /** A new order of buyer1 from merchant 4711 for 129.90, shipped and arrived yesterday; {@code replaced} are further fields. */
  String order(Object... replaced) {
    var orderId = "J-" + UUID.randomUUID().toString().substring(0, 8);
    var put = as("shop").put("/api/orders/" + orderId, snapshot(orderId, replaced));
    assertThat(put.status()).as("%s", put.body()).isEqualTo(201);
    return orderId;
  }

  Map<String, Object> snapshot(String orderId, Object... replaced) {
    var now = now().truncatedTo(ChronoUnit.SECONDS);
    var order = new LinkedHashMap<String, Object>(Map.of(
        "orderId", orderId, "merchantId", "4711", "buyerId", "buyer1", "category", "clothing", "itemName", "Blue jacket, size M 蓝色夹克 M",
        "quantity", 1, "paidAmount", "129.90", "freight", "8.00"));
    order.putAll(Map.of("confirmedAt", now.minus(Duration.ofDays(3)).toString(), "promisedShipAt", now.minus(Duration.ofDays(1)).toString(),
        "shippedAt", now.minus(Duration.ofDays(2)).toString(), "receivedAt", now.minus(Duration.ofDays(1)).toString()));
    order.putAll(fields(replaced));
    return order;
  }

  /** What a buyer asks for: 129.90 because of the quality; {@code replaced} are other fields. */
  static Map<String, Object> application(String orderId, Object... replaced) {
    var application = new HashMap<String, Object>(Map.of("orderId", orderId, "type", "refund-only", "reason", "quality", "amount", "129.90",
        "quantity", 1, "description", "The zip broke on the first day. 拉链第一天就坏了。"));
    application.putAll(fields(replaced));
    return application;
  }

  /** buyer1 asks for a refund of this order. */
  String caseAbout(String orderId) {
    var opened = as("buyer1").post("/api/cases", application(orderId));
    assertThat(opened.status()).as("%s", opened.body()).isEqualTo(201);
    return opened.text("caseId");
  }

  /** The shop passes on what a carrier reports. */
  void reports(String carrier, String trackingNumber, String event) {
    var heard = as("shop").post("/api/shipments/events",
        Map.of("carrier", carrier, "trackingNumber", trackingNumber, "event", event, "at", now().toString()));
    assertThat(heard.status()).as("%s", heard.body()).isBetween(200, 204);
  }

  Answer look(String caseId) {
    return as("agent1").get("/api/cases/" + caseId);
  }

  /** Waits until the job that pays has run. */
  Answer refunded(String caseId) {
    return stands(caseId, "refunded");
  }

  /** Waits until the case stands where its jobs lead it. */
  Answer stands(String caseId, String status) {
    return await().atMost(A_JOB).until(() -> look(caseId), its -> status.equals(its.text("status")));
  }

  /** A tracking number of this carrier's, whose numbers are a prefix and 13 digits, that no other parcel has. */
  static String trackingNumber(String prefix) {
    return prefix + "%013d".formatted(ThreadLocalRandom.current().nextLong(10_000_000_000_000L));
  }

  private static Map<String, Object> fields(Object... pairs) {
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    return fields;
  }
}
