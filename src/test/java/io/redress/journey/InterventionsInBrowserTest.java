package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.redress.FileType;
import io.redress.dispute.Snapshots;
import io.redress.rulebook.Hearing;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The platform steps in: both sides show what they have, agents judge in Tasklist. */
class InterventionsInBrowserTest extends InBrowser {

  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;

  @Test
  void both_sides_show_photos_where_the_platform_asks_for_evidence() throws IOException {
    var orderId = shop.order();
    var caseId = shop.caseAbout(orderId);
    var photo = Snapshots.of(FileType.JPEG);
    Hearing.begins(repository, runtime, caseId, "4711", "buyer1", true, true);
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      phone.css(".step-form textarea").waitFor();
      phone.css(".tight input[type=file]").setInputFiles(new FilePayload[] {new FilePayload("zip.jpg", "image/jpeg", photo),
          new FilePayload("photo.jpg", "image/jpeg", io.redress.Files.program()), new FilePayload("bag.png", "image/png", bag())});
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
      looksAt(phone, "zip.jpg", "bag.png");
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Give the merchant’s side and show it");
      assertThat(desk.css(".round")).containsText("Nothing to be seen yet.");
      assertThat(desk.css(".round")).not().containsText("拉链");
      assertThat(desk.css(".evidence")).not().containsText("zip.jpg");
      assertThat(desk.css(".evidence img")).hasCount(0);
      desk.field("Your side of it: what did you send, and what did you do about it?").fill("It left here whole.");
      inBothLanguages(desk, "evidence-merchant");
      sends(desk);
      desk.to("/cases/" + caseId);
      assertThat(desk.css(".round")).containsText("拉链第一天就坏了。");
      looksAt(desk, "zip.jpg", "bag.png");
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
      assertThat(dossier(desk).locator("img:not([src^='/api/cases/']), b")).hasCount(0);
      assertThat(dossier(desk).locator("img")).hasCount(4);
      desk.picture("tasklist-evidence-en");
      enlarges(desk, "Show bag.png large");
      desk.picture("tasklist-picture-en");
    }
    try (var desk = desk(CHINESE).signIn("agent1")) {
      wordsComeLate(desk);
      desk.page().navigate(desk.page().url().replaceAll("/#.*", "/camunda/app/tasklist/"));
      openInTasklist(desk, caseId);
      speaksChinese(desk);
      tab(desk, "售后单").click();
      enlarges(desk, "放大查看 bag.png");
      desk.picture("tasklist-picture-zh");
    }
  }

  @Test
  void the_platform_hears_both_asks_again_offers_judges_and_another_agent_judges_the_appeal() {
    var orderId = shop.order("remoteRegion", true);
    var caseId = shop.caseAbout(orderId);
    var merchant = shop.as("m4711");
    merchant.complete(merchant.tasks(caseId).get(0), Map.of("decision", "reject", "rejectReason", "not-proven", "explanation", "We see no fault. 看不出问题。"));
    var buyer = shop.as("buyer1");
    buyer.complete(buyer.tasks(caseId).get(0), Map.of("answer", "intervene", "description", "The zip is off. 拉链坏了。"));

    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      showsPhoto(phone, "zip.jpg");
      phone.field("请说明情况：问题是什么，何时发现").fill("第一天拉链就坏了。");
      phone.button("提交").click();
      assertThat(phone.css(".round")).containsText("第一天拉链就坏了。");
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Give the merchant’s side and show it");
      showsPhoto(desk, "packing.jpg");
      desk.field("Your side of it: what did you send, and what did you do about it?").fill("It was whole when we packed it.");
      sends(desk);
    }

    try (var desk = desk(ENGLISH).signIn("agent1")) {
      toJudge(desk, caseId);
      desk.text("Claim").click();
      tab(desk, "Case").click();
      for (var fact : List.of("Remote region", "第一天拉链就坏了。", "zip.jpg", "It was whole when we packed it.", "packing.jpg")) {
        assertThat(dossier(desk)).containsText(fact);
      }
      desk.picture("tasklist-hears-both-en");
      tab(desk, "Form").click();
      pick(desk, "What now?", "Ask the buyer once more / 再次询问买家");
      desk.field("Your question").fill("Was it worn before? 之前穿过吗？");
      desk.picture("tasklist-asks-again-en");
      desk.button("Complete").click();
      assertThat(desk.css("li.task").filter(new Locator.FilterOptions().setHasText(caseId))).hasCount(0);
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".answer")).containsText("Was it worn before? 之前穿过吗？");
      phone.field("请说明情况：问题是什么，何时发现").fill("没有穿过。");
      inBothLanguages(phone, "asked-again-phone");
      phone.button("提交").click();
      assertThat(phone.css(".round").last()).containsText("没有穿过。");
    }

    try (var desk = desk(CHINESE).signIn("agent1")) {
      toJudge(desk, caseId);
      speaksChinese(desk);
      desk.text("认领").click();
      desk.text("Agent One").waitFor();
      tab(desk, "售后单").click();
      assertThat(dossier(desk)).containsText("没有穿过。");
      desk.picture("tasklist-heard-again-zh");
      tab(desk, "历史").click();
      assertThat(desk.css(".history-pane")).containsText("认领");
      desk.picture("tasklist-history-zh");
      speaksChinese(desk);
      tab(desk, "表单").click();
      pick(desk, "What now?", "Offer the buyer solutions / 向买家提供方案");
      desk.choice("Offer a return and refund / 提供退货退款").check();
      desk.choice("Offer an exchange with a voucher that the platform pays / 提供换货并由平台赠券").check();
      desk.field("Voucher in CNY").fill("20.00");
      desk.picture("tasklist-offers-zh");
      desk.button("完成").click();
      assertThat(desk.css("li.task").filter(new Locator.FilterOptions().setHasText(caseId))).hasCount(0);
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      phone.css(".step-form input").first().waitFor();
      inBothLanguages(phone, "offer-phone");
      phone.choice("换货并赠送20.00元优惠券").check();
      phone.button("提交").click();
      assertThat(phone.css(".timeline")).containsText("换货并赠券");
    }

    try (var desk = desk(ENGLISH).signIn("agent1")) {
      toJudge(desk, caseId);
      desk.text("Claim").click();
      tab(desk, "Case").click();
      assertThat(dossier(desk)).containsText("Exchange with a voucher");
      desk.picture("tasklist-chosen-en");
      tab(desk, "Form").click();
      judges(desk, "Both, with a share / 双方（按比例）", "100.00", "Both could have looked. 双方均可发现。");
      desk.field("Merchant's share in percent").fill("50");
      desk.field("Merchant's share in percent").blur();
      desk.picture("tasklist-judges-en");
      desk.button("Complete").click();
      assertThat(desk.page().getByText("At most 64.95 CNY, the merchant's 50 % of the 129.90 that are left; the buyer bears the rest.").first()).isVisible();
      desk.picture("tasklist-judges-refused-en");
      desk.field("Refund in CNY").fill("40.00");
      desk.button("Complete").click();
      shop.refunded(caseId);
      desk.wasRefused(400, "submit-form");
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("已退款");
      inBothLanguages(phone, "judged-phone");
      assertThat(phone.css(".judgement")).containsText("双方均可发现。");
      phone.button("申诉").click();
      phone.css("#appeal-explanation").waitFor();
      phone.button("提交申诉").click();
      assertThat(phone.text("请至少上传一个新文件。")).isVisible();
      phone.css("#appeal-explanation").fill("近照看得出是出厂问题。");
      phone.css(".el-dialog input[type=file]").setInputFiles(new FilePayload("again.jpg", "image/jpeg", Snapshots.of(FileType.JPEG)));
      assertThat(phone.text("zip.jpg 在判定时已提交过，请上传新的文件。")).isVisible();
      phone.css(".el-dialog input[type=file]").setInputFiles(new FilePayload("close-up.png", "image/png", Snapshots.of(FileType.PNG)));
      assertThat(phone.css(".el-dialog .names")).hasText("close-up.png");
      inBothLanguages(phone, "appeal-phone");
      phone.button("提交申诉").click();
      assertThat(phone.css(".hero .status")).hasText("平台处理中");
      // the money of the first judgement stays paid
      assertThat(phone.button("撤销申请")).hasCount(0);
      assertThat(phone.css("h1")).isFocused();
      inBothLanguages(phone, "appealed-phone");
    }
    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "商家说明情况并举证");
      assertThat(desk.css(".judgement")).containsText("提起申诉：买家");
      assertThat(desk.css(".judgement")).containsText("近照看得出是出厂问题。");
      desk.css(".step-form textarea").fill("仍认为双方有责。");
      sends(desk);
    }

    try (var desk = desk(ENGLISH).signIn("agent1")) {
      toJudge(desk, caseId);
      desk.text("Claim").click();
      assertThat(desk.page().getByText("You have judged this case. An appeal is judged by somebody else: leave it to a colleague.").first()).isVisible();
      desk.picture("tasklist-four-eyes-en");
      desk.wasRefused(400, "/claim");
    }
    try (var desk = desk(ENGLISH).signIn("agent2")) {
      toJudge(desk, caseId);
      desk.text("Claim").click();
      tab(desk, "Case").click();
      for (var fact : List.of("Appeal lodged", "近照看得出是出厂问题。", "close-up.png", "Both could have looked.", "仍认为双方有责。")) {
        assertThat(dossier(desk)).containsText(fact);
      }
      desk.picture("tasklist-appeal-en");
      tab(desk, "Form").click();
      judges(desk, "Merchant / 商家", "129.90", "The close-up shows it. 近照可证。");
      desk.button("Complete").click();
      shop.stands(caseId, "refunded");
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("已退款");
      assertThat(phone.css(".judgement")).containsText("平台终局判定");
      assertThat(phone.css(".judgement")).containsText("近照可证。");
      assertThat(phone.css(".facts").filter(new Locator.FilterOptions().setHasText("已退款"))).containsText("¥129.90");
      assertThat(phone.button("申诉")).hasCount(0);
      inBothLanguages(phone, "judged-finally-phone");
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      desk.link("Account").click();
      assertThat(desk.css("tbody tr").filter(new Locator.FilterOptions().setHasText(caseId))).hasCount(2);
      desk.picture("account-after-appeal-en");
      desk.to("/cases/" + caseId);
      assertThat(desk.css(".judgement")).containsText("What the platform judged, finally");
      inBothLanguages(desk, "judged-finally-merchant");
    }
  }

  @Test
  void an_agent_steps_in_unasked_everything_stands_still_and_goes_on_with_what_was_left() {
    var orderId = shop.order();
    var caseId = shop.caseAbout(orderId);
    try (var desk = desk(ENGLISH).signIn("agent1").to("/cases/" + caseId)) {
      desk.button("Step in").click();
      desk.css("#explanation").fill("The buyer has called us twice. 买家两次来电。");
      desk.page().waitForTimeout(400);
      inBothLanguages(desk, "step-in");
      desk.css(".el-dialog .el-button--primary").click();
      assertThat(desk.css(".hero .status")).hasText("Platform reviews");
      assertThat(desk.css(".round")).containsText("Round 1 of evidence");
      assertThat(desk.css("h1")).isFocused();
      inBothLanguages(desk, "stepped-in");
    }
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.text("平台已介入")).isVisible();
      assertThat(phone.css(".timeline")).containsText("买家两次来电。");
      inBothLanguages(phone, "stepped-in-phone");
    }
    try (var desk = desk(ENGLISH).signIn("m4711").to("/cases/" + caseId)) {
      assertThat(desk.css("main")).containsText("The platform has stepped in");
      // both are asked; each reads that it is waited for
      assertThat(desk.css(".clock")).containsText("Waiting for you");
      assertThat(desk.css(".evidence .upload")).hasCount(0);
      inBothLanguages(desk, "stepped-in-merchant");
      desk.button("Propose a solution").click();
      assertThat(desk.css("label.choice")).hasCount(5);
    }
    shop.timePasses(Duration.ofHours(5));
    try (var desk = desk(CHINESE).signIn("agent1").to("/cases/" + caseId)) {
      desk.button("退回处理").click();
      desk.css(".el-message-box").waitFor();
      assertThat(desk.css(".el-message-box").boundingBox().width).isLessThanOrEqualTo(420);
      desk.picture("hand-back-zh");
      desk.css(".el-message-box .el-button--primary").click();
      assertThat(desk.css(".hero .status")).hasText("待商家处理");
      assertThat(desk.css(".hero .countdown")).containsText(Pattern.compile("47:\\d\\d|48:00"));
      assertThat(desk.css(".round")).containsText("结束");
      desk.picture("handed-back-zh");
    }
  }

  private static byte[] bag() throws IOException {
    try (var picture = InterventionsInBrowserTest.class.getResourceAsStream("/demo/dented-box.png")) {
      return picture.readAllBytes();
    }
  }

  /** In the round, then large, on to the next one with the keyboard, and back to where the reader was. */
  private static void looksAt(Window window, String first, String second) {
    assertThat(window.css(".round img")).hasCount(2);
    assertThat(window.css(".evidence > ul img")).hasCount(2);
    window.css(".evidence img").all().forEach(InterventionsInBrowserTest::isLoaded);
    inBothLanguages(window, window.isPhone() ? "previews-phone" : "previews");
    var thumb = window.css(".round .thumb").first();
    thumb.click();
    assertThat(window.css(".el-dialog__title")).hasText(first);
    isLoaded(window.css(".el-dialog img"));
    window.page().keyboard().press("ArrowLeft");
    assertThat(window.css(".el-dialog__title")).hasText(first);
    window.page().keyboard().press("ArrowRight");
    assertThat(window.css(".el-dialog__title")).hasText(second);
    isLoaded(window.css(".el-dialog img"));
    assertThat(window.css(".el-dialog a")).hasAttribute("href", Pattern.compile("/evidence/[^/]+$"));
    inBothLanguages(window, window.isPhone() ? "picture-phone" : "picture");
    window.page().keyboard().press("Escape");
    assertThat(window.css(".el-dialog")).isHidden();
    assertThat(thumb).isFocused();
  }

  private static void enlarges(Window desk, String label) {
    var button = dossier(desk).getByLabel(label).first();
    isLoaded(button.locator("img"));
    double small = button.boundingBox().width;
    button.click();
    assertThat(button).hasAttribute("aria-expanded", "true");
    assertThat(button.boundingBox().width).isGreaterThan(3 * small);
    button.click();
    assertThat(button.boundingBox().width).isEqualTo(small);
    button.click();
  }

  private static void isLoaded(Locator picture) {
    // goes there, and once more if the page draws it anew meanwhile
    picture.hover(new Locator.HoverOptions().setForce(true));
    assertThat(picture).not().hasJSProperty("naturalWidth", 0);
  }

  private static void showsPhoto(Window window, String name) {
    window.css(".step-form textarea").waitFor();
    window.css(".tight input[type=file]").setInputFiles(new FilePayload(name, "image/jpeg", Snapshots.of(FileType.JPEG)));
    assertThat(window.css(".fjs-form-field-checklist input:checked")).hasCount(1);
  }

  private static void judges(Window desk, String liability, String refund, String explanation) {
    pick(desk, "Who is liable?", liability);
    desk.choice("Refund in whole or in part / 全部或部分退款").check();
    desk.field("Refund in CNY").fill(refund);
    desk.field("Explanation to both sides").fill(explanation);
    desk.field("Explanation to both sides").blur();
  }

  /** Opens a case in the list of what is to be judged. */
  private static void toJudge(Window desk, String caseId) {
    // a tall screen, so that a picture shows the dossier and the form as a whole
    desk.page().setViewportSize(1440, 2000);
    desk.page().navigate(desk.page().url().replaceAll("/#.*", "/camunda/app/tasklist/"));
    desk.page().getByText("To judge / 待判定").first().click();
    openInTasklist(desk, caseId);
  }
}
