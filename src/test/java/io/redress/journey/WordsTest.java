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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reads a code where a word should stand: our pages in both languages and the tab in Tasklist know every code there is. */
class WordsTest {

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
      assertThat(keys(words, "step")).containsAll(forms.map(form -> form.getFileName().toString().replace(".form", "")).toList());
    }
  }

  /** The keys of one group of words, written {@code group: { 'a-code': …, code: … },}. */
  private static List<String> keys(String words, String group) {
    var found = Pattern.compile("\\n +" + group + ": \\{(.*?)\\},?\\n", Pattern.DOTALL).matcher(words);
    assertThat(found.find()).as("group %s", group).isTrue();
    return Pattern.compile("(?:^|[,\\n{])\\s*'?([a-z][a-z-]*|RP-[0-9()]+)'?: ").matcher(found.group(1)).results().map(match -> match.group(1)).toList();
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
