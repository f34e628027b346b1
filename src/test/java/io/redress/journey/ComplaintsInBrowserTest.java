package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A complaint in a real Chromium: the buyer on a phone, the desk in Tasklist. */
class ComplaintsInBrowserTest extends InBrowser {

  private static final String HOSTILE = "<img src=x onerror=\"window.taken=1\"> 客服挂断电话";

  @Test
  void a_buyer_complains_on_a_phone_and_the_desk_answers_in_tasklist() {
    var orderId = shop.order("remoteRegion", true);
    String complaintId;
    try (var phone = phone(CHINESE).signIn("buyer1")) {
      phone.heading("我的订单").waitFor();
      phone.page().getByLabel("订单或商品").fill(orderId);
      phone.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^投诉: "))).click();
      phone.heading("投诉").waitFor();
      phone.button("提交投诉").click();
      assertThat(phone.text("请简要填写投诉主题。")).isVisible();
      phone.css("#subject").fill("没有用顺丰发货");
      phone.css("#description").fill(HOSTILE);
      inBothLanguages(phone, "complain-phone");
      phone.button("提交投诉").click();
      phone.heading("没有用顺丰发货").waitFor();
      assertThat(phone.css(".hero .status")).hasText("已提交");
      assertThat(phone.text(HOSTILE)).isVisible();
      complaintId = phone.page().url().replaceAll(".*/", "");
      inBothLanguages(phone, "complaint-phone");
    }

    try (var desk = desk(ENGLISH).signIn("desk1")) {
      desk.link("Tasklist").click();
      openInTasklist(desk, complaintId, "Desk accepts complaint");
      desk.text("Claim").click();
      desk.choice("Accept and investigate / 受理并调查").check();
      desk.button("Complete").click();
      openInTasklist(desk, complaintId, "Desk judges complaint");
      tab(desk, "Case").click();
      for (var fact : List.of(orderId, "没有用顺丰发货", HOSTILE, "Complaint opened", "Accepted, looked into", "CD-07", "outside the coverage of SF Express", "¥129.90")) {
        assertThat(dossier(desk)).containsText(fact);
      }
      assertThat(dossier(desk).locator("img")).hasCount(0);
      desk.picture("tasklist-complaint-en");
      tab(desk, "Form").click();
      desk.text("Claim").click();
      desk.choice("Yes, the platform pays first / 成立，平台先行赔付").check();
      desk.choice("The merchant / 商家").check();
      desk.field("Amount in CNY that the buyer gets").fill("12.50");
      desk.field("Reply to the buyer").fill("You are right. 情况属实。");
      desk.field("Reply to the buyer").blur();
      desk.picture("tasklist-complaint-form-en");
      desk.button("Complete").click();
      assertThat(desk.css("li.task").filter(new Locator.FilterOptions().setHasText(complaintId))).hasCount(0);
    }

    try (var phone = phone(ENGLISH).signIn("buyer1")) {
      phone.link("Complaints").click();
      phone.heading("My complaints").waitFor();
      inBothLanguages(phone, "complaints-phone");
      phone.link("没有用顺丰发货").first().click();
      assertThat(phone.css(".hero .status")).hasText("Upheld");
      assertThat(phone.css(".answer")).containsText("You are right. 情况属实。");
      assertThat(phone.css(".answer")).containsText("¥12.50");
      assertThat(phone.css(".timeline")).containsText("Charged to the liable party");
      inBothLanguages(phone, "complaint-upheld-phone");
    }
  }
}
