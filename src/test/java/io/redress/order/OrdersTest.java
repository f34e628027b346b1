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

  // --- what the merchant promised (RP-05)

  private static Order promised(Instant until) {
    return order("240101-1").promisedUntil(until);
  }

  private static Promise chat(Instant madeAt, Instant until) {
    return new Promise(Promise.Source.CHAT, madeAt, until, "In the chat");
  }

  private Instant until() {
    return room.get("240101-1").merchantPromisedUntil();
  }

  private List<Promise> kept() {
    return room.promises.of(List.of("240101-1")).getOrDefault("240101-1", List.of());
  }

  @Test
  void a_later_snapshot_prolongs_what_was_promised_and_never_shortens_it() {
    var june = Instant.parse("2027-06-01T00:00:00Z");
    assertThat(room.orders.put(promised(june))).isEqualTo(Orders.Outcome.NEW);
    assertThat(room.orders.put(promised(june.minusSeconds(1)))).isEqualTo(Orders.Outcome.CHANGED);
    assertThat(until()).isEqualTo(june);
    assertThat(room.orders.put(order("240101-1"))).as("a snapshot without it takes nothing back").isEqualTo(Orders.Outcome.UNCHANGED);
    assertThat(until()).isEqualTo(june);
    assertThat(room.orders.put(promised(june.plusSeconds(1)))).isEqualTo(Orders.Outcome.CHANGED);
    assertThat(until()).isEqualTo(june.plusSeconds(1));
    assertThat(kept()).allSatisfy(its -> assertThat(its.source()).isEqualTo(Promise.Source.ORDER))
        .extracting(Promise::until).containsExactly(june, june.minusSeconds(1), june.plusSeconds(1));
  }

  @Test
  void what_is_said_again_is_kept_once() {
    var june = Instant.parse("2027-06-01T00:00:00.123456789Z");
    var told = List.of(chat(OrderRoom.NOW.plusNanos(5), june), chat(OrderRoom.NOW.plusNanos(5), june));
    assertThat(room.orders.put(promised(june), told, "shop")).isEqualTo(Orders.Outcome.NEW);
    assertThat(room.orders.put(promised(june), told, "shop")).isEqualTo(Orders.Outcome.UNCHANGED);
    assertThat(room.orders.promised("240101-1", chat(OrderRoom.NOW, june), "agent1")).isFalse();
    assertThat(kept()).hasSize(2);
    assertThat(room.orders.promised("240101-1", chat(OrderRoom.NOW.plusSeconds(1), june), "agent1")).as("said on another day").isTrue();
    assertThat(room.orders.promised("240101-1", chat(OrderRoom.NOW, june.plusSeconds(1)), "agent1")).as("said for longer").isTrue();
    assertThat(room.orders.promised("240101-1", new Promise(Promise.Source.LIVESTREAM, OrderRoom.NOW, june, null), "agent1")).as("said elsewhere").isTrue();
    assertThat(kept()).hasSize(5).filteredOn(its -> its.source() == Promise.Source.CHAT).extracting(Promise::note).containsOnly("In the chat");
  }

  @Test
  void the_latest_of_all_promises_counts_whatever_the_order_in_which_they_are_told() {
    var june = Instant.parse("2027-06-01T00:00:00Z");
    room.orders.put(order("240101-1"), List.of(chat(OrderRoom.NOW, june), chat(OrderRoom.NOW.plusSeconds(9), june.minusSeconds(5))), "shop");
    assertThat(until()).isEqualTo(june);
    room.orders.promised("240101-1", chat(OrderRoom.NOW, june.minusSeconds(9)), "agent1");
    assertThat(until()).isEqualTo(june);
    room.orders.promised("240101-1", chat(OrderRoom.NOW, june.plusSeconds(9)), "agent1");
    assertThat(until()).isEqualTo(june.plusSeconds(9));
    room.orders.put(promised(june), List.of(chat(OrderRoom.NOW, june.plusSeconds(20))), "shop");
    assertThat(until()).isEqualTo(june.plusSeconds(20));
  }

  @Test
  void an_import_takes_no_promise_back() throws Exception {
    var june = Instant.parse("2027-06-01T00:00:00Z");
    room.run(Exports.file(Exports.csv(Exports.row("240101-1"))));
    room.orders.promised("240101-1", chat(OrderRoom.NOW, june), "agent1");
    room.run(Exports.file(Exports.csv(Exports.row("240101-1", "商品数量(件)", "7"))));
    assertThat(room.get("240101-1").quantity()).isEqualTo(7);
    assertThat(until()).isEqualTo(june);
  }

  @Test
  void nobody_adds_a_promise_to_an_order_that_there_is_not() {
    assertThatThrownBy(() -> room.orders.promised("nowhere", chat(OrderRoom.NOW, OrderRoom.NOW.plusSeconds(1)), "agent1"))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.NOT_FOUND));
  }

  @Test
  void who_tells_the_same_at_once_tells_it_once() throws Exception {
    room.orders.put(order("240101-1"));
    var threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        var promise = chat(OrderRoom.NOW, Instant.parse("2027-06-01T00:00:00Z").plusSeconds(round));
        Callable<Boolean> tell = () -> room.orders.promised("240101-1", promise, "agent1");
        Callable<Boolean> push = () -> room.orders.put(order("240101-1"), List.of(promise), "shop") == Orders.Outcome.CHANGED;
        var added = new java.util.ArrayList<Boolean>();
        for (var answer : threads.invokeAll(List.of(tell, push, tell, push))) {
          added.add(answer.get());
        }
        assertThat(added).containsOnlyOnce(true);
        assertThat(until()).isEqualTo(promise.until());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(kept()).hasSize(10);
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
