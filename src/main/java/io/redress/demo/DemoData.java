package io.redress.demo;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import io.redress.casefile.Work;
import io.redress.complaint.Complaint;
import io.redress.complaint.Complaints;
import io.redress.complaint.Grievance;
import io.redress.dispute.Appeals;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Interventions;
import io.redress.identity.Caller;
import io.redress.identity.Callers;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Voucher;
import io.redress.money.VoucherGrant;
import io.redress.money.Vouchers;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.OnBehalf;
import io.redress.negotiation.Terms;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.order.Promise;
import io.redress.repair.ReportIssuer;
import io.redress.repair.ReportIssuers;
import io.redress.shipment.MerchantDirectory;
import io.redress.shipment.MerchantSettings;
import io.redress.shipment.ReturnAddress;
import io.redress.shipment.Shipments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
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

  private static final String LAB = "demo-lab";

  private record Item(String category, String name, String price, String complaint) {}

  /** Somebody who acts in the own name, as over HTTP. */
  private record Person(Caller caller, Viewer viewer) {

    <T> T does(Supplier<T> action) {
      return Callers.as(caller, action);
    }
  }

  private static final Person AGENT = new Person(new Caller("agent1", Set.of(Role.AGENT), null, null, null),
      Viewer.staff("agent1", Set.of(Role.AGENT.group())));
  private static final Person DESK = new Person(new Caller("desk1", Set.of(Role.SERVICE_DESK), null, null, null),
      Viewer.staff("desk1", Set.of(Role.SERVICE_DESK.group())));
  private static final Caller SHOP = new Caller("shop", Set.of(Role.INTEGRATION), null, null, null);

  private static final List<Item> ITEMS = List.of(
      new Item("clothing", "Blue jacket, size M 蓝色夹克 M", "129.90", "The zip broke on the first day. 拉链第一天就坏了。"),
      new Item("phone", "Smartphone 128 GB 智能手机 128GB", "1899.00", "The battery lasts two hours. 电池只能用两小时。"),
      new Item("fruit", "Red apples, 5 kg 红富士苹果 5kg", "39.80", "Half of them are bruised. 一半都磕坏了。"),
      new Item("large-appliance", "Washing machine 10 kg 滚筒洗衣机 10公斤", "2299.00", "It stops in the middle of the programme. 洗到一半就停机。"),
      new Item("clothing", "Running shoes, 42 跑步鞋 42码", "259.00", "The sole comes off. 鞋底开胶。"),
      new Item("fresh", "Frozen shrimps, 1 kg 冷冻大虾 1kg", "88.00", "They arrived thawed. 收到时已经化冻。"),
      new Item("virtual", "Top-up card 50 话费充值 50元", "49.50", "The code is not valid. 充值码无效。"),
      new Item("computer", "Mechanical keyboard 机械键盘", "349.00", "Some keys stick. 个别按键卡住。"),
      new Item("car-accessories", "Floor mats, set of 4 汽车脚垫四件套", "168.00", "They smell strongly of rubber. 橡胶味很重。"),
      new Item("general", "Tea set, 6 cups 茶具套装六杯", "99.99", "One cup has a crack. 有一个杯子有裂纹。"));

  private final Orders orders;
  private final Accounts accounts;
  private final MerchantDirectory merchants;
  private final Vouchers vouchers;
  private final Cases cases;
  private final Work work;
  private final OnBehalf onBehalf;
  private final Negotiations negotiations;
  private final Shipments shipments;
  private final Complaints complaints;
  private final CaseEvidence evidence;
  private final Interventions interventions;
  private final Appeals appeals;
  private final ReportIssuers issuers;
  private final Clock clock;
  private final ZoneId zone;
  private boolean running;

  DemoData(Orders orders, Accounts accounts, MerchantDirectory merchants, Vouchers vouchers, Cases cases, Work work, OnBehalf onBehalf,
      Negotiations negotiations, Shipments shipments, Complaints complaints, CaseEvidence evidence, Interventions interventions, Appeals appeals,
      ReportIssuers issuers, Clock clock, ZoneId zone) {
    this.orders = orders;
    this.accounts = accounts;
    this.merchants = merchants;
    this.vouchers = vouchers;
    this.cases = cases;
    this.work = work;
    this.onBehalf = onBehalf;
    this.negotiations = negotiations;
    this.shipments = shipments;
    this.complaints = complaints;
    this.evidence = evidence;
    this.interventions = interventions;
    this.appeals = appeals;
    this.issuers = issuers;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void start() {
    if (orders.find(orderId(0)).isEmpty()) {
      for (var merchant : MERCHANTS) {
        opens(merchant);
      }
      issuers.replace(new ReportIssuer(LAB, "Demo testing laboratory 示范检测中心", ReportIssuer.Kind.INSTITUTION, LocalDate.parse("2020-01-01"), null, null), "admin");
      issuers.replace(new ReportIssuer("demo-brand", "Demo brand service 示范品牌售后", ReportIssuer.Kind.BRAND, LocalDate.parse("2020-01-01"), null, null), "admin");
      var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      for (var buyer : BUYERS) {
        vouchers.issue(new VoucherGrant("demo-" + buyer + ":voucher:welcome:1", Voucher.Kind.CONSUMPTION_COUPON, Cny.parse("10.00"), buyer,
            null, null, null, "VC-06"));
      }
      // the first order comes last: a start that was cut short is done again
      for (int n = ORDERS - 1; n >= 0; n--) {
        orders.put(order(n, now));
      }
      refundsInDifferentStages();
      disputesInDifferentStages();
      goodsInDifferentStages();
      complaintsInDifferentStages();
      repairsInDifferentStages();
      promises(now);
    }
    running = true;
  }

  private void opens(String merchant) {
    accounts.credit(merchant, Account.Kind.MERCHANT_BALANCE, Cny.parse("20000.00"), "demo-balance");
    accounts.credit(merchant, Account.Kind.MERCHANT_DEPOSIT, Cny.parse("5000.00"), "demo-deposit");
    merchants.replace(new MerchantSettings(merchant, null, "13800" + "00" + merchant, List.of(
        new ReturnAddress("main", "Demo Road " + merchant + ", Hangzhou 杭州市示范路" + merchant + "号", "Returns 退货组", "13800" + "00" + merchant, true))));
  }

  /** Of each buyer at each merchant: a quarter unshipped, a quarter on the way, the others have arrived, some of them long ago. */
  private static Order order(int n, Instant now) {
    var item = ITEMS.get(n % ITEMS.size());
    var stage = n / 4 % 4;
    var arrived = stage >= 2;
    var confirmed = now.minus(Duration.ofHours(5 + (arrived ? 24L * (4 + n % 28) : n % 40)));
    var shipped = stage == 0 ? null : confirmed.plus(Duration.ofHours(3));
    var received = arrived ? confirmed.plus(Duration.ofDays(3)) : null;
    return new Order(orderId(n), MERCHANTS[n % 2], BUYERS[n / 2 % 2], item.category(), item.name(), 1 + n % 3,
        Cny.parse(item.price()), n % 5 == 0 ? Cny.parse("8.00") : Cny.ZERO, confirmed, confirmed.plus(Duration.ofHours(48)), shipped,
        received, null, null, List.of(), n % 17 == 0, n % 23 == 0);
  }

  private static String orderId(int n) {
    return "DEMO-%04d".formatted(1001 + n);
  }

  private void refundsInDifferentStages() {
    for (int n : new int[] {8, 29, 30, 31, 57, 58, 63}) {
      asks(n, "quality", ITEMS.get(n % ITEMS.size()).complaint());
    }
    rejects(asks(9, "not-as-described", "The colour differs from the picture. 颜色与图片不符。"));
    agrees(asks(13, "missing-item", "The hose is missing. 少了进水管。"));
    var withdrawn = asks(61, "no-reason", "I ordered by mistake. 拍错了。");
    var buyer = buyer(withdrawn.buyerId());
    buyer.does(() -> cases.withdraw(withdrawn.caseId(), buyer.viewer()));
  }

  /** The platform between the two: asked and unasked, with the evidence still to come, to be judged, judged, and under appeal. */
  private void disputesInDifferentStages() {
    disputed(10, "damaged", "It came with a tear. 收到时就有破口。");

    var heard = disputed(12, "quality", "Half of them are bruised. 一半都磕坏了。");
    hears(heard, photo(heard, "bruised-apples.png"));

    var judged = disputed(11, "quality", "It does not switch on. 无法开机。");
    hears(judged);
    dismisses(judged, "The evidence shows damage by water. 证据显示为进水损坏。");

    var appealed = disputed(90, "damaged", "The collar is torn. 领口破了。");
    hears(appealed);
    dismisses(appealed, "Nothing shows that it left torn. 没有证据表明发货时已破损。");
    var buyer = buyer(appealed.buyerId());
    var box = photo(appealed, "dented-box.png");
    buyer.does(() -> appeals.lodge(appealed.caseId(), "I have found the box, it is crushed. 我找到了包装箱，已被压坏。", List.of(box), buyer.viewer()));

    var unasked = asks(56, "not-as-described", "The code is not valid. 充值码无效。");
    AGENT.does(() -> interventions.stepIn(unasked.caseId(), "Several buyers have written about these codes. 多位买家反映此类充值码。", AGENT.viewer()));
  }

  /** All of them buyer1's at merchant 4711, who sees them after the sign-in. */
  private void goodsInDifferentStages() {
    var buyer = buyer("buyer1");
    var merchant = merchant("4711");
    takes(merchant, applies(buyer, 60, "return-refund", "no-reason", "It does not fit. 尺码不合适。"), Map.of("decision", "agree"));

    var back = applies(buyer, 88, "return-refund", "quality", "They smell strongly of rubber. 橡胶味很重。");
    takes(merchant, back, Map.of("decision", "agree"));
    takes(buyer, back, Map.of("carrier", "SF", "trackingNumber", "SF1400000000088", "freightPaid", "12.00"));
    carrierReports("SF", "SF1400000000088", "signed");

    var costly = applies(buyer, 40, "return-refund", "damaged", "The zip is torn out. 拉链脱落。");
    takes(merchant, costly, Map.of("decision", "agree"));
    takes(buyer, costly, Map.of("carrier", "SF", "trackingNumber", "SF1400000000040", "freightPaid", "38.00"));
    takes(merchant, costly, Map.of("decision", "refund"));

    checked(applies(buyer, 124, "exchange", "damaged", "The sole comes off. 鞋底开胶。"), "YT1400000000124", "15.00");
    var outOfStock = checked(applies(buyer, 120, "exchange", "wrong-item", "I ordered M and got XL. 订的是M码，收到XL码。"), "YT1400000000120", "0");
    takes(merchant, outOfStock, Map.of("outOfStock", true));
    var replaced = checked(applies(buyer, 204, "exchange", "quality", "One heel is loose. 一只鞋跟松动。"), "YT1400000000204", "0");
    takes(merchant, replaced, Map.of("carrier", "SF", "trackingNumber", "SF1400000000204", "etaDays", 2));

    takes(merchant, applies(buyer, 28, "reship", "missing-item", "One of the four mats is missing. 四件套少了一件。"), Map.of("decision", "agree"));

    merchant.does(() -> negotiations.propose(orderId(140), Terms.of("small-payment", "15.00",
        "We are sorry about the loose button. Would 15.00 CNY do? 纽扣松动给您添麻烦了，补偿您15元可以吗？"), merchant.viewer()));
    merchant.does(() -> onBehalf.apply(application(order(168), "return-refund", "not-as-described",
        "As agreed on the phone. 按电话中的约定代为申请。"), "demo-on-behalf", merchant.viewer()));
  }

  /** buyer1's and buyer2's, about orders with and without a case; one is upheld and being paid. */
  private void complaintsInDifferentStages() {
    complains(8, "No answer in the chat 客服一直不回复", "I asked three times and nobody answered. 问了三次都没有人回复。");
    complains(136, "Promised gift is missing 承诺的赠品没有发", "The page promised a gift with every order. 商品页承诺每单有赠品。");
    answers(complains(144, "Rude on the phone 客服态度差", "The clerk hung up on me. 客服直接挂断电话。"), Map.of("decision", "accept"));
    var upheld = complains(148, "Called a wrong item mine 把别人的包裹给了我", "I had to carry the parcel back. 我自己把包裹送回了驿站。");
    answers(upheld, Map.of("decision", "accept"));
    answers(upheld, Map.of("upheld", true, "liableParty", "merchant", "amount", "15.00", "reply",
        "You are right, and get 15.00 for the trouble. 情况属实，赔付您15元。"));
    answers(complains(150, "The weather 天气不好", "It rained when I wanted to wear it. 想穿的时候下雨了。"), Map.of("decision", "reject", "reply",
        "The weather is nobody's fault. 天气原因不属于投诉范围。"));
  }

  private Complaint complains(int n, String subject, String description) {
    var order = order(n);
    var buyer = buyer(order.buyerId());
    return buyer.does(() -> complaints.open(Grievance.of(order.orderId(), null, subject, description), "demo-" + order.orderId(), buyer.viewer()));
  }

  private void answers(Complaint complaint, Map<String, Object> values) {
    takes(DESK, complaint.complaintId(), values);
  }

  /** All of them buyer1's, at both merchants. */
  private void repairsInDifferentStages() {
    var buyer = buyer("buyer1");
    applies(buyer, 108, "repair", "quality", "The heating of one mat has failed. 其中一件加热失灵。");
    applies(buyer, 41, "repair", "quality", "The screen flickers. 屏幕闪烁。");
    agrees(applies(buyer, 121, "repair", "quality", "The charging port is loose. 充电口松动。"));
    sentIn(applies(buyer, 201, "repair", "quality", "The camera does not focus. 摄像头无法对焦。"), "SF1400000000201");
    var repaired = sentIn(applies(buyer, 137, "repair", "quality", "Some keys stick. 个别按键卡住。"), "SF1400000000137");
    takes(merchantOf(repaired), repaired, Map.of("meetsStandard", true));
    var photographed = sentIn(applies(buyer, 77, "repair", "quality", "The lights stay dark. 背光不亮。"), "SF1400000000077");
    brings(photographed, "report.png", "DEMO-2026-0077", "KB-0077");
    var written = sentIn(applies(buyer, 73, "repair", "quality", "The drum is noisy. 滚筒异响。"), "SF1400000000073");
    brings(written, "report.pdf", "DEMO-2026-0073", "WM-0073");
    var refused = applies(buyer, 93, "repair", "quality", "It does not heat. 不加热。");
    takes(merchantOf(refused), refused, Map.of("decision", "refuse", "explanation", "We have no workshop. 我们没有维修点。"));
    takes(merchantOf(refused), refused, Map.of("explanation", "The maker repairs it. 由厂家维修。"));
  }

  /** The merchant has agreed to a repair and has signed for the goods. */
  private AfterSalesCase sentIn(AfterSalesCase repair, String trackingNumber) {
    agrees(repair);
    takes(buyer(repair.buyerId()), repair, Map.of("carrier", "SF", "trackingNumber", trackingNumber, "freightPaid", "12.00"));
    carrierReports("SF", trackingNumber, "signed");
    return repair;
  }

  /** The merchant finds the goods not fit for repair and proves it with a report. */
  private void brings(AfterSalesCase repair, String fileName, String number, String serial) {
    var merchant = merchantOf(repair);
    takes(merchant, repair, Map.of("meetsStandard", false, "reportNumber", number, "reportIssuerId", LAB, "reportDate",
        LocalDate.ofInstant(clock.instant(), zone).toString(), "productSerial", serial, "reportEvidenceId", puts(merchant, repair, fileName)));
  }

  private void promises(Instant now) {
    orders.promised(orderId(188), new Promise(Promise.Source.CHAT, now.minus(Duration.ofDays(2)), now.plus(Duration.ofDays(730)),
        "Two years, said in the chat. 客服在聊天中承诺两年。"), "agent1");
    orders.promised(orderId(141), new Promise(Promise.Source.DETAIL_PAGE, now.minus(Duration.ofDays(20)), now.plus(Duration.ofDays(545)),
        "Repaired free of charge for 18 months. 18个月免费维修。"), "agent1");
  }

  /** The goods of an exchange have come back and are in order; the merchant sends the replacement next. */
  private AfterSalesCase checked(AfterSalesCase exchange, String trackingNumber, String freightPaid) {
    takes(merchant("4711"), exchange, Map.of("decision", "agree"));
    takes(buyer(exchange.buyerId()), exchange, Map.of("carrier", "YTO", "trackingNumber", trackingNumber, "freightPaid", freightPaid));
    takes(merchant("4711"), exchange, Map.of("decision", "refund"));
    return exchange;
  }

  private AfterSalesCase asks(int n, String reason, String description) {
    return applies(buyer(order(n).buyerId()), n, "refund-only", reason, description);
  }

  private AfterSalesCase applies(Person buyer, int n, String type, String reason, String description) {
    var order = order(n);
    return buyer.does(() -> cases.open(application(order, type, reason, description), "demo-" + order.orderId(), buyer.viewer()));
  }

  private static Application application(Order order, String type, String reason, String description) {
    return Application.of(order.orderId(), type, reason, Cny.text(order.paidAmount()), null, null, description);
  }

  private void agrees(AfterSalesCase of) {
    takes(merchantOf(of), of, Map.of("decision", "agree"));
  }

  private void rejects(AfterSalesCase of) {
    takes(merchantOf(of), of, Map.of("decision", "reject", "rejectReason", "not-proven", "explanation",
        "Please send a picture of the damage. 请提供破损照片。"));
  }

  /** The merchant has rejected it, and the buyer has asked the platform. */
  private AfterSalesCase disputed(int n, String reason, String description) {
    var its = asks(n, reason, description);
    rejects(its);
    takes(buyer(its.buyerId()), its, Map.of("answer", "intervene", "description", "The merchant has the picture already. 照片已经发给商家了。"));
    return its;
  }

  /** Both sides say something, the buyer with these files, and an agent may judge. */
  private void hears(AfterSalesCase of, String... files) {
    takes(buyer(of.buyerId()), of, Map.of("statement", "It came out of the box like that. 开箱时就是这样。", "evidenceIds", List.of(files)));
    takes(merchantOf(of), of, Map.of("statement", "We pack with care and saw nothing. 发货前检查无异常。"));
  }

  private void dismisses(AfterSalesCase of, String why) {
    takes(AGENT, of, Map.of("liability", "none", "remedy", "dismiss", "explanation", why));
  }

  private String photo(AfterSalesCase of, String fileName) {
    return puts(buyer(of.buyerId()), of, fileName);
  }

  private String puts(Person side, AfterSalesCase of, String fileName) {
    return side.does(() -> evidence.add(of.caseId(), fileName, new ClassPathResource("demo/" + fileName), side.viewer())).evidenceId();
  }

  private void takes(Person person, AfterSalesCase of, Map<String, Object> values) {
    takes(person, of.caseId(), values);
  }

  private void takes(Person person, CaseId of, Map<String, Object> values) {
    var task = work.page(person.viewer(), of, 1, 0).get(0).step().taskId();
    person.does(() -> {
      work.complete(task, values, person.viewer());
      return null;
    });
  }

  private void carrierReports(String carrier, String trackingNumber, String event) {
    Callers.as(SHOP, () -> {
      shipments.heard(carrier, trackingNumber, event, clock.instant().toString());
      return null;
    });
  }

  private Order order(int n) {
    return orders.find(orderId(n)).orElseThrow();
  }

  private static Person buyer(String buyerId) {
    return new Person(new Caller(buyerId, Set.of(Role.BUYER), null, buyerId, null), Viewer.buyer(buyerId, null));
  }

  private static Person merchantOf(AfterSalesCase of) {
    return merchant(of.merchantId());
  }

  private static Person merchant(String merchantId) {
    var user = "m" + merchantId;
    return new Person(new Caller(user, Set.of(Role.MERCHANT), merchantId, null, null), Viewer.merchant(merchantId, user));
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
