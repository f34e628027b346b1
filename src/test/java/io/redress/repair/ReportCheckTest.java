package io.redress.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Refused;
import io.redress.repair.Reports.Signer;
import io.redress.rulebook.Clause;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.Test;

/** What the check of one report finds, with real files. */
class ReportCheckTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant ARRIVED = Instant.parse("2026-11-10T03:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
  private static final LocalDate DATE = LocalDate.parse("2026-11-15");
  private static final Signer LAB = Signer.named("Shanghai Testing Lab", Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
  private static final Signer STRANGER = Signer.named("Somebody", Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

  @Test
  @Clause("RP-12")
  void a_report_that_is_what_its_merchant_says_is_valid() {
    assertThat(found(Reports.valid())).isEmpty();
  }

  @Test
  void numbers_are_found_however_they_are_spaced_and_written() {
    assertThat(found(Reports.report("wx-2026-000 123", "sn8842a77x"))).isEmpty();
    assertThat(found(Reports.report("W X - 2 0 2 6 - 0 0 0 1 2 3", "SN-8842"))).containsExactly("serial-not-in-text");
    assertThat(ReportText.of("编号：ＷＸ－２０２６－０００１２３号").contains(Reports.NUMBER)).isTrue();
    assertThat(ReportText.of("No. WX\u20132026\u2013000123\nSN\n8842 A77X").contains(Reports.NUMBER)).isTrue();
  }

  @Test
  void a_number_inside_a_longer_one_is_another_number() {
    assertThat(found(Reports.report(Reports.NUMBER + "4", "9" + Reports.SERIAL))).containsExactly("number-not-in-text", "serial-not-in-text");
  }

  @Test
  void a_report_about_another_device_is_invalid() {
    assertThat(found(Reports.report(Reports.NUMBER, "SN 1111 B22Y"))).containsExactly("serial-not-in-text");
  }

  @Test
  void a_hundred_pages_are_read_to_the_last() {
    assertThat(found(Reports.of(100, "No. " + Reports.NUMBER, Reports.SERIAL))).isEmpty();
    assertThat(found(Reports.of(100, "No. " + Reports.NUMBER))).containsExactly("serial-not-in-text");
    assertThat(found(Reports.of(301, "No. " + Reports.NUMBER, Reports.SERIAL))).containsExactly("file-too-complex");
  }

  // --- the file

  @Test
  void what_is_empty_cut_off_or_something_else_is_refused() {
    var whole = Reports.of(20, "No. " + Reports.NUMBER, Reports.SERIAL);
    assertThat(found(new byte[0])).containsExactly("file-empty");
    for (int percent : new int[] {1, 10, 50, 90, 98}) {
      assertThat(found(Arrays.copyOf(whole, whole.length * percent / 100))).as(percent + " %").containsExactly("file-broken");
    }
    assertThat(found("%PDF-1.7\nnothing here\n%%EOF".getBytes(StandardCharsets.US_ASCII))).containsExactly("file-broken");
    assertThat(found("MZ and what follows".getBytes(StandardCharsets.US_ASCII))).containsExactly("file-type");
    assertThat(found("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".getBytes(StandardCharsets.US_ASCII))).containsExactly("file-type");
    assertThat(found(Arrays.copyOf(whole, ReportFile.LARGEST + 1))).containsExactly("file-too-large");
  }

  @Test
  void a_program_in_front_of_a_PDF_is_no_PDF() {
    var both = new ByteArrayOutputStream();
    both.writeBytes("MZ\n".getBytes(StandardCharsets.US_ASCII));
    both.writeBytes(Reports.valid());
    assertThat(found(both.toByteArray())).containsExactly("file-type");
  }

  @Test
  void a_damaged_file_never_breaks_the_check() {
    var whole = Reports.withAttachment();
    var random = new java.util.Random(7);
    for (int i = 0; i < 300; i++) {
      var damaged = whole.clone();
      for (int n = 0; n < 1 + i / 10; n++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      found(damaged);
    }
  }

  @Test
  void encrypted_reports_are_refused_with_and_without_a_password_to_open() {
    assertThat(found(Reports.encrypted("secret"))).containsExactly("file-encrypted");
    assertThat(found(Reports.encrypted(""))).containsExactly("file-encrypted");
  }

  @Test
  void reports_that_act_are_refused_and_said_why() {
    assertThat(found(Reports.withScript())).containsExactly("file-active");
    assertThat(found(Reports.withLaunch())).containsExactly("file-active");
    assertThat(found(Reports.withAttachment())).containsExactly("file-active");
    assertThat(check(Reports.withScript(), lab(null), DATE).get(0).en()).contains("JavaScript");
    assertThat(check(Reports.withAttachment(), lab(null), DATE).get(0).zh()).contains("嵌入文件");
  }

  @Test
  void a_script_is_found_where_nothing_leads_to_it() {
    var hidden = Reports.changed(Reports.valid(), document -> {
      var script = new org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript("app.alert(1)");
      var holder = new org.apache.pdfbox.cos.COSDictionary();
      holder.setItem("Kept", script);
      document.getDocumentCatalog().getCOSObject().setItem("Strange", holder);
    });
    assertThat(found(hidden)).containsExactly("file-active");
  }

  @Test
  void a_small_file_that_unpacks_without_end_is_refused_in_time() {
    long start = System.nanoTime();
    assertThat(found(Reports.bomb(400, COSName.FLATE_DECODE))).containsExactly("file-too-complex");
    assertThat(found(Reports.bomb(100, COSName.RUN_LENGTH_DECODE, COSName.FLATE_DECODE))).containsExactly("file-too-complex");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(30);
  }

  @Test
  void what_is_packed_twice_is_refused_before_the_file_is_opened() {
    var index = "%PDF-1.7\n1 0 obj <</Type/XRef/Filter[ /Fl#61teDecode/LZWDecode ]/Length 1>> stream\nx\nendstream endobj\nstartxref\n9\n%%EOF";
    assertThat(found(index.getBytes(StandardCharsets.US_ASCII))).containsExactly("file-too-complex");
    assertThat(found(index.replace("/LZWDecode", "").getBytes(StandardCharsets.US_ASCII))).containsExactly("file-broken");
  }

  @Test
  void forms_that_call_each_other_without_end_are_refused_in_time() {
    var report = Reports.changed(Reports.valid(), document -> {
      org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject inner = null;
      for (int level = 0; level < 12; level++) {
        var form = new org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject(document);
        form.setBBox(new org.apache.pdfbox.pdmodel.common.PDRectangle(10, 10));
        form.setResources(new org.apache.pdfbox.pdmodel.PDResources());
        if (inner != null) {
          form.getResources().put(COSName.getPDFName("F"), inner);
        }
        try (var out = form.getContentStream().createOutputStream()) {
          out.write((inner == null ? "q Q " : "/F Do ".repeat(30)).getBytes(StandardCharsets.US_ASCII));
        }
        inner = form;
      }
      document.getPage(0).getResources().put(COSName.getPDFName("F"), inner);
      try (var content = new org.apache.pdfbox.pdmodel.PDPageContentStream(document, document.getPage(0),
          org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode.APPEND, false)) {
        content.drawForm(inner);
      }
    });
    long start = System.nanoTime();
    assertThat(found(report)).containsExactly("file-too-complex");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
  }

  @Test
  void a_picture_is_looked_at_by_an_agent() {
    assertThat(found(Reports.picture("png"))).containsExactly("no-text");
    assertThat(found(Reports.picture("jpg"))).containsExactly("no-text");
    assertThat(found(Reports.scanned())).containsExactly("no-text");
    assertThat(CheckedReport.of(check(Reports.scanned(), lab(null), DATE)).outcome()).isEqualTo(ReportOutcome.SUSPECT);
    assertThat(found(Arrays.copyOf(Reports.picture("png"), 20))).containsExactly("file-broken");
  }

  /** Each of these is a dictionary that a reader might act upon. */
  @Test
  void whatever_may_act_in_a_reader_is_refused() {
    for (var active : List.of("/S /SubmitForm", "/S /ImportData", "/S /GoToE", "/S /Rendition", "/S /Launch", "/S /JavaScript /JS (1)", "/Subtype /FileAttachment",
        "/Subtype /RichMedia", "/Subtype /Screen", "/Subtype /3D", "/XFA (x)", "/AA <</O <</S /JavaScript /JS 5 0 R>>>>", "/EF <</F 5 0 R>>")) {
      assertThat(found(handmade("<<" + active + ">>"))).as(active).contains("file-active");
    }
    assertThat(found(handmade("<</S /URI /URI (https://example.org)>>"))).containsExactly("no-text");
  }

  @Test
  void what_goes_in_circles_or_is_nested_without_end_is_refused_in_time() {
    long start = System.nanoTime();
    int depth = 1_000_000;
    assertThat(found(handmade("[".repeat(depth) + "]".repeat(depth)))).as("arrays").hasSize(1);
    assertThat(found(handmade("<</A".repeat(depth) + " 1 " + ">>".repeat(depth)))).as("dictionaries").hasSize(1);
    assertThat(found(handmade("5 0 R"))).hasSize(1);
    assertThat(found(handmade("[5 0 R 5 0 R]"))).containsExactly("no-text");
    assertThat(found(pages("<</Type/Pages/Kids[2 0 R]/Count 1>>"))).isSubsetOf("file-too-complex", "file-broken", "no-text").isNotEmpty();
    assertThat(found(pages("<</Type/Pages/Kids[" + "3 0 R ".repeat(1_000_000) + "]/Count 1>>"))).isSubsetOf("file-too-complex", "file-broken").isNotEmpty();
    assertThat(found(pages("<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"))).hasSize(1);
    assertThat(found(pages("<</Type/Pages/Kids[]/Count 0>>"))).containsExactly("file-broken");
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
  }

  /** Widths are given for whole ranges of characters, and a range is a few bytes long however many it names. */
  @Test
  void a_font_that_names_more_characters_than_there_are_is_refused_in_time() {
    long start = System.nanoTime();
    for (var widths : List.of("/W[0 90000000 500]", "/W2[7[1 2 3] 0 90000000 500 500 500]", "/W[0 2147483647 500]", "/W[" + "0 60000 500 ".repeat(50_000) + "]")) {
      var font = "/Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>" + widths;
      var file = handmade("<<" + font + ">>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 6 0 R/Resources<</Font<</F 7 0 R>>>>>>",
          "6 0 obj <</Length 31>> stream\nBT /F 9 Tf <00410042> Tj ET    \nendstream endobj\n"
              + "7 0 obj <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[5 0 R]>> endobj\n");
      assertThat(found(file)).as(widths).containsExactly("file-too-complex");
    }
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
  }

  @Test
  void a_picture_is_one_whatever_it_is_called_and_a_PDF_in_a_pictures_clothes_is_none() {
    var picture = Reports.picture("png");
    var both = new ByteArrayOutputStream();
    both.writeBytes(picture);
    both.writeBytes(Reports.valid());
    assertThat(found(both.toByteArray())).as("opens as a picture, so a person looks").containsExactly("no-text");
    var cut = new ByteArrayOutputStream();
    cut.writeBytes(Arrays.copyOf(picture, 12));
    cut.writeBytes(Reports.valid());
    assertThat(found(cut.toByteArray())).containsExactly("file-broken");
  }

  @Test
  void a_number_that_goes_on_in_the_next_line_is_found() {
    assertThat(found(Reports.of(1, "No. WX-2026-", "000123, serial SN 88", "42 A77X"))).isEmpty();
    assertThat(ReportText.of("序列号：ＳＮ　８８４２\n\tａ７７Ｘ。").contains(Reports.SERIAL)).isTrue();
  }

  /** A file of one page, written by hand: what no library would write. */
  private static byte[] handmade(String fifth) {
    return handmade(fifth, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", "");
  }

  private static byte[] handmade(String fifth, String page, String more) {
    return pdf("<</Type/Pages/Kids[3 0 R]/Count 1>>", page, "5 0 obj " + fifth + " endobj\n" + more);
  }

  private static byte[] pages(String pages) {
    return pdf(pages, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", "");
  }

  /** Without an index, so that a reader looks for the objects itself. */
  private static byte[] pdf(String pages, String page, String more) {
    return ("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R/More 5 0 R>> endobj\n2 0 obj " + pages + " endobj\n3 0 obj " + page + " endobj\n" + more
        + "trailer <</Root 1 0 R/Size 9>>\n%%EOF\n").getBytes(StandardCharsets.US_ASCII);
  }

  // --- issuer and date

  @Test
  @Clause("RP-20(5)")
  void the_issuer_is_on_the_list_and_accredited_on_the_day_of_the_report() {
    assertThat(codes(check(Reports.valid(), null, DATE))).containsExactly("issuer-unknown");
    for (var day : List.of("2026-01-01", "2026-11-14")) {
      assertThat(codes(check(Reports.valid(), lab("2025-01-01", day, null), DATE))).as("until " + day).containsExactly("issuer-not-accredited");
    }
    assertThat(codes(check(Reports.valid(), lab("2026-11-16", null, null), DATE))).containsExactly("issuer-not-accredited");
    assertThat(codes(check(Reports.valid(), lab("2026-11-15", "2026-11-15", null), DATE))).isEmpty();
  }

  @Test
  @Clause("RP-20(5)")
  void the_report_is_dated_from_the_day_of_arrival_to_today_in_shanghai() {
    var late = Instant.parse("2026-11-10T17:00:00Z"); // the 11th in Shanghai
    assertThat(dated("2026-11-11", late, NOW)).isEmpty();
    assertThat(dated("2026-11-10", late, NOW)).containsExactly("dated-before-arrival");
    assertThat(dated("2026-11-20", ARRIVED, NOW)).isEmpty();
    assertThat(dated("2026-11-21", ARRIVED, NOW)).containsExactly("dated-in-future");
    assertThat(dated("2026-11-21", ARRIVED, Instant.parse("2026-11-20T16:00:00Z"))).isEmpty();
    assertThat(dated("2020-01-01", null, NOW)).isEmpty();
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_in_both_languages_with_its_clause() {
    var all = check(Reports.changed(Reports.report("OTHER-1", "OTHER-2"), document -> document.getDocumentCatalog().setOpenAction(
        new org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript("1"))), lab("2020-01-01", "2021-01-01", null), LocalDate.parse("2027-01-01"));
    assertThat(codes(all)).containsExactly("file-active", "number-not-in-text", "serial-not-in-text", "issuer-not-accredited", "dated-in-future");
    assertThat(all).allSatisfy(finding -> {
      assertThat(finding.en()).endsWith(".").doesNotContain("%s");
      assertThat(finding.zh()).endsWith("。").doesNotContain("%s");
      assertThat(finding.code().clause()).isIn("RP-12", "RP-20(5)");
    });
  }

  // --- signatures

  @Test
  void a_report_signed_by_its_issuer_is_valid() {
    var signed = LAB.signs(Reports.valid(), NOW);
    assertThat(codes(check(signed, lab(LAB.pem()), DATE))).isEmpty();
    assertThat(codes(check(signed, lab(STRANGER.pem() + "\n" + LAB.pem()), DATE))).as("two certificates, one of them this").isEmpty();
    assertThat(codes(check(LAB.signs(Reports.valid(), NOW, PDSignature.SUBFILTER_ETSI_CADES_DETACHED, "SHA512withRSA"), lab(LAB.pem()), DATE))).isEmpty();
  }

  @Test
  void a_report_signed_by_somebody_else_is_invalid() {
    assertThat(codes(check(STRANGER.signs(Reports.valid(), NOW), lab(LAB.pem()), DATE))).containsExactly("signature-foreign");
  }

  @Test
  void who_writes_the_issuers_name_into_an_own_certificate_is_somebody_else() {
    var forger = Signer.named("Shanghai Testing Lab", Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(codes(check(forger.signs(Reports.valid(), NOW), lab(LAB.pem()), DATE))).containsExactly("signature-foreign");
  }

  @Test
  void a_signature_that_nobody_can_place_is_looked_at_by_an_agent() {
    assertThat(codes(check(LAB.signs(Reports.valid(), NOW), lab(null), DATE))).containsExactly("signature-unconfirmed");
    assertThat(codes(check(LAB.signs(Reports.valid(), NOW, PDSignature.SUBFILTER_ADBE_PKCS7_SHA1, "SHA256withRSA"), lab(LAB.pem()), DATE)))
        .containsExactly("signature-unreadable");
    assertThat(codes(check(LAB.signs(Reports.valid(), NOW, PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED, "SHA1withRSA"), lab(LAB.pem()), DATE)))
        .containsExactly("signature-unreadable");
  }

  @Test
  void an_unsigned_report_of_an_issuer_that_signs_is_noted_and_counts() {
    var noted = check(Reports.valid(), lab(LAB.pem()), DATE);
    assertThat(codes(noted)).containsExactly("not-signed");
    assertThat(CheckedReport.of(noted).outcome()).isEqualTo(ReportOutcome.VALID);
  }

  @Test
  @Clause("RP-20(5)")
  void a_byte_changed_after_signing_breaks_the_signature() {
    var signed = LAB.signs(Reports.valid(), NOW);
    int at = new String(signed, StandardCharsets.ISO_8859_1).indexOf("/MediaBox [") + "/MediaBox [0.0 0.0 6".length();
    signed[at] = signed[at] == '1' ? (byte) '2' : (byte) '1';
    assertThat(codes(check(signed, lab(LAB.pem()), DATE))).containsExactly("signature-broken");
  }

  @Test
  @Clause("RP-20(5)")
  void a_page_added_after_signing_is_not_covered() {
    var signed = LAB.signs(Reports.valid(), NOW);
    var more = Reports.appended(signed, document -> {
      var page = new PDPage();
      document.addPage(page);
      document.getPages().getCOSObject().setNeedToBeUpdated(true);
      page.getCOSObject().setNeedToBeUpdated(true);
    });
    assertThat(more.length).isGreaterThan(signed.length);
    assertThat(codes(check(more, lab(LAB.pem()), DATE))).containsExactly("signature-partial");
  }

  /** What a reader shows is the newest state of the file; whoever hides the signature there has changed what was signed. */
  @Test
  @Clause("RP-20(5)")
  void a_signature_that_a_later_change_hides_is_not_gone() {
    var signed = LAB.signs(Reports.valid(), NOW);
    var hidden = Reports.appended(signed, document -> {
      document.getDocumentCatalog().getCOSObject().removeItem(COSName.ACRO_FORM);
      document.getPage(0).getCOSObject().removeItem(COSName.ANNOTS);
      document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      document.getPage(0).getCOSObject().setNeedToBeUpdated(true);
    });
    assertThat(codes(check(hidden, lab(LAB.pem()), DATE))).containsExactly("signature-partial");
    assertThat(codes(check(hidden, lab(null), DATE))).containsExactly("signature-partial");
  }

  /** The part that the signature covers is whole, and what it leaves out says something else. */
  @Test
  @Clause("RP-20(5)")
  void a_signature_that_covers_a_part_of_the_file_only_is_broken() {
    var signed = new String(LAB.signs(Reports.valid(), NOW), StandardCharsets.ISO_8859_1);
    var range = java.util.regex.Pattern.compile("/ByteRange \\[0 (\\d+) (\\d+) (\\d+)\\s*\\]").matcher(signed);
    assertThat(range.find()).isTrue();
    for (var part : List.of("/ByteRange [9 %s %s %s", "/ByteRange [0 9 %2$s %3$s", "/ByteRange [0 %s %s 9", "/ByteRange [0 %s %s 99999999", "/ByteRange [0 %s")) {
      var text = part.formatted(range.group(1), range.group(2), range.group(3));
      var other = text.length() >= range.group().length() ? text + "]" : text + " ".repeat(range.group().length() - text.length() - 1) + "]";
      var changed = signed.substring(0, range.start()) + other + signed.substring(range.end());
      assertThat(CheckedReport.of(check(changed.getBytes(StandardCharsets.ISO_8859_1), lab(LAB.pem()), DATE)).outcome()).as(part).isEqualTo(ReportOutcome.INVALID);
    }
  }

  @Test
  void who_signs_what_the_issuer_had_signed_is_not_the_issuer() {
    var twice = STRANGER.signs(LAB.signs(Reports.valid(), NOW), NOW);
    assertThat(codes(check(twice, lab(LAB.pem()), DATE))).containsExactly("signature-foreign");
  }

  @Test
  void a_gap_that_holds_more_than_the_signature_breaks_it() {
    var signed = LAB.signs(Reports.valid(), NOW);
    var text = new String(signed, StandardCharsets.ISO_8859_1);
    int gapEnds = text.indexOf(">", text.indexOf("/Contents <"));
    signed[gapEnds - 1] = ')';
    assertThat(codes(check(signed, lab(LAB.pem()), DATE))).contains("signature-broken");
  }

  @Test
  @Clause("RP-20(5)")
  void a_certificate_that_was_not_valid_when_it_signed_is_expired() {
    assertThat(codes(check(LAB.signs(Reports.valid(), Instant.parse("2027-01-02T00:00:00Z")), lab(LAB.pem()), DATE))).containsExactly("signature-expired");
    assertThat(codes(check(LAB.signs(Reports.valid(), Instant.parse("2024-12-31T00:00:00Z")), lab(LAB.pem()), DATE))).containsExactly("signature-expired");
  }

  // --- the form

  @Test
  void the_form_asks_for_numbers_that_say_something() {
    assertThat(ReportClaim.of(" WX-1234 ", "lab", "2026-11-15", "SN1234").reportNumber()).isEqualTo("WX-1234");
    assertThatThrownBy(() -> ReportClaim.of("1", null, "15.11.2026", "-- --")).isInstanceOfSatisfying(Refused.class, refused ->
        assertThat(refused.fields()).extracting(Refused.Field::field).containsExactly("reportNumber", "productSerial", "reportIssuerId", "reportDate"));
    assertThatThrownBy(() -> ReportClaim.of("x".repeat(65), "lab", "2026-11-15", "SN1234")).isInstanceOf(Refused.class);
    // one character, which is 15 letters as it is compared
    assertThatThrownBy(() -> ReportClaim.of("\uFDFA".repeat(5), "lab", "2026-11-15", "SN1234")).isInstanceOf(Refused.class);
  }

  private static List<String> dated(String day, Instant arrived, Instant now) {
    return codes(ReportCheck.findings(Reports.valid(), claim(LocalDate.parse(day)), lab("2019-01-01", null, null), arrived, now, ZONE));
  }

  private static List<String> found(byte[] file) {
    return codes(check(file, lab(null), DATE));
  }

  private static List<Finding> check(byte[] file, ReportIssuer issuer, LocalDate date) {
    return ReportCheck.findings(file, claim(date), issuer, ARRIVED, NOW, ZONE);
  }

  private static ReportClaim claim(LocalDate date) {
    return new ReportClaim(Reports.NUMBER, "lab", date, Reports.SERIAL);
  }

  private static ReportIssuer lab(String certificate) {
    return lab("2025-01-01", "2027-12-31", certificate);
  }

  private static ReportIssuer lab(String from, String until, String certificate) {
    return new ReportIssuer("lab", "Shanghai Testing Lab", ReportIssuer.Kind.INSTITUTION, LocalDate.parse(from), until == null ? null : LocalDate.parse(until),
        certificate);
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(finding -> finding.code().code()).toList();
  }
}
