package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
import io.redress.journey.Window.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What people see and click in a real Chromium, in both languages, on a phone and on a desk. Every window wants a browser that
 * complains about nothing: no error on the console, no violated content security policy. Pictures are kept in
 * {@code target/screenshots}.
 */
@WholeApplication
abstract class InBrowser {

  static final String HOSTILE = "<img src=x onerror=\"window.taken=1\"><b>bold</b> {{7*7}} ${7*7} {{constructor.constructor('window.taken=1')()}}";

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path PAGES = Path.of("target", "classes", "static", "index.html");

  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort int port;
  Shop shop;

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

  static void openInTasklist(Window desk, String caseId) {
    openInTasklist(desk, caseId, caseId);
    desk.picture("tasklist-list");
  }

  /** Of several steps of one case or complaint. */
  static void openInTasklist(Window desk, String id, String step) {
    desk.page().getByText("All open / 全部待办").first().waitFor();
    // a list shows 15 steps at a time: who has a number searches for it
    var criterion = "[{\"type\":\"processVariables\",\"operator\":\"eq\",\"value\":\"%s\",\"name\":\"%s\"}]".formatted(id, id.startsWith("R") ? "caseId" : "complaintId");
    desk.page().evaluate("criterion => { location.hash = '/?searchQuery=' + encodeURIComponent(criterion); }", criterion);
    desk.css("li.task").filter(new Locator.FilterOptions().setHasText(id)).filter(new Locator.FilterOptions().setHasText(step)).first().click();
  }

  /** What Tasklist shows is Chinese, and no key stands where its word came too late or does not exist. */
  static void speaksChinese(Window desk) {
    assertThat(desk.css(".nav-tabs")).containsText("历史");
    assertThat(desk.css("input.main-field")).hasAttribute("placeholder", "筛选任务");
    assertThat(desk.css(".sorting-choice").first()).containsText("创建时间");
    var shown = (String) desk.page().evaluate("document.body.innerText + [...document.querySelectorAll('[placeholder]')].map(field => field.placeholder)");
    assertThat(Pattern.compile("[A-Z]+_[A-Z_]+").matcher(shown).results().map(MatchResult::group)).as("keys without a word").isEmpty();
  }

  /** On a bad line Tasklist's words arrive long after its program. */
  static void wordsComeLate(Window desk) {
    desk.page().route("**/tasklist/locales/*.json*", route -> {
      try {
        Thread.sleep(1_500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      route.resume();
    });
  }

  static Locator tab(Window desk, String name) {
    return desk.css(".nav-tabs a").getByText(name, new Locator.GetByTextOptions().setExact(true));
  }

  static Locator dossier(Window desk) {
    return desk.css("[role=region][aria-label=Case], [role=region][aria-label=售后单]");
  }

  static void assertHarmless(Window window, Locator place) {
    assertHarmless(window, place, HOSTILE);
  }

  static void assertHarmless(Window window, Locator place, String typed) {
    assertThat(place.getByText(typed, new Locator.GetByTextOptions().setExact(true)).first()).isVisible();
    assertThat(place.locator("img:not([src^='/api/cases/']), b")).hasCount(0);
    assertThat(window.page().evaluate("window.taken")).as("what people type never runs").isNull();
  }

  /** Chooses the reason of an application. */
  static void because(Window window, String reason) {
    window.css(".field .el-select").click();
    window.page().getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(reason)).click();
  }

  /** Chooses what is asked for or proposed. */
  static void wants(Window window, String what) {
    window.css("label.choice").filter(new Locator.FilterOptions().setHas(window.text(what))).locator("input").check();
  }

  /** Takes the open step of this order. */
  static void opens(Window desk, String orderId, String step) {
    desk.to("/tasks");
    desk.css(".queue-head input").first().fill(orderId);
    desk.css(".rows a").filter(new Locator.FilterOptions().setHasText(step)).click();
    desk.heading(step).waitFor();
  }

  static void sends(Window window) {
    window.css(".work .send").click();
    window.page().getByText(Pattern.compile("^(Sent\\.|已提交，)")).first().waitFor();
  }

  /** Chooses from one of a form's lists. */
  static void pick(Window window, String list, String choice) {
    window.css(".fjs-form-field-select").filter(new Locator.FilterOptions().setHasText(list)).locator(".fjs-input-group").click();
    window.css(".fjs-dropdownlist-item").getByText(choice, new Locator.GetByTextOptions().setExact(true)).click();
  }

  /** What is chosen in one of a form's lists. */
  static Locator chosen(Window window, String list) {
    return window.css(".fjs-form-field-select").filter(new Locator.FilterOptions().setHasText(list)).locator(".fjs-input-group");
  }

  /** Types a day as the field asks for it. */
  static void date(Window window, String label, LocalDate day) {
    var field = window.css(".fjs-form-field-datetime").filter(new Locator.FilterOptions().setHasText(label)).locator("input").first();
    field.fill(DateTimeFormatter.ofPattern(field.getAttribute("placeholder").replace('m', 'M')).format(day));
    field.press("Enter");
    field.blur();
  }

  /** Two pictures; the window is left in the language that it had. */
  static void inBothLanguages(Window window, String name) {
    var other = window.css(".languages button[aria-pressed=false]").getAttribute("aria-label");
    window.picture(name + (other.equals("English") ? "-zh" : "-en"));
    window.css(".languages button[aria-pressed=false]").evaluate("button => button.click()");
    // a form is drawn anew
    window.page().waitForTimeout(400);
    window.picture(name + (other.equals("English") ? "-en" : "-zh"));
    window.css(".languages button[aria-pressed=false]").evaluate("button => button.click()");
    window.page().waitForTimeout(400);
  }

  Window desk(Language language) {
    return Window.open(browser, port, language, 1440, 900);
  }

  Window phone(Language language) {
    return Window.open(browser, port, language, 390, 844);
  }
}
