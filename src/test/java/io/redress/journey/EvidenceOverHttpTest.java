package io.redress.journey;

import static io.redress.journey.Shop.application;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redress.FileType;
import io.redress.Files;
import io.redress.dispute.Snapshots;
import io.redress.journey.Client.Answer;
import io.redress.rulebook.Clause;
import io.redress.rulebook.Hearing;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Evidence as the programs of buyers, merchants and agents send and read it, good files and bad ones. */
@WholeApplication
class EvidenceOverHttpTest {

  @LocalServerPort int port;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;

  private Client buyer;
  private Client merchant;
  private Client agent;
  private JsonNode its;
  private String path;

  @BeforeEach
  void a_case() {
    var shop = new Shop(port);
    buyer = shop.as("buyer1");
    merchant = shop.as("m4711");
    agent = shop.as("agent1");
    var opened = buyer.post("/api/cases", application(shop.order("merchantId", "4711", "buyerId", "buyer1")));
    assertThat(opened.status()).isEqualTo(201);
    its = opened.body();
    path = "/api/cases/" + caseId() + "/evidence";
  }

  @Test
  void a_program_called_photo_is_no_photo_and_neither_is_a_drawing_with_a_script_or_a_page() {
    for (var bad : List.of(Files.program(), Files.text("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
        Files.text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        Files.text("<html><script>alert(1)</script></html>"), Files.text("#!/bin/sh\nrm -rf /\n"), new byte[0])) {
      refused(buyer.upload(path, "photo.jpg", bad));
    }
    assertThat(buyer.upload(path, "photo\0.jpg", Files.jpeg()).status()).as("a name that nobody can read").isEqualTo(400);
    assertThat(buyer.get(path).items()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC"})
  void a_picture_that_declares_billions_of_pixels_is_refused(FileType type) {
    refused(buyer.upload(path, "photo." + type.extension(), Snapshots.bomb(type, 50_000)));
  }

  @Test
  void a_file_over_20_megabytes_is_refused_and_one_of_20_is_taken() {
    var large = Arrays.copyOf(Files.jpeg(), 21 * 1024 * 1024);
    assertThat(buyer.upload(path, "photo.jpg", large).status()).isEqualTo(413);
    refused(buyer.upload(path, "photo.jpg", Arrays.copyOf(large, 20 * 1024 * 1024 + 1)));
    assertThat(buyer.upload(path, "photo.jpg", Arrays.copyOf(large, 20 * 1024 * 1024)).status()).isEqualTo(201);
  }

  @Test
  void a_file_that_is_also_something_else_is_only_ever_saved() {
    var page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.US_ASCII);
    var picture = Snapshots.of(FileType.JPEG);
    var both = Arrays.copyOf(picture, picture.length + page.length);
    System.arraycopy(page, 0, both, picture.length, page.length);
    var archive = Files.text("%PDF-1.7\n%%EOF\nPK\3\4photo.html" + new String(page, StandardCharsets.US_ASCII));
    for (var file : List.of(both, archive)) {
      var id = buyer.upload(path, "photo.html", file).text("evidenceId");
      var saved = buyer.download(path + "/" + id);
      onlyEverSaved(saved);
      assertThat(saved.body()).isEqualTo(file);
      onlyEverSaved(agent.download(path + "/" + id));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "MP4", "QUICKTIME"})
  void others_read_a_file_without_where_it_was_taken_and_learn_that_its_sum_is_the_originals(FileType type) throws Exception {
    var original = Snapshots.of(type);
    var uploaded = buyer.upload(path, "photo", original);
    assertThat(uploaded.status()).isEqualTo(201);
    assertThat(uploaded.body().path("asUploaded").asBoolean()).isTrue();
    assertThat(uploaded.text("sha256")).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(original)));
    var own = buyer.download(path + "/" + uploaded.text("evidenceId"));
    assertThat(own.body()).isEqualTo(original);
    var seen = agent.get(path).items().get(0);
    assertThat(seen.path("asUploaded").asBoolean()).isFalse();
    assertThat(seen.path("sha256").asText()).isEqualTo(uploaded.text("sha256"));
    assertThat(seen.path("size").asInt()).isEqualTo(original.length);
    var bare = agent.download(path + "/" + uploaded.text("evidenceId"));
    onlyEverSaved(bare);
    assertThat(new String(bare.body(), StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE);
    assertThat(bare.headers().firstValueAsLong("Content-Length")).hasValue(bare.body().length);
    assertThat(bare.headers().firstValue("Content-Type")).contains(type.mediaType());
  }

  @Test @Clause("PI-09")
  void a_merchant_does_not_read_the_buyers_evidence_early_and_nobody_brings_any_after_the_round() {
    hear(true, true);
    var photo = buyer.upload(path, "photo.jpg", Snapshots.of(FileType.JPEG)).text("evidenceId");
    var refused = buyer.complete(task(buyer, "buyer-gives-evidence"), Map.of("statement", "It came broken.", "evidenceIds", List.of("e-0")));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.refusedFields()).containsExactly("evidenceIds");
    var step = task(buyer, "buyer-gives-evidence");
    assertThat(step.at("/data/evidenceFiles/0/value").asText()).isEqualTo(photo);
    assertThat(buyer.complete(step, Map.of("statement", "It came broken.", "evidenceIds", List.of(photo))).status()).isEqualTo(204);

    assertThat(merchant.get(path + "/" + photo).status()).isEqualTo(404);
    var preview = path + "/" + photo + "/preview";
    assertThat(merchant.get(preview).body().path("detail")).isEqualTo(merchant.get(path + "/" + photo).body().path("detail"));
    assertThat(merchant.get(preview).status()).isEqualTo(404);
    shown(buyer.download(preview));
    shown(agent.download(preview));
    assertThat(agent.get(path).items().get(0).path("hasPreview").asBoolean()).isTrue();
    assertThat(agent.get(rounds()).items().get(0).at("/buyer/files/0/hasPreview").asBoolean()).isTrue();
    assertThat(merchant.get(path).items()).isEmpty();
    assertThat(merchant.get(rounds()).body().toString()).doesNotContain("broken", photo);
    assertThat(merchant.get("/api/cases/" + caseId() + "/timeline").body().toString()).doesNotContain("broken", photo);
    assertThat(task(merchant, "merchant-gives-evidence").toString()).doesNotContain("broken", photo);
    assertThat(agent.get(path).items()).hasSize(1);
    assertThat(agent.get(rounds()).body().toString()).contains("It came broken.", photo);

    assertThat(merchant.complete(task(merchant, "merchant-gives-evidence"), Map.of("statement", "It left here whole.")).status()).isEqualTo(204);
    shown(merchant.download(preview));
    var bare = merchant.download(path + "/" + photo);
    onlyEverSaved(bare);
    assertThat(new String(bare.body(), StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE);
    var round = merchant.get(rounds()).items().get(0);
    assertThat(round.at("/buyer/statement").asText()).isEqualTo("It came broken.");
    assertThat(round.at("/buyer/files/0/named").asBoolean()).isTrue();
    assertThat(round.at("/merchant/statement").asText()).isEqualTo("It left here whole.");
    assertThat(round.path("closedAt").asText()).isNotEmpty();

    for (var side : List.of(buyer, merchant)) {
      var late = side.upload(path, "photo.jpg", Files.jpeg());
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.text("type")).isEqualTo("/problems/round-closed");
      assertThat(late.text("clause")).isEqualTo("PI-09");
    }
    assertThat(agent.upload(path, "note.pdf", Files.pdf()).status()).isEqualTo(201);
    assertThat(task(agent, "agent-judges").at("/data/evidence")).hasSize(2).extracting(file -> file.path("hasPreview").asBoolean()).containsExactly(true, false);
    assertThat(task(agent, "agent-judges").at("/data/rounds/0/merchant/statement").asText()).isEqualTo("It left here whole.");
  }

