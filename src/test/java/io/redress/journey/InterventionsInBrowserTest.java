package io.redress.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.redress.journey.Window.Language.CHINESE;
import static io.redress.journey.Window.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import io.redress.FileType;
import io.redress.dispute.Snapshots;
import io.redress.rulebook.Hearing;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
          new FilePayload("photo.jpg", "image/jpeg", io.redress.Files.program()), new FilePayload("bag.png", "image/png", Snapshots.of(FileType.PNG))});
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
    }
    try (var desk = desk(ENGLISH).signIn("m4711")) {
      opens(desk, orderId, "Give the merchant’s side and show it");
      assertThat(desk.css(".round")).containsText("Nothing to be seen yet.");
      assertThat(desk.css(".round")).not().containsText("拉链");
      assertThat(desk.css(".evidence")).not().containsText("zip.jpg");
      desk.field("Your side of it: what did you send, and what did you do about it?").fill("It left here whole.");
      inBothLanguages(desk, "evidence-merchant");
      sends(desk);
      desk.to("/cases/" + caseId);
      assertThat(desk.css(".round")).containsText("拉链第一天就坏了。");
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
      assertThat(dossier(desk).locator("img, b")).hasCount(0);
      desk.picture("tasklist-evidence-en");
    }
  }
}
