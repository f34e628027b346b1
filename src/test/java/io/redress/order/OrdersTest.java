package io.redress.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private final OrderRoom room = new OrderRoom();

  static Order order(String id, String merchant, String buyer, Instant confirmed) {
    return new Order(id, merchant, buyer, "phone", "手机", 1, Cny.parse("129.90"), Cny.parse("5.00"), confirmed, null,
        null, null, null, null, List.of("door-delivery", "退货包运费"), true, false);
  }

  static Order order(String id) {
    return order(id, "4711", "buyer1", Instant.parse("2026-11-01T01:30:00.123456789Z"));
  }

  @Test
  void a_snapshot_is_new_then_unchanged_then_changed() {
    assertThat(room.orders.put(order("240101-1"))).isEqualTo(Orders.Outcome.NEW);
    assertThat(room.orders.put(order("240101-1"))).isEqualTo(Orders.Outcome.UNCHANGED);
    assertThat(room.orders.put(order("240101-1", "4711", "buyer2", Instant.parse("2026-11-01T01:30:00Z"))))
        .isEqualTo(Orders.Outcome.CHANGED);
    assertThat(room.get("240101-1").buyerId()).isEqualTo("buyer2");
    assertThat(room.get("240101-1").serviceLabels()).containsExactly("door-delivery", "退货包运费");
  }

  @Test
  void an_order_never_changes_its_merchant() {
    room.orders.put(order("240101-1"));
    assertThatThrownBy(() -> room.orders.put(order("240101-1", "4712", "buyer1", OrderRoom.NOW)))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.CONFLICT));
    assertThat(room.get("240101-1").merchantId()).isEqualTo("4711");
  }

  @Test
  void lists_are_pages_newest_first() {
    for (int i = 1; i <= 5; i++) {
      room.orders.put(order("o" + i, i == 5 ? "4712" : "4711", i % 2 == 0 ? "buyer2" : "buyer1", OrderRoom.NOW.plusSeconds(i)));
    }
    assertThat(room.orders.ofMerchant("4711", new Page.Request(0, 3)).items()).extracting(Order::orderId).containsExactly("o4", "o3", "o2");
    assertThat(room.orders.ofMerchant("4711", new Page.Request(1, 3)).items()).extracting(Order::orderId).containsExactly("o1");
    assertThat(room.orders.ofBuyer("buyer2", new Page.Request(0, 50)).items()).extracting(Order::orderId).containsExactly("o4", "o2");
    assertThat(room.orders.all(new Page.Request(9, 50))).isEqualTo(new Page<>(List.of(), 9, 50, 5));
    assertThatThrownBy(() -> new Page.Request(0, 201)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> new Page.Request(-1, 10)).isInstanceOf(Refused.class);
  }

  @Test
  void two_first_snapshots_at_once_are_one_order() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        var id = "race-" + round;
        Callable<Orders.Outcome> put = () -> room.orders.put(order(id));
        var outcomes = new java.util.ArrayList<Orders.Outcome>();
        for (var outcome : threads.invokeAll(List.of(put, put, put, put))) {
          outcomes.add(outcome.get());
        }
        assertThat(outcomes).containsOnlyOnce(Orders.Outcome.NEW);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(room.count()).isEqualTo(10);
  }

  @Test
  void who_holds_the_row_decides_alone() throws Exception {
    room.orders.put(order("240101-1"));
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(2);
    try {
      var first = threads.submit(() -> room.transaction.execute(status -> {
        room.orders.findForUpdate("240101-1");
        held.countDown();
        await(release);
        return System.nanoTime();
      }));
      assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
      var second = threads.submit(() -> room.transaction.execute(status -> {
        room.orders.findForUpdate("240101-1");
        return System.nanoTime();
      }));
      release.countDown();
      assertThat(second.get(10, TimeUnit.SECONDS)).isGreaterThan(first.get(10, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
