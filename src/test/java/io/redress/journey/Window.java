package io.redress.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's browser window on our pages. It notes every complaint of the browser, and {@link #close} wants none. */
final class Window implements AutoCloseable {

  /** The language that the browser asks for, and some words of our pages in it. */
  enum Language {
    ENGLISH("en-GB", "User name", "Password", "Sign in", "Sign out"), CHINESE("zh-CN", "用户名", "密码", "登录", "退出登录");

    final String locale;
    private final String user;
    private final String password;
    private final String signIn;
    private final String signOut;

    Language(String locale, String user, String password, String signIn, String signOut) {
      this.locale = locale;
      this.user = user;
      this.password = password;
      this.signIn = signIn;
      this.signOut = signOut;
    }
  }

  private static final Path PICTURES = Path.of("target", "screenshots");

  private final BrowserContext context;
  private final Page page;
  private final Language language;
  private final String origin;
  private final List<String> complaints = new ArrayList<>();

  private Window(BrowserContext context, Language language, String origin) {
    this.context = context;
    this.language = language;
    this.origin = origin;
    // a violation that hides nothing visible is a fault as well
    context.addInitScript("addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI"
        + " + ' at ' + e.sourceFile + ':' + e.lineNumber))");
    page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(this::note);
    page.onPageError(error -> complaints.add(page.url() + " " + error));
  }

  /** A screen that is {@code width} wide: a phone's up to 500. The reader sits in Berlin, the times stay Shanghai's. */
  static Window open(Browser browser, int port, Language language, int width, int height) {
    var options = new Browser.NewContextOptions().setLocale(language.locale).setTimezoneId("Europe/Berlin").setViewportSize(width, height);
    if (width <= 500) {
      options.setHasTouch(true).setIsMobile(true).setDeviceScaleFactor(2);
    }
    return new Window(browser.newContext(options), language, "http://localhost:" + port);
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error") && !isTheQuestionWhoIsSignedIn(message)) {
      complaints.add(page.url() + " " + message.text() + " (" + message.location() + ")");
    }
  }

  /** Before the sign-in the page asks who it is that came; the answer 401 is what it wants to know, and Chromium logs it as an error. */
  private static boolean isTheQuestionWhoIsSignedIn(ConsoleMessage message) {
    return message.text().contains("401") && message.location().contains("/api/me");
  }

  Window signIn(String user) {
    page.navigate(origin + "/");
    page.getByLabel(language.user, new Page.GetByLabelOptions().setExact(true)).fill(user);
    page.getByLabel(language.password, new Page.GetByLabelOptions().setExact(true)).fill(user);
    button(language.signIn).click();
    page.getByText(user, new Page.GetByTextOptions().setExact(true)).first().waitFor();
    button(language.signOut).waitFor();
    return this;
  }

  /** Goes to a page of ours, such as {@code /cases}. */
  Window to(String path) {
    page.navigate(origin + "/#" + path);
    return this;
  }

  boolean isPhone() {
    return page.viewportSize().width <= 500;
  }

  Page page() {
    return page;
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator text(String text) {
    return page.getByText(text, new Page.GetByTextOptions().setExact(true)).first();
  }

  Locator css(String selector) {
    return page.locator(selector);
  }

  /** One of the choices of a form. */
  Locator choice(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** A text field of a form, required or not. */
  Locator field(String label) {
    return page.getByLabel(label);
  }

  /** Keeps what is seen in {@code target/screenshots}. */
  void picture(String name) {
    page.evaluate("scrollTo(0, 0)");
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  /** The server refused what the test sent on purpose, and Chromium logged it as an error. */
  void wasRefused(int status, String path) {
    assertThat(complaints.removeIf(complaint -> complaint.contains("status of " + status) && complaint.contains(path)))
        .as("%s %s", status, path).isTrue();
  }

  void complainsAboutNothing() {
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }

  @Override
  public void close() {
    context.close();
    complainsAboutNothing();
  }
}
