package io.redress.demo;

import io.redress.Cny;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import io.redress.casefile.Work;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills an empty database for the demo, once, before the web server takes its first request. Everything goes the way that people
 * would go, so the demo's cases are real ones.
 */
@Component
@Profile("demo")
class DemoData implements SmartLifecycle {

  private static final int ORDERS = 240;
  private static final String[] MERCHANTS = {"4711", "4712"};
  private static final String[] BUYERS = {"buyer1", "buyer2"};

  private record Item(String category, String name, String price) {}

  private static final List<Item> ITEMS = List.of(
      new Item("clothing", "Blue jacket, size M 蓝色夹克 M", "129.90"),
      new Item("phone", "Smartphone 128 GB 智能手机 128GB", "1899.00"),
      new Item("fruit", "Red apples, 5 kg 红富士苹果 5kg", "39.80"),
      new Item("large-appliance", "Washing machine 10 kg 滚筒洗衣机 10公斤", "2299.00"),
      new Item("clothing", "Running shoes, 42 跑步鞋 42码", "259.00"),
      new Item("fresh", "Frozen shrimps, 1 kg 冷冻大虾 1kg", "88.00"),
      new Item("virtual", "Top-up card 50 话费充值 50元", "49.50"),
      new Item("computer", "Mechanical keyboard 机械键盘", "349.00"),
      new Item("car-accessories", "Floor mats, set of 4 汽车脚垫四件套", "168.00"),
      new Item("general", "Tea set, 6 cups 茶具套装六杯", "99.99"));

  private final Orders orders;
  private final Accounts accounts;
  private final MerchantDirectory merchants;
  private final Cases cases;
  private final Work work;
  private final Clock clock;
  private boolean running;

  DemoData(Orders orders, Accounts accounts, MerchantDirectory merchants, Cases cases, Work work, Clock clock) {
    this.orders = orders;
    this.accounts = accounts;
    this.merchants = merchants;
    this.cases = cases;
    this.work = work;
    this.clock = clock;
  }

  @Override
  public void start() {
    if (orders.find(orderId(0)).isEmpty()) {
      for (var merchant : MERCHANTS) {
        merchant(merchant);
      }
      var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      // the first order comes last: a start that was cut short is done again
      for (int n = ORDERS - 1; n >= 0; n--) {
        orders.put(order(n, now));
      }
      casesInDifferentStages();
    }
    running = true;
  }

  private void merchant(String merchant) {
    accounts.credit(merchant, Account.Kind.MERCHANT_BALANCE, Cny.parse("20000.00"), "demo-balance");
    accounts.credit(merchant, Account.Kind.MERCHANT_DEPOSIT, Cny.parse("5000.00"), "demo-deposit");
    merchants.replace(new MerchantSettings(merchant, null, "13800" + "00" + merchant, List.of(
        new ReturnAddress("main", "Demo Road " + merchant + ", Hangzhou 杭州市示范路" + merchant + "号", "Returns 退货组", "13800" + "00" + merchant, true))));
  }

  /** Every fourth order is unshipped, every fourth is on its way, the others have arrived, some of them long ago. */
  private static Order order(int n, Instant now) {
    var item = ITEMS.get(n % ITEMS.size());
    var arrived = n % 4 >= 2;
    var confirmed = now.minus(Duration.ofHours(5 + (arrived ? 24L * (4 + n % 28) : n % 40)));
    var shipped = n % 4 == 0 ? null : confirmed.plus(Duration.ofHours(3));
    var received = arrived ? confirmed.plus(Duration.ofDays(3)) : null;
    return new Order(orderId(n), MERCHANTS[n % 2], BUYERS[n / 2 % 2], item.category(), item.name(), 1 + n % 3,
        Cny.parse(item.price()), n % 5 == 0 ? Cny.parse("8.00") : Cny.ZERO, confirmed, confirmed.plus(Duration.ofHours(48)), shipped,
        received, null, null, List.of(), n % 17 == 0, n % 23 == 0);
  }

  private static String orderId(int n) {
    return "DEMO-%04d".formatted(1001 + n);
  }

  private void casesInDifferentStages() {
    for (int n = 1; n <= 8; n++) {
      asks(n, "quality", "The zip broke on the first day. 拉链第一天就坏了。");
    }
    var rejected = asks(9, "not-as-described", "The colour differs from the picture. 颜色与图片不符。");
    rejects(rejected);
    var disputed = asks(10, "damaged", "The box was crushed. 包装被压坏了。");
    rejects(disputed);
    intervenes(disputed);
    var dismissed = asks(17, "quality", "It does not switch on. 无法开机。");
    rejects(dismissed);
    intervenes(dismissed);
    judges(dismissed);
    agrees(asks(11, "missing-item", "One piece is missing. 少发了一件。"));
    var withdrawn = asks(13, "no-reason", "I ordered by mistake. 拍错了。");
    cases.withdraw(withdrawn.caseId(), buyer(withdrawn));
  }

  private AfterSalesCase asks(int n, String reason, String description) {
    var order = orders.find(orderId(n)).orElseThrow();
    return Callers.as(new Caller(order.buyerId(), Set.of(Role.BUYER), null, order.buyerId(), null), () -> cases.open(
        Application.of(order.orderId(), "refund-only", reason, Cny.text(order.paidAmount()), null, 1, description), "demo-" + order.orderId(),
        Viewer.buyer(order.buyerId(), null)));
  }

  private void agrees(AfterSalesCase of) {
    complete(merchantOf(of), Viewer.merchant(of.merchantId(), "m" + of.merchantId()), of, Map.of("decision", "agree"));
  }

  private void rejects(AfterSalesCase of) {
    complete(merchantOf(of), Viewer.merchant(of.merchantId(), "m" + of.merchantId()), of, Map.of("decision", "reject", "rejectReason",
        "not-proven", "explanation", "Please send a picture of the damage. 请提供破损照片。"));
  }

  private void intervenes(AfterSalesCase of) {
    complete(new Caller(of.buyerId(), Set.of(Role.BUYER), null, of.buyerId(), null), buyer(of), of,
        Map.of("answer", "intervene", "description", "The merchant has the picture already. 照片已经发给商家了。"));
  }

  private void judges(AfterSalesCase of) {
    complete(new Caller("agent1", Set.of(Role.AGENT), null, null, null), Viewer.staff("agent1", Set.of(Role.AGENT.group())), of,
        Map.of("remedy", "dismiss", "explanation", "The evidence shows damage by water. 证据显示为进水损坏。"));
  }

  private void complete(Caller caller, Viewer viewer, AfterSalesCase of, Map<String, Object> values) {
    var task = work.page(viewer, of.caseId(), 1, 0).get(0).step().taskId();
    Callers.as(caller, () -> {
      work.complete(task, values, viewer);
      return null;
    });
  }

  private static Caller merchantOf(AfterSalesCase of) {
    return new Caller("m" + of.merchantId(), Set.of(Role.MERCHANT), of.merchantId(), null, null);
  }

  private static Viewer buyer(AfterSalesCase of) {
    return Viewer.buyer(of.buyerId(), null);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Early: the web server starts late. */
  @Override
  public int getPhase() {
    return 0;
  }
}
