package io.redress.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.casefile.CaseStatus;
import io.redress.casefile.CaseType;
import io.redress.casefile.Reason;
import io.redress.casefile.Timeline;
import io.redress.complaint.ComplaintStatus;
import io.redress.money.Voucher;
import io.redress.order.Promise;
import io.redress.repair.Finding;
import io.redress.repair.ReportOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reads a code where a word should stand: our pages in both languages and the tab in Tasklist know every code there is. */
class WordsTest {

  private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"");
  private static final Pattern FAULT = Pattern.compile("Refused\\.(?:Field\\(|invalid\\((?!wrong\\)))(?:" + LITERAL + "|[^;\"])*+;");
  /** Sentences that come from a table or a form, and those that only a carrier's or a shop's program reads. */
  private static final Pattern ELSEWHERE = Pattern.compile("effects\\.why\\(\\)|, mistake, |unknown\\(\\)|REPORTED\\)|\"A key has ");

  @ParameterizedTest
  @ValueSource(strings = {
      "src/main/web/src/locales/en.ts", "src/main/web/src/locales/zh.ts",
      "src/main/resources/META-INF/resources/webjars/camunda/app/tasklist/scripts/case-tab.js"})
  void every_code_has_a_word(String file) throws IOException {
    var words = Files.readString(Path.of(file));
    assertThat(keys(words, "kind")).containsAll(codes(Timeline.Kind.values(), Timeline.Kind::code));
    assertThat(keys(words, "status")).containsAll(codes(CaseStatus.values(), CaseStatus::code));
    assertThat(keys(words, "type")).containsAll(codes(CaseType.values(), CaseType::code));
    assertThat(keys(words, "reason")).containsAll(codes(Reason.values(), Reason::code));
    assertThat(keys(words, "complaintStatus")).containsAll(codes(ComplaintStatus.values(), ComplaintStatus::code));
    assertThat(keys(words, "voucherKind")).containsAll(codes(Voucher.Kind.values(), Voucher.Kind::code));
    assertThat(keys(words, "finding")).containsAll(codes(Finding.Code.values(), Finding.Code::code));
    assertThat(keys(words, "code")).containsAll(codes(ReportOutcome.values(), ReportOutcome::code));
    assertThat(keys(words, "breach")).containsAll(breaches());
    if (file.endsWith(".ts")) {
      assertThat(keys(words, "source")).containsAll(codes(Promise.Source.values(), Promise.Source::code));
      assertThat(keys(words, "voucherStatus")).containsAll(codes(Voucher.Status.values(), Voucher.Status::code));
    }
    try (Stream<Path> forms = Files.list(Path.of("forms"))) {
      var all = forms.toList();
      assertThat(keys(words, "step")).containsAll(all.stream().map(form -> form.getFileName().toString().replace(".form", "")).toList());
      // the timeline tells what was answered
      for (var form : all) {
        assertThat(names(words, file.endsWith(".ts") ? "fields" : "field")).as("%s", form).containsAll(asked(form));
      }
    }
  }

  @Test
  void every_refusal_has_a_sentence_for_chinese_readers() throws IOException {
    var sentences = Files.readString(Path.of("src/main/web/src/locales/refusals.ts"));
    var known = Pattern.compile("\\n  '?([a-z-]+)'?: '\\p{IsHan}").matcher(sentences).results().map(match -> match.group(1)).toList();
    var types = types();
    assertThat(types).contains("not-found", "four-eyes", "not-withdrawable", "csrf", "too-large", "not-an-order-export");
    assertThat(known).containsAll(types);
  }

  @ParameterizedTest
  @ValueSource(strings = {"casefile", "dispute", "shipment", "repair", "negotiation", "complaint", "process/engine/FormContract.java",
      "api/CaseController.java", "api/MerchantSettingsController.java", "api/ReportIssuerController.java"})
  void what_is_wrong_with_a_field_is_told_in_both_languages(String room) throws IOException {
    var told = 0;
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/redress", room))) {
      for (var source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        for (var call : faults(Files.readString(source))) {
          assertThat(call).as("%s", source).containsPattern("\\p{IsHan}");
          assertThat(LITERAL.matcher(call).results().map(MatchResult::group)).as("pages split at the mark: %s", source)
              .noneMatch(text -> text.contains(" / "));
          told++;
        }
      }
    }
    assertThat(told).as("sentences in %s", room).isPositive();
  }

  @Test
  void what_breaks_a_form_is_told_in_both_languages() throws IOException {
    var source = Files.readString(Path.of("src/main/java/io/redress/process/engine/FormContract.java"));
    var sentences = LITERAL.matcher(source).results().filter(text -> text.group().matches("\"[A-Z][a-z]+ .*")).toList();
    assertThat(sentences).hasSizeGreaterThan(15).allSatisfy(text -> assertThat(source.substring(text.start(), source.indexOf('\n', text.end())))
        .containsPattern("\\p{IsHan}"));
  }

  /** The statements of a source that tell a person what is wrong with a field. */
  private static List<String> faults(String source) {
    return FAULT.matcher(source).results().map(MatchResult::group).filter(call -> !ELSEWHERE.matcher(call).find()).toList();
  }

  /** The types of problems that our sources name; those with one sentence per field have none of their own. */
  private static Set<String> types() throws IOException {
    var named = Pattern.compile("(?:conflict\\(\\s*|Kind\\.NOT_FOUND, |new Problem\\(\\d+, |problem\\(HttpStatus\\.\\w+, "
        + "|correlate\\((?:\"[a-z-]+\"|[A-Z_]+), \\w+, |case (?:MALFORMED|NOT_AN_EXPORT|TOO_LARGE) -> )\"([a-z]+(?:-[a-z]+)*)\"");
    var found = new TreeSet<String>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (var source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        named.matcher(Files.readString(source)).results().map(match -> match.group(1)).forEach(found::add);
      }
    }
    return found;
  }

  /** The keys of one group of words, written {@code group: { 'a-code': …, code: … },}. */
  private static List<String> keys(String words, String group) {
    var found = Pattern.compile("\\n +" + group + ": \\{(.*?)\\},?\\n", Pattern.DOTALL).matcher(words);
    assertThat(found.find()).as("group %s", group).isTrue();
    return Pattern.compile("(?:^|[,\\n{])\\s*'?([a-z][a-z-]*|RP-[0-9()]+)'?: ").matcher(found.group(1)).results().map(match -> match.group(1)).toList();
  }

  /** The same, of words for names such as {@code trackingNumber}. */
  private static List<String> names(String words, String group) {
    var found = Pattern.compile("\\n +" + group + ": \\{(.*?)\\n +\\},?\\n", Pattern.DOTALL).matcher(words);
    assertThat(found.find()).as("group %s", group).isTrue();
    return Pattern.compile("(?:^|[,\\n{])\\s*([a-z][A-Za-z]*): ").matcher(found.group(1)).results().map(match -> match.group(1)).toList();
  }

  /** The keys of a form; files and addresses are chosen by their ids, and what is offered is told in one word. */
  private static List<String> asked(Path form) throws IOException {
    return Pattern.compile("\"key\": \"(\\w+)\"").matcher(Files.readString(form)).results().map(match -> match.group(1))
        .filter(key -> !key.matches("evidenceIds|reportEvidenceId|returnAddressId|offer(Exchange|Repair|Return|ExchangeWithVoucher)")).toList();
  }

  /** The clauses that a penalty is known for. */
  private static List<String> breaches() throws IOException {
    var table = Files.readString(Path.of("bpmn", "decisions", "breach-penalty.dmn"));
    var found = Pattern.compile("\"(RP-[0-9]+(?:\\([0-9]\\))?)\"").matcher(table).results().map(match -> match.group(1))
        .distinct().toList();
    assertThat(found).contains("RP-20(1)", "RP-21");
    return found.stream().filter(clause -> !clause.equals("RP-20")).toList();
  }

  private static <T> List<String> codes(T[] all, java.util.function.Function<T, String> code) {
    return Arrays.stream(all).map(code).toList();
  }
}
