package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.redress.rulebook.Clause;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a merchant promised about after-sales is noted by an agent and read by the buyer. */
class PromisesInBrowserTest extends InBrowser {

  @Test @Clause("RP-05")
  void an_agent_notes_a_promise_and_the_buyer_reads_until_when() {
    var orderId = shop.order();
    var lastDay = shop.now().toString().substring(0, 4).transform(Integer::parseInt) + 3 + "-05-31";
    try (var desk = desk(ENGLISH).signIn("agent1").to("/orders")) {
      desk.page().getByLabel("Order or item").fill(orderId);
      desk.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Note a promise: "))).click();
      desk.button("Keep the promise").click();
      assertThat(desk.text("Choose where it was promised.")).isVisible();
      assertThat(desk.text("Choose a day.")).isVisible();
      wants(desk, "Warranty card");
      desk.css("#promise-until").fill("2020-01-01");
      assertThat(desk.text("This day is before the promise was made.")).isVisible();
      desk.css("#promise-until").fill(lastDay);
      desk.css("#promise-note").fill(HOSTILE);
      inBothLanguages(desk, "promise");
      desk.button("Keep the promise").click();
      assertThat(desk.text("The promise is kept with the order.")).isVisible();
      assertThat(desk.css(".orders li")).containsText("After-sales promised until 31 May");
      desk.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Note a promise: "))).click();
      assertThat(desk.css(".known li")).containsText("Warranty card · " + HOSTILE);
      assertThat(desk.page().evaluate("window.taken")).as("what people type never runs").isNull();
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/orders")) {
      phone.page().getByLabel("订单或商品").fill(orderId);
      assertThat(phone.css(".orders li")).containsText("商家承诺售后至 " + lastDay.replace('-', '/'));
      assertThat(phone.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^记录商家承诺")))).hasCount(0);
      phone.picture("promise-zh-phone");
    }
  }
}