  @Test
  void a_closed_case_takes_no_more_and_somebody_elses_has_nothing_to_see() {
    var shop = new Shop(port);
    var preview = path + "/" + buyer.upload(path, "photo.png", Snapshots.of(FileType.PNG)).text("evidenceId") + "/preview";
    assertThat(buyer.get(preview).status()).isEqualTo(200);
    for (var stranger : List.of(shop.as("buyer2"), shop.as("m4712"))) {
      assertThat(stranger.get(preview).status()).isEqualTo(404);
      assertThat(stranger.get(rounds()).status()).isEqualTo(404);
      assertThat(stranger.upload(path, "photo.jpg", Files.jpeg()).status()).isEqualTo(404);
    }
    for (var read : List.of(path, rounds(), preview)) {
      assertThat(shop.as("desk1").get(read).status()).as("CD-03: who looks into a complaint").isEqualTo(200);
    }
    assertThat(shop.as("desk1").upload(path, "note.pdf", Files.pdf()).status()).isEqualTo(403);
    for (var other : List.of("finance1", "owner1")) {
      assertThat(shop.as(other).get(rounds()).status()).isEqualTo(403);
      assertThat(shop.as(other).get(preview).status()).isEqualTo(403);
    }
    assertThat(Client.withoutLogin(port).get(rounds()).status()).isEqualTo(401);
    assertThat(buyer.post("/api/cases/" + caseId() + "/withdrawal", Map.of()).status()).isEqualTo(200);
    var late = buyer.upload(path, "photo.jpg", Files.jpeg());
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("type")).isEqualTo("/problems/case-closed");
    assertThat(agent.upload(path, "note.pdf", Files.pdf()).status()).isEqualTo(201);
  }

  // -----------------------------------------------------------------------------------------------------------------------------

  private void hear(boolean askBuyer, boolean askMerchant) {
    Hearing.begins(repository, runtime, caseId(), its.path("merchantId").asText(), its.path("buyerId").asText(), askBuyer, askMerchant);
  }

  private String caseId() {
    return its.path("caseId").asText();
  }

  private String rounds() {
    return "/api/cases/" + caseId() + "/evidence-rounds";
  }

  private JsonNode task(Client whose, String step) {
    return whose.tasks(caseId()).stream().filter(task -> task.path("step").asText().equals(step)).findFirst().orElseThrow();
  }

  private static void refused(Answer answer) {
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.refusedFields()).containsExactly("file");
  }

  private static void shown(HttpResponse<byte[]> preview) {
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(FileType.of(preview.body())).contains(FileType.JPEG);
    assertThat(new String(preview.body(), StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE);
    assertThat(preview.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(preview.headers().allValues("Cache-Control")).containsExactly("private, max-age=86400, immutable");
    assertThat(preview.headers().firstValue("Pragma")).isEmpty();
    assertThat(preview.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(preview.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
  }

  private static void onlyEverSaved(HttpResponse<byte[]> download) {
    assertThat(download.statusCode()).isEqualTo(200);
    assertThat(download.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment; filename=\"evidence-").doesNotContain("html");
    assertThat(download.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(download.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; frame-ancestors 'none'; sandbox");
    assertThat(download.headers().firstValue("Content-Type").orElse("")).doesNotContain("html");
  }
}
