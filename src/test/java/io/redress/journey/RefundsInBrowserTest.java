package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.redress.order.Exports;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A refund alone: asked for on a phone, disputed, withdrawn, decided by silence, hurried and questioned by an agent. */
class RefundsInBrowserTest extends InBrowser {

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
