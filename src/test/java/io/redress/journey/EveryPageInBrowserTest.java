package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.redress.journey.Window.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds on every page: it complains about nothing, and what people type stays text. */
class EveryPageInBrowserTest extends InBrowser {

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
}
