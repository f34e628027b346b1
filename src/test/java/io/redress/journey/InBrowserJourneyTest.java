package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.redress.FileType;
import io.redress.dispute.Snapshots;
import io.redress.journey.Window.Language;
import io.redress.order.Exports;
import io.redress.repair.ReportsForTests;
import io.redress.rulebook.Hearing;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What people see and click in a real Chromium, in both languages, on a phone and on a desk. Every window wants a browser that
 * complains about nothing: no error on the console, no violated content security policy. Pictures are kept in
 * {@code target/screenshots}.
 */
@WholeApplication
class InBrowserJourneyTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PAGES = Path.of("target", "classes", "static", "index.html");
  private static final String HOSTILE = "<img src=x onerror=\"window.taken=1\"><b>bold</b> {{7*7}} ${7*7} {{constructor.constructor('window.taken=1')()}}";

  private static final String HOSTILE_NAME = "<img src=x onerror=window.taken=1><b>{{7*7}}.pdf";

  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort int port;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  private Shop shop;

  @BeforeAll
  static void chromium() {
    if (!Files.isExecutable(CHROMIUM)) {
      var sentence = "There is no Chromium at " + CHROMIUM + " (apt-get install chromium): the journeys in the browser are not proven.";
      System.out.println(sentence);
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      assumeTrue(false, sentence);
    }
    assertThat(PAGES).as("The pages are not built. Run Maven with the web step, that is without -Dskip.web=true.").exists();
    // a loaded machine is slow, not wrong
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setHeadless(true)
        .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync")));
  }

  @AfterAll
  static void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void people() {
    shop = new Shop(port);
  }

  @Test
  void a_dispute_goes_from_the_import_over_phone_desk_and_tasklist_to_the_money() {
    var orderId = "J-" + UUID.randomUUID().toString().substring(0, 8);
    try (var window = desk(ENGLISH).signIn("shop")) {
      window.heading("Import orders").waitFor();
      window.css("input[type=file]").setInputFiles(new FilePayload("orders.csv", "text/csv", export(orderId)));
      window.page().getByLabel("Merchant number").fill("4711");
      window.page().getByLabel("Buyer").fill("buyer1");
      window.button("Import").click();
      window.heading("Import finished").waitFor();
      assertThat(window.css(".counts")).containsText(Pattern.compile("New\\s*1"));
      assertThat(window.css("table")).containsText("商品数量(件)");
      window.picture("import-en");
    }

    String caseId;
    try (var phone = phone(CHINESE).signIn("buyer1")) {
      phone.heading("我的订单").waitFor();
      phone.page().getByLabel("订单或商品").fill(orderId);
      phone.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^申请售后"))).click();
      phone.heading("申请售后").waitFor();
      assertThat(phone.css("#amount")).hasValue("129.90");
      phone.button("提交申请").click();
      assertThat(phone.text("请选择原因。")).isVisible();
      because(phone, "质量问题");
      phone.css("#description").fill("右耳第一天就没有声音了。");
      phone.picture("apply-zh-phone");
      phone.button("提交申请").click();
      assertThat(phone.css(".hero .status")).hasText("待商家处理");
      assertThat(phone.css(".hero .countdown")).containsText(Pattern.compile("4[78]:\\d\\d"));
      caseId = phone.page().url().replaceAll(".*/", "");
      phone.picture("case-opened-zh-phone");
    }

    try (var desk = desk(ENGLISH).signIn("m4711")) {
      desk.page().getByLabel("Order, item or case").fill(orderId);
      desk.css(".rows a").click();
      desk.heading("Decide on refund").waitFor();
      assertThat(desk.css(".work .countdown.large")).containsText(Pattern.compile("4[78]:\\d\\d"));
      assertThat(desk.text("右耳第一天就没有声音了。")).isVisible();
      assertThat(desk.text("Reason for rejecting")).not().isVisible();
      desk.choice("Reject").check();
      pick(desk, "Reason for rejecting", "The problem is not proven");
      desk.field("Explain it to the buyer").fill("Please send a short video of the fault.");
      desk.field("Explain it to the buyer").blur();
      desk.picture("task-en");
      desk.button("Send answer").click();
      desk.page().getByText(Pattern.compile("^Sent\\.")).first().waitFor();
    }

    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".answer")).containsText("Please send a short video of the fault.");
      phone.choice("申请平台介入").check();
      phone.field("问题描述").fill("视频已经发过两次了。");
      phone.picture("rejection-zh-phone");
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("平台处理中");
      phone.field("请说明情况：问题是什么，何时发现").fill("第一天右耳就没有声音。");
      phone.button("提交").click();
      assertThat(phone.css(".round")).containsText("第一天右耳就没有声音。");
    }

    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Give the merchant’s side and show it");
      desk.field("Your side of it: what did you send, and what did you do about it?").fill("Both sides worked when we packed it.");
      sends(desk);
    }

    try (var desk = desk(ENGLISH).signIn("agent1")) {
      desk.link("Tasklist").click();
      openInTasklist(desk, caseId);
      tab(desk, "Case").click();
      var dossier = dossier(desk);
      for (var fact : List.of(orderId, "右耳第一天就没有声音了。", "Please send a short video of the fault.", "视频已经发过两次了。", "Not proven",
          "Case opened", "Asked the platform")) {
        assertThat(dossier).containsText(fact);
      }
      desk.picture("tasklist-case-en");
      tab(desk, "Form").click();
      desk.text("Claim").click();
      pick(desk, "Who is liable?", "Merchant / 商家");
      desk.choice("Refund in whole or in part / 全部或部分退款").check();
      desk.field("Refund in CNY").fill("64.95");
      desk.field("Explanation to both sides").fill("The video shows the fault; half of the price is fair.");
      desk.picture("tasklist-form-en");
      desk.button("Complete").click();
      shop.refunded(caseId);
    }

    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("已退款");
      assertThat(phone.css(".facts").first()).containsText("¥64.95");
      for (var kind : List.of("提交申请", "退款成功")) {
        assertThat(phone.css(".timeline")).containsText(kind);
      }
      phone.picture("refunded-zh-phone");
    }
  }

  @Test
  void a_silent_merchant_watches_the_money_go_when_the_clock_moves() {
    var orderId = shop.order("paidAmount", "77.31", "freight", "0.00");
    String caseId;
    try (var phone = phone(ENGLISH).signIn("buyer1").to("/orders/" + orderId + "/refund")) {
      because(phone, "Quality problem");
      phone.button("Send the request").click();
      assertThat(phone.css(".hero .status")).hasText("Merchant to decide");
      caseId = phone.page().url().replaceAll(".*/", "");
      phone.picture("case-opened-en-phone");
    }
    try (var desk = desk(CHINESE).signIn("admin")) {
      desk.heading("演示时钟").waitFor();
      desk.button("+ 48 小时").click();
      desk.page().getByText(Pattern.compile("^现在是 .+。$")).waitFor();
      desk.picture("clock-zh");
    }
    try (var phone = phone(ENGLISH).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("Refunded");
      assertThat(phone.css(".timeline")).containsText("Deadline passed");
      assertThat(phone.css(".timeline")).containsText("Refund paid");
      phone.picture("refunded-en-phone");
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      desk.link("Account").click();
      var entry = desk.css("tbody tr").filter(new Locator.FilterOptions().setHasText(caseId));
      assertThat(entry).hasCount(1);
      assertThat(entry).containsText("77.31");
      assertThat(entry).containsText("Balance");
      desk.picture("account-en");
    }
  }

  @Test
  void a_buyer_withdraws_on_the_phone() {
    var caseId = shop.caseAbout(shop.order());
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      phone.button("撤销申请").click();
      phone.css(".el-message-box").waitFor();
      phone.picture("withdraw-zh-phone");
      phone.css(".el-message-box .el-button--danger").click();
      assertThat(phone.css(".hero .status")).hasText("已撤销");
      assertThat(phone.css(".timeline")).containsText("申请已撤销");
      assertThat(phone.button("撤销申请")).hasCount(0);
    }
    assertThat(shop.look(caseId).text("status")).isEqualTo("withdrawn");
  }

  @Test
  void an_agent_shortens_and_asks_on_the_case_page() {
    var caseId = shop.caseAbout(shop.order());
    try (var desk = desk(ENGLISH).signIn("agent1").to("/cases/" + caseId)) {
      desk.button("Shorten the deadline").click();
      desk.button("Shorten").click();
      assertThat(desk.css(".hero .countdown")).containsText(Pattern.compile("2[34]:\\d\\d"));
      desk.button("Ask the merchant").click();
      desk.page().getByLabel("Question").fill("Was it checked before it was sent?");
      desk.button("Send question").click();
      assertThat(desk.css(".timeline")).containsText("Was it checked before it was sent?");
      desk.picture("agent-case-en");
    }
  }

  @Test
  void an_agent_has_a_parcel_recalled_and_finds_the_case_by_whom_it_waits_for() {
    var caseId = shop.caseAbout(shop.order("receivedAt", null));
    try (var desk = desk(ENGLISH).signIn("agent1").to("/cases/" + caseId)) {
      desk.button("Recall the parcel").click();
      desk.page().getByLabel("Why is the parcel to be stopped?").fill("The buyer has bought another one.");
      desk.button("Send request").click();
      assertThat(desk.css(".timeline")).containsText("Merchant asked to recall the parcel");
      assertThat(desk.css(".timeline")).containsText("The buyer has bought another one.");
      desk.to("/cases?waitingFor=merchant");
      assertThat(desk.css(".cases")).containsText(caseId);
      desk.picture("agent-cases-waiting-en");
      desk.button("Waiting for the buyer").click();
      assertThat(desk.css(".page")).not().containsText(caseId);
    }
  }

  @Test
  void goods_go_back_and_the_money_for_them_comes_back() {
    var orderId = shop.order("quantity", 3, "paidAmount", "100.00", "freight", "0.00");
    var number = Shop.trackingNumber("SF");
    String caseId;
    try (var phone = phone(CHINESE).signIn("buyer1").to("/orders/" + orderId + "/refund")) {
      wants(phone, "退货退款");
      because(phone, "质量问题");
      assertThat(phone.text("您将收到退款 ¥100.00。")).isVisible();
      phone.css("#pieces").fill("2");
      phone.css("#pieces").blur();
      assertThat(phone.text("您将收到退款 ¥66.66。")).isVisible();
      phone.css("#description").fill("两件的拉链第一天就坏了。");
      phone.picture("return-apply-zh-phone");
      phone.button("提交申请").click();
      assertThat(phone.css(".hero .status")).hasText("待商家处理");
      assertThat(phone.css(".hero .amount")).hasText("¥66.66");
      caseId = phone.page().url().replaceAll(".*/", "");
    }

    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Decide on return");
      desk.css(".scripts summary").click();
      desk.css(".scripts article").first().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("中文")).click();
      assertThat(desk.css(".scripts article p.text").first()).containsText("退货");
      desk.choice("Agree: the buyer sends the goods back").check();
      assertThat(desk.page().getByLabel(Pattern.compile("示范路4711号.*\\(default\\)"))).isChecked();
      desk.picture("return-decide-en");
      sends(desk);
    }

    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("待买家寄回");
      assertThat(phone.css(".address")).containsText("杭州市示范路4711号");
      phone.button("复制地址").click();
      assertThat(phone.text("已复制")).isVisible();
      pick(phone, "快递公司", "顺丰速运");
      phone.field("快递单号").fill(number);
      phone.field("您垫付的运费（元）").fill("12.00");
      phone.picture("return-ship-zh-phone");
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("待商家验货");
      assertThat(phone.css(".timeline")).containsText("顺丰速运 " + number);
    }
    shop.reports("SF", number, "signed");

    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Check the returned goods");
      assertThat(desk.css(".parcels")).containsText("SF Express " + number);
      assertThat(desk.css(".parcels")).containsText("Signed for");
      desk.choice("Yes, go on: refund or exchange").check();
      desk.picture("return-check-en");
      sends(desk);
    }

    assertThat(shop.refunded(caseId).text("refundedAmount")).isEqualTo("66.66");
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("已退款");
      for (var told : List.of("已提供退货地址", "包裹已寄出", "已签收", "退款成功", "退货运费已判定")) {
        assertThat(phone.css(".timeline")).containsText(told);
      }
      assertThat(phone.button("撤销申请")).hasCount(0);
      phone.picture("return-refunded-zh-phone");
    }
  }

  @Test
  void goods_are_exchanged_for_new_ones() {
    var orderId = shop.order();
    var back = Shop.trackingNumber("SF");
    var fresh = Shop.trackingNumber("SF");
    String caseId;
    try (var phone = phone(ENGLISH).signIn("buyer1").to("/orders/" + orderId + "/refund")) {
      wants(phone, "Exchange");
      because(phone, "Arrived damaged");
      phone.css("#description").fill("A button is broken.");
      phone.picture("exchange-apply-en-phone");
      phone.button("Send the request").click();
      assertThat(phone.css(".hero .status")).hasText("Merchant to decide");
      caseId = phone.page().url().replaceAll(".*/", "");
    }

    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "处理换货申请");
      desk.choice("同意换货").check();
      desk.picture("exchange-decide-zh");
      sends(desk);
    }

    try (var phone = phone(ENGLISH).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".address")).containsText("Demo Road 4711");
      pick(phone, "Carrier", "SF Express");
      phone.field("Tracking number").fill(back);
      phone.field("Freight you paid in CNY").fill("0");
      phone.picture("exchange-ship-en-phone");
      phone.button("Send answer").click();
      assertThat(phone.css(".hero .status")).hasText("Merchant to check");
    }
    shop.reports("SF", back, "signed");

    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "验收退货");
      assertThat(desk.css(".parcels")).containsText("已签收");
      desk.choice("验收通过，退款或换货").check();
      sends(desk);
      opens(desk, orderId, "寄出新品或补寄");
      pick(desk, "快递公司", "顺丰速运");
      desk.field("快递单号").fill(fresh);
      desk.field("预计几天送达").fill("3");
      desk.picture("exchange-replace-zh");
      sends(desk);
    }
    shop.reports("SF", fresh, "delivered");

    try (var phone = phone(ENGLISH).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("Buyer to confirm receipt");
      assertThat(phone.css(".parcels")).containsText("SF Express " + fresh);
      assertThat(phone.css(".parcels")).containsText("Delivered");
      phone.choice("I have received it and it is in order").check();
      phone.picture("exchange-confirm-en-phone");
      phone.button("Send answer").click();
      assertThat(phone.css(".hero .status")).hasText("Exchanged");
      for (var told : List.of("Return address given", "Parcel on its way", "about 3 days", "Delivered")) {
        assertThat(phone.css(".timeline")).containsText(told);
      }
      phone.picture("exchanged-en-phone");
    }
  }

  @Test
  void a_merchant_applies_for_the_buyer_and_proposes_and_the_buyer_says_yes_on_the_phone() {
    var applied = shop.order();
    var proposed = shop.order();
    String caseId;
    try (var desk = desk(ENGLISH).signIn("m4711").to("/orders/" + applied + "/refund")) {
      desk.heading("Apply for the buyer").waitFor();
      wants(desk, "Return and refund");
      because(desk, "Wrong item");
      assertThat(desk.css(".promise")).containsText("within 48 hours");
      desk.picture("apply-for-buyer-en");
      desk.button("Send the request").click();
      assertThat(desk.css(".hero .status")).hasText("Buyer to confirm");
      caseId = desk.page().url().replaceAll(".*/", "");

      desk.to("/orders");
      desk.page().getByLabel("Order or item").fill(proposed);
      desk.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Propose a solution: "))).click();
      wants(desk, "Small payment");
      desk.css("#proposed-amount").fill("20.00");
      desk.css("#proposed-message").fill(HOSTILE);
      desk.picture("propose-en");
      desk.button("Send the proposal").click();
      assertThat(desk.css(".hero .status")).hasText("Negotiating");
      assertHarmless(desk, desk.css(".timeline"));
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      phone.choice("确认提交").check();
      phone.picture("confirm-application-zh-phone");
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("待买家寄回");

      phone.link("待办").click();
      phone.css(".rows a").filter(new Locator.FilterOptions().setHasText("答复协商方案")).first().click();
      assertThat(phone.css(".proposal")).containsText("小额打款：¥20.00");
      assertHarmless(phone, phone.css(".proposal"));
      phone.choice("接受").check();
      phone.picture("proposal-zh-phone");
      sends(phone);
    }
    var settled = shop.as("buyer1").get("/api/cases?orderId=" + proposed).items().get(0).path("caseId").asText();
    assertThat(shop.stands(settled, "settled").text("refundedAmount")).isEqualTo("20.00");
  }

  @Test
  void a_merchant_keeps_phones_and_return_addresses() {
    var kept = shop.as("m4712").get("/api/merchants/4712/settings");
    try (var desk = phone(CHINESE).signIn("m4712").to("/settings")) {
      desk.css("#landline").fill("12");
      desk.button("保存").click();
      assertThat(desk.text("请输入 5 到 32 位号码，如 021-5555 0101。")).isVisible();
      desk.css("#landline").fill("021-5555 0101");
      desk.button("添加地址").click();
      desk.page().getByLabel("地址", new Page.GetByLabelOptions().setExact(true)).last().fill("杭州市第二路2号");
      desk.page().getByLabel("收货人").last().fill("退货二组");
      desk.page().getByLabel("联系电话").last().fill("0571-5555 0102");
      desk.css("#hours").fill("24");
      desk.picture("settings-zh-phone");
      desk.button("保存").click();
      assertThat(desk.text("设置已保存。")).isVisible();
      // the default has no button to delete it, the other one asks first
      assertThat(desk.css(".foot .el-button--danger")).hasCount(1);
      desk.css(".foot .el-button--danger").click();
      desk.picture("settings-delete-zh-phone");
      desk.button("删除地址").click();
      assertThat(desk.css(".address")).hasCount(1);
    }
    var now = shop.as("m4712").get("/api/merchants/4712/settings").body();
    assertThat(now.path("phones").path("landline").asText()).isEqualTo("021-5555 0101");
    assertThat(now.path("promisedHours").asInt()).isEqualTo(24);
    assertThat(now.path("returnAddresses")).isEqualTo(kept.body().path("returnAddresses"));
  }

  @Test
  void what_people_type_is_shown_as_text_and_nothing_of_it_runs() {
    var orderId = shop.order("itemName", HOSTILE);
    String caseId;
    try (var phone = phone(ENGLISH).signIn("buyer1").to("/orders/" + orderId + "/refund")) {
      assertHarmless(phone, phone.css("main"));
      because(phone, "Other");
      phone.css("#description").fill(HOSTILE);
      phone.button("Send the request").click();
      assertThat(phone.css(".hero .status")).hasText("Merchant to decide");
      assertHarmless(phone, phone.css("main"));
      caseId = phone.page().url().replaceAll(".*/", "");
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      desk.page().getByLabel("Order, item or case").fill(orderId);
      desk.css(".rows a").click();
      desk.choice("Reject").check();
      desk.button("Send answer").click();
      assertThat(desk.text("Check the marked fields.")).isVisible();
      pick(desk, "Reason for rejecting", "Other");
      desk.field("Explain it to the buyer").fill(HOSTILE);
      assertHarmless(desk, desk.css(".work"));
      desk.button("Send answer").click();
      desk.page().getByText(Pattern.compile("^Sent\\.")).first().waitFor();
    }
    try (var phone = phone(ENGLISH).signIn("buyer1").to("/cases/" + caseId)) {
      assertHarmless(phone, phone.css(".answer"));
      phone.choice("Ask the platform to step in").check();
      phone.field("Describe the problem").fill(HOSTILE);
      phone.button("Send answer").click();
      assertThat(phone.css(".hero .status")).hasText("Platform reviews");
    }
    for (var side : List.of("buyer1", "m4711")) {
      var client = shop.as(side);
      org.junit.jupiter.api.Assertions.assertEquals(204, client.complete(client.tasks(caseId).get(0), java.util.Map.of("statement", HOSTILE)).status());
    }
    try (var desk = desk(CHINESE).signIn("agent1")) {
      desk.link("任务列表").click();
      openInTasklist(desk, caseId);
      tab(desk, "售后单").click();
      assertHarmless(desk, dossier(desk));
      desk.picture("tasklist-hostile-zh");
    }
  }

  @Test
  void no_page_complains_in_any_language() {
    var caseId = shop.caseAbout(shop.order());
    for (var language : Language.values()) {
      for (var user : List.of("buyer1", "m4711", "agent1", "admin", "shop", "finance1")) {
        try (var window = user.equals("buyer1") ? phone(language) : desk(language)) {
          window.signIn(user);
          var pages = new ArrayList<>(window.css("nav a[href^='#']").all().stream().map(link -> link.getAttribute("href").substring(1)).toList());
          pages.add("/cases/" + caseId);
          for (var path : pages) {
            window.to(path);
            window.css("main h1").first().waitFor();
            window.css("main .el-skeleton").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
            window.picture("page-" + user + path.replace('/', '-').replace(caseId, "one") + "-" + language.locale.substring(0, 2));
          }
        }
      }
    }
  }

  @Test
  void a_repair_is_refused_with_a_report_and_the_goods_go_back() throws IOException {
    var lab = "Journey lab 检测所 " + UUID.randomUUID().toString().substring(0, 8);
    try (var desk = desk(ENGLISH).signIn("agent1")) {
      desk.link("Report issuers").click();
      desk.button("Add an issuer").click();
      desk.button("Save").click();
      assertThat(desk.text("Give a name of at most 200 characters.")).isVisible();
      desk.css("#issuer-name").fill(lab);
      desk.css("#issuer-id").fill("lab-" + lab.substring(lab.length() - 8));
      desk.css("#issuer-from").fill("2020-01-01");
      inBothLanguages(desk, "issuer-edit");
      desk.button("Save").click();
      assertThat(desk.css("tbody tr").filter(new Locator.FilterOptions().setHasText(lab))).containsText("2020-01-01 – open");
      inBothLanguages(desk, "issuers");
    }

    var clothes = shop.order();
    var orderId = shop.order("category", "phone", "itemName", "Smartphone 128 GB 智能手机");
    String caseId;
    try (var phone = phone(CHINESE).signIn("buyer1").to("/orders/" + clothes + "/refund")) {
      assertThat(phone.text("此类商品不支持维修（规则 RP-03）。")).isVisible();
      assertThat(phone.css("label.choice").filter(new Locator.FilterOptions().setHasText("维修"))).hasCount(0);
      phone.to("/orders/" + orderId + "/refund");
      wants(phone, "维修");
      because(phone, "质量问题");
      phone.css("#description").fill("充电后两小时就没电了。");
      assertThat(phone.css("#amount")).hasCount(0);
      inBothLanguages(phone, "repair-apply-phone");
      phone.button("提交申请").click();
      assertThat(phone.css(".hero .status")).hasText("待商家处理");
      caseId = phone.page().url().replaceAll(".*/", "");
    }

    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Decide on repair");
      desk.choice("Agree: the buyer sends the goods to you for inspection and repair").check();
      inBothLanguages(desk, "repair-decide");
      sends(desk);
    }

    var in = Shop.trackingNumber("SF");
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".address")).containsText("杭州市示范路4711号");
      pick(phone, "快递公司", "顺丰速运");
      phone.field("快递单号").fill(in);
      phone.field("您垫付的运费（元）").fill("12.00");
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("待商家检测");
      phone.css(".evidence input[type=file]").setInputFiles(new FilePayload("notes.txt", "text/plain", new byte[] {'x'}));
      assertThat(phone.css(".evidence .fault")).containsText("无法接收 notes.txt");
      phone.css(".evidence input[type=file]").setInputFiles(new FilePayload("damage.png", "image/png", new byte[] {'x'}));
      assertThat(phone.css(".evidence .fault")).containsText("内容与文件名不符");
      phone.wasRefused(422, "/evidence");
      phone.css(".evidence input[type=file]").setInputFiles(new FilePayload(HOSTILE_NAME, "application/pdf", ReportsForTests.report("B-1", "B-1")));
      assertThat(phone.css(".evidence li")).containsText(HOSTILE_NAME);
      assertThat(phone.css(".evidence img, .evidence b")).hasCount(0);
      inBothLanguages(phone, "repair-files-phone");
    }
    shop.reports("SF", in, "signed");

    var report = ReportsForTests.report("WX-2026-777001", "SN 8842 A77X");
    var scan = ReportsForTests.scanned();
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Inspect the goods");
      assertThat(desk.css(".evidence li")).hasCount(0);
      desk.css(".work .step-form").waitFor();
      desk.css(".upload input[aria-label='Upload the report']").setInputFiles(new FilePayload("report.pdf", "application/pdf", report));
      assertThat(desk.css(".evidence li")).containsText("report.pdf");
      assertThat(chosen(desk, "The report's file")).containsText("report.pdf");
      pick(desk, "Who issued the report?", lab);
      desk.field("Report number, as it stands in the report").fill("WX-2026-777001");
      date(desk, "Issued on", shop.now().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate());
      desk.field("Serial number of the product, as it stands in the report").fill("SN 9999 WRONG");
      inBothLanguages(desk, "repair-inspect");
      desk.css(".work .send").click();
      desk.text("Sent, but not accepted yet: see what was found.").waitFor();
      assertThat(desk.css(".report.refused")).containsText("The serial number SN 9999 WRONG does not stand in the report.");
      assertThat(desk.field("Report number, as it stands in the report")).hasValue("WX-2026-777001");
      inBothLanguages(desk, "repair-report-refused");
      desk.css(".upload input[aria-label='Upload the report']").setInputFiles(new FilePayload("scan.pdf", "application/pdf", scan));
      assertThat(chosen(desk, "The report's file")).containsText("scan.pdf");
      assertThat(chosen(desk, "Who issued the report?")).containsText(lab);
      desk.field("Report number, as it stands in the report").fill("WX-2026-777002");
      desk.field("Serial number of the product, as it stands in the report").fill("SN 8842 A77X");
      desk.field("Anything to add for the buyer").fill("Water has damaged the board.");
      sends(desk);
    }

    try (var desk = desk(ENGLISH).signIn("agent1")) {
      desk.link("Tasklist").click();
      openInTasklist(desk, caseId);
      tab(desk, "Case").click();
      for (var fact : List.of("The report is a picture without text, so an agent looks at it.", "WX-2026-777002", lab, "scan.pdf", HOSTILE_NAME)) {
        assertThat(dossier(desk)).containsText(fact);
      }
      assertThat(dossier(desk).locator("img, b")).hasCount(0);
      dossier(desk).locator("input[type=file]").setInputFiles(
          new FilePayload("answer-of-the-lab.pdf", "application/pdf", ReportsForTests.report("A-1", "A-1")));
      assertThat(dossier(desk)).containsText("answer-of-the-lab.pdf");
      var download = desk.page().waitForDownload(() -> dossier(desk).getByText("Download the report").click());
      assertThat(Files.readAllBytes(download.path())).isEqualTo(scan);
      desk.picture("tasklist-report-en");
      tab(desk, "Form").click();
      desk.text("Claim").click();
      desk.choice("Yes, it counts / 有效").check();
      desk.button("Complete").click();
      shop.stands(caseId, "buyer-to-answer");
    }

    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".report")).containsText("Water has damaged the board.");
      assertThat(phone.css(".report")).containsText("报告为不含文字的图片，将由平台客服人工核实。");
      assertThat(phone.css(".report")).containsText("平台客服已人工核实，报告有效。");
      var download = phone.page().waitForDownload(() -> phone.link("下载检测报告").click());
      assertThat(Files.readAllBytes(download.path())).isEqualTo(scan);
      inBothLanguages(phone, "repair-report-phone");
      phone.choice("接受检测结果，商家寄回商品和报告").check();
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("待商家寄回");
    }

    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "寄回商品给买家");
      pick(desk, "快递公司", "顺丰速运");
      desk.field("快递单号").fill(Shop.trackingNumber("SF"));
      inBothLanguages(desk, "repair-ship-back");
      sends(desk);
    }

    try (var phone = phone(ENGLISH).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("Buyer to confirm receipt");
      assertThat(phone.button("Withdraw")).hasCount(0);
      for (var told : List.of("Detection report checked", "Serial number not in the report", "Detection report reviewed", "Parcel on its way")) {
        assertThat(phone.css(".timeline")).containsText(told);
      }
      inBothLanguages(phone, "repair-goods-back-phone");
    }
  }

  @Test
  void a_breach_that_an_agent_finds_is_explained_and_decided() {
    var orderId = shop.order("category", "phone");
    var asked = shop.as("buyer1").post("/api/cases", Shop.application(orderId, "type", "repair"));
    assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
    var caseId = asked.text("caseId");
    try (var desk = desk(ENGLISH).signIn("agent1").to("/cases/" + caseId)) {
      desk.button("Report a breach").click();
      desk.button("Look into it").click();
      assertThat(desk.text("Choose what was broken.")).isVisible();
      wants(desk, "Does not agree to repair");
      desk.css("#breach-explanation").fill("The merchant told the buyer in the chat that it repairs nothing. " + HOSTILE);
      inBothLanguages(desk, "breach-report");
      desk.button("Look into it").click();
      assertThat(desk.css(".timeline")).containsText("Breach looked into");
      assertThat(desk.css(".timeline")).containsText("Does not agree to repair");
    }
    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "说明违约情况");
      assertThat(desk.css(".breach")).containsText("商家不同意维修。");
      assertThat(desk.css(".breach")).containsText("¥38.97");
      assertHarmless(desk, desk.css(".breach"), "The merchant told the buyer in the chat that it repairs nothing. " + HOSTILE);
      desk.field("请向平台说明违约情况").fill("当时没有配件。");
      inBothLanguages(desk, "breach-explain");
      sends(desk);
    }
    for (var language : Language.values()) {
      try (var desk = desk(language).signIn("agent1")) {
        desk.link(language == ENGLISH ? "Tasklist" : "任务列表").click();
        openInTasklist(desk, caseId);
        tab(desk, language == ENGLISH ? "Case" : "售后单").click();
        for (var fact : List.of("RP-20(4)", "当时没有配件。", "¥38.97", language == ENGLISH ? "The merchant does not agree to repair." : "商家不同意维修。")) {
          assertThat(dossier(desk)).containsText(fact);
        }
        desk.picture("tasklist-breach-" + language.locale.substring(0, 2));
      }
    }
  }

  @Test
  void both_sides_show_photos_where_the_platform_asks_for_evidence() throws IOException {
    var orderId = shop.order();
    var caseId = shop.caseAbout(orderId);
    var photo = Snapshots.of(FileType.JPEG);
    Hearing.begins(repository, runtime, caseId, "4711", "buyer1", true, true);
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      phone.css(".step-form textarea").waitFor();
      phone.css(".tight input[type=file]").setInputFiles(new FilePayload[] {new FilePayload("zip.jpg", "image/jpeg", photo),
          new FilePayload("photo.jpg", "image/jpeg", io.redress.Files.program()), new FilePayload("bag.png", "image/png", Snapshots.of(FileType.PNG))});
      assertThat(phone.css(".tight .fault")).containsText("photo.jpg");
      phone.wasRefused(422, "/evidence");
      assertThat(phone.css(".tight .added")).containsText("zip.jpg、bag.png");
      assertThat(phone.css(".fjs-form-field-checklist input:checked")).hasCount(2);
      phone.field("请说明情况：问题是什么，何时发现").fill("拉链第一天就坏了。" + HOSTILE);
      assertThat(phone.css(".fjs-form-field-checklist input:checked")).hasCount(2);
      inBothLanguages(phone, "evidence-phone");
      phone.button("提交").click();
      assertThat(phone.css(".round")).containsText("拉链第一天就坏了。");
      assertHarmless(phone, phone.css(".round"), "拉链第一天就坏了。" + HOSTILE);
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Give the merchant’s side and show it");
      assertThat(desk.css(".round")).containsText("Nothing to be seen yet.");
      assertThat(desk.css(".round")).not().containsText("拉链");
      assertThat(desk.css(".evidence")).not().containsText("zip.jpg");
      desk.field("Your side of it: what did you send, and what did you do about it?").fill("It left here whole.");
      inBothLanguages(desk, "evidence-merchant");
      sends(desk);
      desk.to("/cases/" + caseId);
      assertThat(desk.css(".round")).containsText("拉链第一天就坏了。");
      var download = desk.page().waitForDownload(() -> desk.css(".round a").first().click());
      assertThat(Files.readString(download.path(), java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE);
      desk.css(".evidence .upload input[type=file]").setInputFiles(new FilePayload("late.jpg", "image/jpeg", photo));
      assertThat(desk.css(".evidence .fault")).containsText("late.jpg was not taken: the platform does not ask you for files now");
      desk.wasRefused(409, "/evidence");
      inBothLanguages(desk, "evidence-closed");
    }
    try (var desk = desk(ENGLISH).signIn("agent1")) {
      desk.link("Tasklist").click();
      openInTasklist(desk, caseId);
      tab(desk, "Case").click();
      for (var fact : List.of("Round 1 of evidence", "拉链第一天就坏了。", "It left here whole.", "zip.jpg", "named as proof")) {
        assertThat(dossier(desk)).containsText(fact);
      }
      assertThat(dossier(desk).locator("img, b")).hasCount(0);
      desk.picture("tasklist-evidence-en");
    }
  }

  // --- helpers

  private static void openInTasklist(Window desk, String caseId) {
    desk.page().getByText("All open / 全部待办").first().waitFor();
    desk.css("li.task").filter(new Locator.FilterOptions().setHasText(caseId)).first().click();
    desk.picture("tasklist-list");
  }

  private static Locator tab(Window desk, String name) {
    return desk.css(".nav-tabs a").getByText(name, new Locator.GetByTextOptions().setExact(true));
  }

  private static Locator dossier(Window desk) {
    return desk.css("[role=region][aria-label=Case], [role=region][aria-label=售后单]");
  }

  private static void assertHarmless(Window window, Locator place) {
    assertHarmless(window, place, HOSTILE);
  }

  private static void assertHarmless(Window window, Locator place, String typed) {
    assertThat(place.getByText(typed, new Locator.GetByTextOptions().setExact(true)).first()).isVisible();
    assertThat(place.locator("img, b")).hasCount(0);
    assertThat(window.page().evaluate("window.taken")).as("what people type never runs").isNull();
  }

  /** Chooses the reason of an application. */
  private static void because(Window window, String reason) {
    window.css(".field .el-select").click();
    window.page().getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(reason)).click();
  }

  /** Chooses what is asked for or proposed. */
  private static void wants(Window window, String what) {
    window.css("label.choice").filter(new Locator.FilterOptions().setHas(window.text(what))).locator("input").check();
  }

  /** A merchant takes the open step of this order. */
  private static void opens(Window desk, String orderId, String step) {
    desk.to("/tasks");
    desk.css(".queue-head input").first().fill(orderId);
    desk.css(".rows a").filter(new Locator.FilterOptions().setHasText(step)).click();
    desk.heading(step).waitFor();
  }

  private static void sends(Window window) {
    window.css(".work .send").click();
    window.page().getByText(Pattern.compile("^(Sent\\.|已提交，)")).first().waitFor();
  }

  /** Chooses from one of a form's lists. */
  private static void pick(Window window, String list, String choice) {
    window.css(".fjs-form-field-select").filter(new Locator.FilterOptions().setHasText(list)).locator(".fjs-input-group").click();
    window.css(".fjs-dropdownlist-item").getByText(choice, new Locator.GetByTextOptions().setExact(true)).click();
  }

  /** What is chosen in one of a form's lists. */
  private static Locator chosen(Window window, String list) {
    return window.css(".fjs-form-field-select").filter(new Locator.FilterOptions().setHasText(list)).locator(".fjs-input-group");
  }

  /** Types a day as the field asks for it. */
  private static void date(Window window, String label, LocalDate day) {
    var field = window.css(".fjs-form-field-datetime").filter(new Locator.FilterOptions().setHasText(label)).locator("input").first();
    field.fill(DateTimeFormatter.ofPattern(field.getAttribute("placeholder").replace('m', 'M')).format(day));
    field.press("Enter");
    field.blur();
  }

  /** Two pictures; the window is left in the language that it had. */
  private static void inBothLanguages(Window window, String name) {
    var other = window.css(".languages button[aria-pressed=false]").getAttribute("aria-label");
    window.picture(name + (other.equals("English") ? "-zh" : "-en"));
    window.css(".languages button[aria-pressed=false]").evaluate("button => button.click()");
    // a form is drawn anew
    window.page().waitForTimeout(400);
    window.picture(name + (other.equals("English") ? "-en" : "-zh"));
    window.css(".languages button[aria-pressed=false]").evaluate("button => button.click()");
    window.page().waitForTimeout(400);
  }

  private Window desk(Language language) {
    return Window.open(browser, port, language, 1440, 900);
  }

  private Window phone(Language language) {
    return Window.open(browser, port, language, 390, 844);
  }

  /** A back-office export as merchants download it, its second row unusable. */
  private byte[] export(String orderId) {
    var csv = Exports.csv(
        Exports.row(orderId, "支付时间", daysAgo(4), "承诺发货时间", daysAgo(2), "发货时间", daysAgo(3), "确认收货时间", daysAgo(1)),
        Exports.row(orderId + "-2", "商品数量(件)", "0"));
    return csv.getBytes(Charset.forName("GB18030"));
  }

  private String daysAgo(int days) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(shop.now().minus(Duration.ofDays(days)).atZone(ZoneId.of("Asia/Shanghai")));
  }
}
