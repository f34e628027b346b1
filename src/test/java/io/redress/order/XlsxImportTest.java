package io.redress.order;

import static io.redress.order.Exports.cell;
import static io.redress.order.Exports.row;
import static io.redress.order.Exports.xlsx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class XlsxImportTest {

  private final OrderRoom room = new OrderRoom();

  @Test
  void texts_numbers_and_dates_are_read_like_the_same_cells_of_a_CSV_file() throws IOException {
    room.run(Exports.file(Exports.csv(row("240101-1"))));
    var same = xlsx(List.of(row("240101-1")), workbook -> {
      date(workbook, 1, "支付时间", LocalDateTime.of(2026, 11, 1, 9, 30));
      date(workbook, 1, "发货时间", LocalDateTime.of(2026, 11, 2, 18, 0));
      cell(workbook, 1, "商品数量(件)").setCellValue(2);
      cell(workbook, 1, "用户实付金额(元)").setCellValue(129.90000000000001);
      cell(workbook, 1, "邮费(元)").setCellValue(5);
      cell(workbook, 1, "商品id").setCellValue(560123456789.0);
    });
    assertThat(room.run(same)).isEqualTo(new ImportReport(1, 0, 0, 1, 0, List.of()));
  }

  @Test
  void dates_of_a_workbook_that_counts_from_1904_are_the_same_dates() throws IOException {
    room.run(xlsx(List.of(row("240101-1")), workbook -> {
      workbook.getCTWorkbook().getWorkbookPr().setDate1904(true);
      date(workbook, 1, "发货时间", LocalDateTime.of(2026, 11, 2, 18, 0));
    }));
    assertThat(room.get("240101-1").shippedAt()).isEqualTo("2026-11-02T10:00:00Z");
  }

  @Test
  void a_formula_refuses_its_row_even_where_nothing_is_read_from_its_column() throws IOException {
    var report = room.run(xlsx(List.of(row("240101-1"), row("240101-2"), row("240101-3"), row("240101-4", "利润", "")), workbook -> {
      cell(workbook, 1, "用户实付金额(元)").setCellFormula("1+1");
      cell(workbook, 2, "商家备注").setCellFormula("HYPERLINK(\"http://example.invalid\")");
    }));
    assertThat(report.added()).isEqualTo(2);
    assertThat(report.refusals()).extracting(ImportReport.Refusal::row).containsExactly(2, 3);
    assertThat(report.refusals()).extracting(ImportReport.Refusal::column).containsExactly("用户实付金额(元)", "商家备注");
    assertThat(report.refusals()).allMatch(refusal -> refusal.reason().contains("formula"));
  }

  @Test
  void numbers_that_lost_their_digits_errors_and_serial_numbers_are_no_values() throws IOException {
    var report = room.run(xlsx(List.of(row("1"), row("2"), row("3"), row("4"), row("5")), workbook -> {
      cell(workbook, 1, "订单号").setCellValue(240101123456789012.0);
      cell(workbook, 2, "用户实付金额(元)").setCellErrorValue(FormulaError.NA.getCode());
      cell(workbook, 3, "支付时间").setCellValue(45000.5);
      cell(workbook, 4, "商品数量(件)").setCellValue(1.5);
      cell(workbook, 5, "订单号").setCellValue(240101);
    }));
    assertThat(report.refusals()).extracting(ImportReport.Refusal::row).containsExactly(2, 3, 4, 5);
    assertThat(report.refusals()).extracting(ImportReport.Refusal::column)
        .containsExactly("订单号", "用户实付金额(元)", "支付时间", "商品数量(件)");
    assertThat(room.orders.find("240101")).isPresent();
  }

  @Test
  void a_workbook_without_shared_texts_is_read_too() throws IOException {
    var file = Files.createTempFile("export", ".xlsx");
    try (var workbook = new org.apache.poi.xssf.streaming.SXSSFWorkbook(); var out = Files.newOutputStream(file)) {
      var sheet = workbook.createSheet();
      var values = row("240101-1");
      int column = 0;
      var header = sheet.createRow(0);
      var first = sheet.createRow(1);
      for (var entry : values.entrySet()) {
        header.createCell(column).setCellValue(entry.getKey());
        first.createCell(column++).setCellValue(entry.getValue());
      }
      workbook.write(out);
    }
    assertThat(room.run(file).added()).isEqualTo(1);
    assertThat(room.get("240101-1").paidAmount()).isEqualTo(Cny.parse("129.90"));
  }

  @Test
  void what_only_claims_to_be_XLSX_is_refused_whole() throws IOException {
    refusesWhole(Exports.file("PK this is no zip".getBytes(StandardCharsets.UTF_8)), ImportRefused.Kind.MALFORMED);
    refusesWhole(Exports.file(zip("readme.txt", "hello".getBytes(StandardCharsets.UTF_8))), ImportRefused.Kind.MALFORMED);
    var whole = Files.readAllBytes(xlsx(List.of(row("240101-1")), workbook -> { }));
    refusesWhole(Exports.file(java.util.Arrays.copyOf(whole, whole.length / 2)), ImportRefused.Kind.MALFORMED);
    refusesWhole(replacing("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99"),
        ImportRefused.Kind.MALFORMED);
    refusesWhole(replacing("xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999</v></c></row></sheetData></worksheet>"), ImportRefused.Kind.MALFORMED);
  }

  @Test
  void a_file_that_breaks_off_behind_good_rows_changes_nothing() throws IOException {
    var sheet = new StringBuilder("<worksheet><sheetData>");
    sheet.append(inline(1, List.copyOf(Exports.HEADERS)));
    for (int i = 2; i < 2000; i++) {
      sheet.append(inline(i, List.copyOf(row("240101-" + i).values())));
    }
    var whole = sheet + "</sheetData></worksheet>";
    refusesWhole(replacing("xl/worksheets/sheet1.xml", sheet + "<row r=\"broken"), ImportRefused.Kind.MALFORMED);
    assertThat(room.run(replacing("xl/worksheets/sheet1.xml", whole)).added()).isEqualTo(1998);
  }

  @Test
  void entities_that_explode_or_reach_outside_are_not_resolved() throws IOException {
    refusesWhole(replacing("xl/worksheets/sheet1.xml", """
        <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>
        <worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&c;</t></is></c></row></sheetData></worksheet>"""),
        ImportRefused.Kind.MALFORMED);
  }

  @Test
  void zip_bombs_are_refused_wherever_they_hide() throws IOException {
    var zeros = "<worksheet>" + " ".repeat(40_000_000);
    for (var part : List.of("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")) {
      assertThatThrownBy(() -> room.run(replacing(part, zeros))).as(part).isInstanceOfSatisfying(ImportRefused.class,
          refused -> assertThat(refused.kind()).isEqualTo(ImportRefused.Kind.TOO_LARGE));
    }
    assertThat(room.count()).isZero();
  }

  private void refusesWhole(Path file, ImportRefused.Kind kind) {
    assertThatThrownBy(() -> room.run(file)).isInstanceOfSatisfying(ImportRefused.class,
        refused -> assertThat(refused.kind()).isEqualTo(kind));
    assertThat(room.count()).isZero();
  }

  private static String inline(int number, List<String> values) {
    var row = new StringBuilder("<row r=\"" + number + "\">");
    values.forEach(value -> row.append("<c t=\"inlineStr\"><is><t>").append(value).append("</t></is></c>"));
    return row.append("</row>").toString();
  }

  private static void date(XSSFWorkbook workbook, int row, String header, LocalDateTime time) {
    var style = workbook.createCellStyle();
    style.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd hh:mm:ss"));
    cell(workbook, row, header).setCellValue(time);
    cell(workbook, row, header).setCellStyle(style);
  }

  /** A good workbook of which one part is something else. */
  private static Path replacing(String part, String content) throws IOException {
    var good = Files.readAllBytes(xlsx(List.of(row("240101-1")), workbook -> { }));
    var result = new ByteArrayOutputStream();
    try (var in = new ZipInputStream(new java.io.ByteArrayInputStream(good)); var out = new ZipOutputStream(result)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        if (entry.getName().equals(part)) {
          out.write(content.getBytes(StandardCharsets.UTF_8));
        } else {
          in.transferTo(out);
        }
      }
    }
    return Exports.file(result.toByteArray());
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    var result = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(result)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return result.toByteArray();
  }
}
