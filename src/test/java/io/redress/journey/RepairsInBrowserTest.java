package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.redress.journey.Window.Language;
import io.redress.repair.ReportsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A repair that is refused with a report, and a breach that is explained. */
class RepairsInBrowserTest extends InBrowser {

  private static final String HOSTILE_NAME = "<img src=x onerror=window.taken=1><b>{{7*7}}.pdf";

  @Test
  void a_repair_is_refused_with_a_report_and_the_goods_go_back() throws IOException {
    var lab = "Journey lab 检测所 " + UUID.randomUUID().toString().substring(0, 8);
    try (var desk = desk(ENGLISH).signIn("agent1")) {
      desk.link("Report issuers").click();
      desk.button("Add an issuer").click();
      desk.button("Save").click();
      assertThat(desk.text("Give a name of at most 200 characters.")).isVisible();
      desk.css("#issuer-name").fill(lab);
      desk.css("#issuer-id").fill("lab-" + lab.substring(lab.length() - 8));
      desk.css("#issuer-from").fill("2020-01-01");
      inBothLanguages(desk, "issuer-edit");
      desk.button("Save").click();
      assertThat(desk.css("tbody tr").filter(new Locator.FilterOptions().setHasText(lab))).containsText("2020-01-01 – open");
      inBothLanguages(desk, "issuers");
    }

    var clothes = shop.order();
    var orderId = shop.order("category", "phone", "itemName", "Smartphone 128 GB 智能手机");
    String caseId;
    try (var phone = phone(CHINESE).signIn("buyer1").to("/orders/" + clothes + "/refund")) {
      assertThat(phone.text("此类商品不支持维修（规则 RP-03）。")).isVisible();
      assertThat(phone.css("label.choice").filter(new Locator.FilterOptions().setHasText("维修"))).hasCount(0);
      phone.to("/orders/" + orderId + "/refund");
      wants(phone, "维修");
      because(phone, "质量问题");
      phone.css("#description").fill("充电后两小时就没电了。");
      assertThat(phone.css("#amount")).hasCount(0);
      inBothLanguages(phone, "repair-apply-phone");
      phone.button("提交申请").click();
      assertThat(phone.css(".hero .status")).hasText("待商家处理");
      caseId = phone.page().url().replaceAll(".*/", "");
    }

    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Decide on repair");
      desk.choice("Agree: the buyer sends the goods to you for inspection and repair").check();
      inBothLanguages(desk, "repair-decide");
      sends(desk);
    }

