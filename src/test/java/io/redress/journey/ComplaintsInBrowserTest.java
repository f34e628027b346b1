package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A complaint in a real Chromium: the buyer on a phone, the desk in Tasklist. */
@WholeApplication
class ComplaintsInBrowserTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PAGES = Path.of("target", "classes", "static", "index.html");
  private static final String HOSTILE = "<img src=x onerror=\"window.taken=1\"> 客服挂断电话";

  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort int port;

  @BeforeAll
  static void chromium() {
    if (!Files.isExecutable(CHROMIUM)) {
      var sentence = "There is no Chromium at " + CHROMIUM + " (apt-get install chromium): complaints in the browser are not proven.";
      System.out.println(sentence);
      if ("true".equals(System.getenv("CI"))) {
        fail(sentence);
      }
      assumeTrue(false, sentence);
    }
    assertThat(PAGES).as("The pages are not built. Run Maven with the web step, that is without -Dskip.web=true.").exists();
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

  @Test
  void a_buyer_complains_on_a_phone_and_the_desk_answers_in_tasklist() {
    var orderId = new Shop(port).order("remoteRegion", true);
    String complaintId;
    try (var phone = Window.open(browser, port, CHINESE, 390, 844).signIn("buyer1")) {
      phone.heading("我的订单").waitFor();
      phone.page().getByLabel("订单或商品").fill(orderId);
      phone.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^投诉: "))).click();
      phone.heading("投诉").waitFor();
      phone.button("提交投诉").click();
      assertThat(phone.text("请简要填写投诉主题。")).isVisible();
      phone.css("#subject").fill("没有用顺丰发货");
      phone.css("#description").fill(HOSTILE);
      phone.picture("complain-zh-phone");
      phone.button("提交投诉").click();
      phone.heading("没有用顺丰发货").waitFor();
      assertThat(phone.css(".hero .status")).hasText("已提交");
      assertThat(phone.text(HOSTILE)).isVisible();
      complaintId = phone.page().url().replaceAll(".*/", "");
      phone.picture("complaint-zh-phone");
    }

    try (var desk = Window.open(browser, port, ENGLISH, 1440, 900).signIn("desk1")) {
      desk.link("Tasklist").click();
      opens(desk, "Desk accepts complaint", complaintId);
      desk.text("Claim").click();
      desk.choice("Accept and investigate / 受理并调查").check();
      desk.button("Complete").click();
      opens(desk, "Desk judges complaint", complaintId);
      tab(desk, "Case").click();
      var dossier = desk.css("[role=region][aria-label=Case], [role=region][aria-label=售后单]");
      for (var fact : List.of(orderId, "没有用顺丰发货", HOSTILE, "Complaint opened", "Accepted, looked into", "CD-07", "outside the coverage of SF Express", "¥129.90")) {
        assertThat(dossier).containsText(fact);
      }
      assertThat(dossier.locator("img")).hasCount(0);
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

    try (var phone = Window.open(browser, port, ENGLISH, 390, 844).signIn("buyer1")) {
      phone.link("Complaints").click();
      phone.heading("My complaints").waitFor();
      phone.link("没有用顺丰发货").first().click();
      assertThat(phone.css(".hero .status")).hasText("Upheld");
      assertThat(phone.css(".answer")).containsText("You are right. 情况属实。");
      assertThat(phone.css(".answer")).containsText("¥12.50");
      assertThat(phone.css(".timeline")).containsText("Charged to the liable party");
      phone.picture("complaint-upheld-en-phone");
    }
  }

  private static void opens(Window desk, String step, String complaintId) {
    desk.page().getByText("All open / 全部待办").first().waitFor();
    desk.css("li.task").filter(new Locator.FilterOptions().setHasText(complaintId)).filter(new Locator.FilterOptions().setHasText(step)).click();
  }

  private static Locator tab(Window desk, String name) {
    return desk.css(".nav-tabs a").getByText(name, new Locator.GetByTextOptions().setExact(true));
  }
}
