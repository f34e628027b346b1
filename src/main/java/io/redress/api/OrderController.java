package io.redress.api;

import io.redress.Page;
import io.redress.Refused;
import io.redress.casefile.Cases;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.order.Order;
import io.redress.order.OrderRules;
import io.redress.order.Orders;
import io.redress.order.Promise;
import io.redress.order.Promises;
import io.redress.order.Refundable;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was bought, as the shop's records say. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

  private final Orders orders;
  private final OrderRules rules;
  private final Refundable refundable;
  private final Cases cases;
  private final MerchantDirectory merchants;
  private final Promises promises;

  OrderController(Orders orders, OrderRules rules, Refundable refundable, Cases cases, MerchantDirectory merchants, Promises promises) {
    this.orders = orders;
    this.promises = promises;
    this.rules = rules;
    this.refundable = refundable;
    this.cases = cases;
    this.merchants = merchants;
  }

  /** Stores one snapshot, whole: 201 for a new order, 200 for a known one. */
  @PutMapping("/{orderId}")
  ResponseEntity<OrderView> put(@PathVariable String orderId, @RequestBody OrderSnapshot snapshot, Caller caller) {
    caller.require(Role.INTEGRATION);
    var violations = new ArrayList<Refused.Field>();
    var order = snapshot.toOrder(orderId, violations);
    var promised = snapshot.toPromises(violations);
    add(violations, rules.violations(order));
    add(violations, rules.violations(promised));
    if (!violations.isEmpty()) {
      throw Refused.invalid(violations);
    }
    var outcome = orders.put(order, promised, caller.userId());
    return ResponseEntity.status(outcome == Orders.Outcome.NEW ? HttpStatus.CREATED : HttpStatus.OK).body(view(orderId));
  }

  /** Adds what the merchant promised, found later, for good (RP-05): 201 for a new promise, 200 for a known one; answers the order. */
  @PostMapping("/{orderId}/promises")
  ResponseEntity<OrderView> promised(@PathVariable String orderId, @RequestBody PromiseTold told, Caller caller) {
    caller.require(Role.INTEGRATION, Role.AGENT, Role.SUPERVISOR);
    var violations = new ArrayList<Refused.Field>();
    var promise = told.toPromise("", violations);
    add(violations, rules.violations("", promise));
    if (!violations.isEmpty()) {
      throw Refused.invalid(violations);
    }
    var isNew = orders.promised(orderId, promise, caller.userId());
    return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(view(orderId));
  }

  /** Adds the others, but none about a field that could not be read. */
  private static void add(List<Refused.Field> violations, List<Refused.Field> others) {
    var unreadable = new HashSet<String>();
    violations.forEach(violation -> unreadable.add(violation.field()));
    others.stream().filter(violation -> !unreadable.contains(violation.field())).forEach(violations::add);
  }

  /** The caller's own orders, newest first; staff and the shop see all. */
  @GetMapping
  Page<OrderView> list(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size, Caller caller) {
    var wanted = new Page.Request(page, size);
    var orders = visible(caller, wanted);
    var phones = caller.buyerId() != null ? merchants.of(orders.items().stream().map(Order::merchantId).distinct().toList())
        : Map.<String, MerchantSettings>of();
    var piecesLeft = cases.piecesLeft(orders.items());
    var promised = promises.of(orders.items().stream().map(Order::orderId).toList());
    var repairs = cases.repairableUntil(orders.items());
    return orders.map(order -> view(order, piecesLeft, repairs, promised,
        order.buyerId().equals(caller.buyerId()) ? phones.get(order.merchantId()).phone() : null));
  }

  private Page<Order> visible(Caller caller, Page.Request page) {
    if (caller.isStaff() || caller.is(Role.INTEGRATION)) {
      return orders.all(page);
    }
    if (caller.is(Role.MERCHANT) && caller.merchantId() != null) {
      return orders.ofMerchant(caller.merchantId(), page);
    }
    if (caller.is(Role.BUYER) && caller.buyerId() != null) {
      return orders.ofBuyer(caller.buyerId(), page);
    }
    throw new AccessDeniedException("Only buyers, merchants, staff and the shop see orders.");
  }

  private OrderView view(String orderId) {
    var order = orders.find(orderId).orElseThrow();
    return view(order, cases.piecesLeft(List.of(order)), cases.repairableUntil(List.of(order)), promises.of(List.of(orderId)), null);
  }

  private OrderView view(Order order, Map<String, Integer> piecesLeft, Map<String, Instant> repairs, Map<String, List<Promise>> promised,
      String merchantPhone) {
    return OrderView.of(order, refundable.of(order), piecesLeft.get(order.orderId()), repairs.get(order.orderId()), merchantPhone,
        promised.getOrDefault(order.orderId(), List.of()));
  }
}
