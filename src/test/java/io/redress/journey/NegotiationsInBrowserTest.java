package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a merchant applies for and proposes, and what the buyer says to it on the phone. */
class NegotiationsInBrowserTest extends InBrowser {

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

      // the demonstration has a proposal for this buyer as well
      opens(phone, proposed, "答复协商方案");
      assertThat(phone.css(".proposal")).containsText("小额打款：¥20.00");
      assertHarmless(phone, phone.css(".proposal"));
      phone.choice("接受").check();
      phone.picture("proposal-zh-phone");
      sends(phone);
    }
    var settled = shop.as("buyer1").get("/api/cases?orderId=" + proposed).items().get(0).path("caseId").asText();
    assertThat(shop.stands(settled, "settled").text("refundedAmount")).isEqualTo("20.00");
  }
}