    var in = Shop.trackingNumber("SF");
    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".address")).containsText("杭州市示范路4711号");
      pick(phone, "快递公司", "顺丰速运");
      phone.field("快递单号").fill(in);
      phone.field("您垫付的运费（元）").fill("12.00");
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("待商家检测");
      phone.css(".evidence input[type=file]").setInputFiles(new FilePayload("notes.txt", "text/plain", new byte[] {'x'}));
      assertThat(phone.css(".evidence .fault")).containsText("无法接收 notes.txt");
      phone.css(".evidence input[type=file]").setInputFiles(new FilePayload("damage.png", "image/png", new byte[] {'x'}));
      assertThat(phone.css(".evidence .fault")).containsText("内容与文件名不符");
      phone.wasRefused(422, "/evidence");
      phone.css(".evidence input[type=file]").setInputFiles(new FilePayload(HOSTILE_NAME, "application/pdf", ReportsForTests.report("B-1", "B-1")));
      assertThat(phone.css(".evidence li")).containsText(HOSTILE_NAME);
      assertThat(phone.css(".evidence img, .evidence b")).hasCount(0);
      inBothLanguages(phone, "repair-files-phone");
    }
    shop.reports("SF", in, "signed");

    var report = ReportsForTests.report("WX-2026-777001", "SN 8842 A77X");
    var scan = ReportsForTests.scanned();
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Inspect the goods");
      assertThat(desk.css(".evidence li")).hasCount(0);
      desk.css(".work .step-form").waitFor();
      desk.css(".upload input[aria-label='Upload the report']").setInputFiles(new FilePayload("report.pdf", "application/pdf", report));
      assertThat(desk.css(".evidence li")).containsText("report.pdf");
      assertThat(chosen(desk, "The report's file")).containsText("report.pdf");
      pick(desk, "Who issued the report?", lab);
      desk.field("Report number, as it stands in the report").fill("WX-2026-777001");
      date(desk, "Issued on", shop.now().atZone(ZoneId.of("Asia/Shanghai")).toLocalDate());
      desk.field("Serial number of the product, as it stands in the report").fill("SN 9999 WRONG");
      inBothLanguages(desk, "repair-inspect");
      desk.css(".work .send").click();
      desk.text("Sent, but not accepted yet: see what was found.").waitFor();
      assertThat(desk.css(".report.refused")).containsText("The serial number SN 9999 WRONG does not stand in the report.");
      assertThat(desk.field("Report number, as it stands in the report")).hasValue("WX-2026-777001");
      inBothLanguages(desk, "repair-report-refused");
      desk.css(".upload input[aria-label='Upload the report']").setInputFiles(new FilePayload("scan.pdf", "application/pdf", scan));
      assertThat(chosen(desk, "The report's file")).containsText("scan.pdf");
      assertThat(chosen(desk, "Who issued the report?")).containsText(lab);
      desk.field("Report number, as it stands in the report").fill("WX-2026-777002");
      desk.field("Serial number of the product, as it stands in the report").fill("SN 8842 A77X");
      desk.field("Anything to add for the buyer").fill("Water has damaged the board.");
      sends(desk);
    }

    try (var desk = desk(ENGLISH).signIn("agent1")) {
      desk.link("Tasklist").click();
      openInTasklist(desk, caseId);
      tab(desk, "Case").click();
      for (var fact : List.of("The report is a picture without text, so an agent looks at it.", "WX-2026-777002", lab, "scan.pdf", HOSTILE_NAME)) {
        assertThat(dossier(desk)).containsText(fact);
      }
      assertThat(dossier(desk).locator("img, b")).hasCount(0);
      dossier(desk).locator("input[type=file]").setInputFiles(
          new FilePayload("answer-of-the-lab.pdf", "application/pdf", ReportsForTests.report("A-1", "A-1")));
      assertThat(dossier(desk)).containsText("answer-of-the-lab.pdf");
      var download = desk.page().waitForDownload(() -> dossier(desk).getByText("Download the report").click());
      assertThat(Files.readAllBytes(download.path())).isEqualTo(scan);
      desk.picture("tasklist-report-en");
      tab(desk, "Form").click();
      desk.text("Claim").click();
      desk.choice("Yes, it counts / 有效").check();
      desk.button("Complete").click();
      shop.stands(caseId, "buyer-to-answer");
    }

    try (var phone = phone(CHINESE).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".report")).containsText("Water has damaged the board.");
      assertThat(phone.css(".report")).containsText("报告为不含文字的图片，将由平台客服人工核实。");
      assertThat(phone.css(".report")).containsText("平台客服已人工核实，报告有效。");
      var download = phone.page().waitForDownload(() -> phone.link("下载检测报告").click());
      assertThat(Files.readAllBytes(download.path())).isEqualTo(scan);
      inBothLanguages(phone, "repair-report-phone");
      phone.choice("接受检测结果，商家寄回商品和报告").check();
      phone.button("提交").click();
      assertThat(phone.css(".hero .status")).hasText("待商家寄回");
    }

    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "寄回商品给买家");
      pick(desk, "快递公司", "顺丰速运");
      desk.field("快递单号").fill(Shop.trackingNumber("SF"));
      inBothLanguages(desk, "repair-ship-back");
      sends(desk);
    }

    try (var phone = phone(ENGLISH).signIn("buyer1").to("/cases/" + caseId)) {
      assertThat(phone.css(".hero .status")).hasText("Buyer to confirm receipt");
      assertThat(phone.button("Withdraw")).hasCount(0);
      for (var told : List.of("Detection report checked", "Serial number not in the report", "Detection report reviewed", "Parcel on its way")) {
        assertThat(phone.css(".timeline")).containsText(told);
      }
      inBothLanguages(phone, "repair-goods-back-phone");
    }
  }

  @Test
  void a_breach_that_an_agent_finds_is_explained_and_decided() {
    var orderId = shop.order("category", "phone");
    var asked = shop.as("buyer1").post("/api/cases", Shop.application(orderId, "type", "repair"));
    assertThat(asked.status()).as("%s", asked.body()).isEqualTo(201);
    var caseId = asked.text("caseId");
    try (var desk = desk(ENGLISH).signIn("agent1").to("/cases/" + caseId)) {
      desk.button("Report a breach").click();
      desk.button("Look into it").click();
      assertThat(desk.text("Choose what was broken.")).isVisible();
      wants(desk, "Does not agree to repair");
      desk.css("#breach-explanation").fill("The merchant told the buyer in the chat that it repairs nothing. " + HOSTILE);
      inBothLanguages(desk, "breach-report");
      desk.button("Look into it").click();
      assertThat(desk.css(".timeline")).containsText("Breach looked into");
      assertThat(desk.css(".timeline")).containsText("Does not agree to repair");
    }
    try (var desk = desk(CHINESE).signIn("m4711")) {
      opens(desk, orderId, "说明违约情况");
      assertThat(desk.css(".breach")).containsText("商家不同意维修。");
      assertThat(desk.css(".breach")).containsText("¥38.97");
      assertHarmless(desk, desk.css(".breach"), "The merchant told the buyer in the chat that it repairs nothing. " + HOSTILE);
      desk.field("请向平台说明违约情况").fill("当时没有配件。");
      inBothLanguages(desk, "breach-explain");
      sends(desk);
    }
    for (var language : Language.values()) {
      try (var desk = desk(language).signIn("agent1")) {
        desk.link(language == ENGLISH ? "Tasklist" : "任务列表").click();
        openInTasklist(desk, caseId);
        tab(desk, language == ENGLISH ? "Case" : "售后单").click();
        for (var fact : List.of("RP-20(4)", "当时没有配件。", "¥38.97", language == ENGLISH ? "The merchant does not agree to repair." : "商家不同意维修。")) {
          assertThat(dossier(desk)).containsText(fact);
        }
        desk.picture("tasklist-breach-" + language.locale.substring(0, 2));
      }
    }
  }
}
