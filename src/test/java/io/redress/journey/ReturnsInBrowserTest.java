package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Goods on their way: back for the money, back for new ones, stopped on the way, and the addresses they go to. */
class ReturnsInBrowserTest extends InBrowser {

  @Test
  void an_agent_has_a_parcel_recalled_and_finds_the_case_by_whom_it_waits_for() {
    var orderId = shop.order("receivedAt", null);
    var caseId = shop.caseAbout(orderId);
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
    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "拦截快递");
      assertThat(desk.css(".work .facts").first()).containsText("The buyer has bought another one.");
      desk.choice("已通知快递公司拦截退回").check();
      desk.field("快递公司的答复，或无法拦截的原因").fill("快递员已在退回途中。");
      desk.field("快递公司的答复，或无法拦截的原因").blur();
      inBothLanguages(desk, "recall");
      sends(desk);
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".timeline")).containsText("快递员已在退回途中。");
      inBothLanguages(phone, "recalled-phone");
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
}
