package io.redress.order;

import static io.redress.order.Exports.csv;
import static io.redress.order.Exports.file;
import static io.redress.order.Exports.row;
import static io.redress.order.Exports.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.Cny;
import io.redress.Refused;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderImportTest {

  private final OrderRoom room = new OrderRoom();

  @Test
  void every_column_that_says_something_about_the_order_is_kept() throws IOException {
    var report = room.run(file(csv(row("240101-1"))));
    assertThat(report).isEqualTo(new ImportReport(1, 1, 0, 0, 0, List.of()));
    assertThat(room.get("240101-1")).isEqualTo(new Order("240101-1", "4711", "buyer1", "digital-accessories", "无线耳机 降噪版", 2,
        Cny.parse("129.90"), Cny.parse("5.00"), Instant.parse("2026-11-01T01:30:00Z"), Instant.parse("2026-11-03T01:30:00Z"),
        Instant.parse("2026-11-02T10:00:00Z"), Instant.parse("2026-11-05T04:00:00Z"), null, null, List.of(), false, false));
  }

  @Test
  void the_same_file_again_changes_nothing_and_a_newer_one_changes_what_is_new() throws IOException {
    room.run(file(csv(row("240101-1"), row("240101-2", "确认收货时间", ""))));
    assertThat(room.run(file(csv(row("240101-1"), row("240101-2", "确认收货时间", "")))).unchanged()).isEqualTo(2);
    var report = room.run(file(csv(row("240101-1"), row("240101-2"), row("240101-3"))));
    assertThat(report).isEqualTo(new ImportReport(3, 1, 1, 1, 0, List.of()));
  }

  @Test
  void columns_come_in_any_order_with_unknown_ones_between() throws IOException {
    var shuffled = new ArrayList<>(row("240101-1", "我的新列", "=1+1").entrySet());
    Collections.shuffle(shuffled, new Random(7));
    var row = new LinkedHashMap<String, String>();
    shuffled.forEach(cell -> row.put(cell.getKey(), cell.getValue()));
    assertThat(room.run(file(csv(row))).added()).isEqualTo(1);
    assertThat(room.get("240101-1").paidAmount()).isEqualTo(Cny.parse("129.90"));
  }

  @Test
  void headers_and_cells_may_carry_tabs_blanks_full_width_brackets_and_aliases() throws IOException {
    var row = new LinkedHashMap<String, String>();
    row("\t240101-1\t", "用户实付金额(元)", " 129.90\t", "发货时间", "2026-11-02 18:00:00\t").forEach((header, cell) ->
        row.put(header.replace("(", "（").replace(")", "）").replace("规格维度", "SKU维度") + "\t", cell));
    assertThat(room.run(file("\uFEFF" + csv(row))).added()).isEqualTo(1);
    assertThat(room.get("240101-1").shippedAt()).isEqualTo("2026-11-02T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030", "GBK"})
  void the_usual_encodings_are_read(String charset) throws IOException {
    assertThat(room.run(file(csv(row("240101-1")), Charset.forName(charset))).added()).isEqualTo(1);
    assertThat(room.get("240101-1").itemName()).isEqualTo("无线耳机 降噪版");
  }

  @Test
  void rare_characters_survive_in_GB18030() throws IOException {
    room.run(file(csv(row("240101-1", "商品", "𠮷野家 ㊣品 €5")), Charset.forName("GB18030")));
    assertThat(room.get("240101-1").itemName()).isEqualTo("𠮷野家 ㊣品 €5");
  }

  @Test
  void bytes_that_make_no_sense_refuse_the_whole_file() throws IOException {
    var bytes = csv(row("240101-1"), row("240101-2")).getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 3] = (byte) 0xFF;
    refusesWhole(file(bytes), ImportRefused.Kind.MALFORMED, "neither UTF-8 nor GB18030");
    refusesWhole(file(csv(row("240101-1")), StandardCharsets.UTF_16LE), ImportRefused.Kind.MALFORMED, "neither UTF-8 nor GB18030");
    refusesWhole(file(new byte[] {0, 1, 2, 3}), ImportRefused.Kind.MALFORMED, "neither UTF-8 nor GB18030");
  }

  @Test
  void encodings_that_only_look_readable_have_no_header() throws IOException {
    refusesWhole(file(csv(row("240101-1")), Charset.forName("Big5")), ImportRefused.Kind.NOT_AN_EXPORT, "No header row");
  }

  @Test
  void a_file_that_is_no_export_is_refused_whole() throws IOException {
    refusesWhole(file(""), ImportRefused.Kind.NOT_AN_EXPORT, "empty");
    refusesWhole(file("\uFEFF"), ImportRefused.Kind.NOT_AN_EXPORT, "No header row");
    refusesWhole(file("a,b,c\n1,2,3\n"), ImportRefused.Kind.NOT_AN_EXPORT, "No header row");
    refusesWhole(file("订单号\n240101-1\n"), ImportRefused.Kind.NOT_AN_EXPORT, "No header row");
    refusesWhole(file("订单号,支付时间,订单号\n1,2,3\n"), ImportRefused.Kind.NOT_AN_EXPORT, "occurs twice");
    refusesWhole(file(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1}), ImportRefused.Kind.NOT_AN_EXPORT, ".xls");
  }

  @Test
  void a_quotation_mark_that_is_never_closed_refuses_the_whole_file() throws IOException {
    var good = new StringBuilder(csv(row("240101-1")));
    refusesWhole(file(good + "\"never closed,240101-2,,,\n"), ImportRefused.Kind.MALFORMED, "broken");
    refusesWhole(file(good + "\"never closed" + ",x\n".repeat(600_000)), ImportRefused.Kind.MALFORMED, "quotation mark");
  }

  @Test
  void stray_quotation_marks_cost_nothing() throws IOException {
    var report = room.run(file(csv(row("240101-1")).replace("无线耳机 降噪版", "\"5.5\"屏 手机") + csv(row("240101-2")).split("\r\n")[1]));
    assertThat(report.added()).isEqualTo(2);
  }

  @Test
  void titles_above_and_blank_rows_between_do_not_count_but_rows_keep_their_numbers() throws IOException {
    var lines = csv(row("240101-1"), row("240101-2", "商品数量(件)", "0")).split("\r\n");
    var report = room.run(file("2026年11月订单\n\n" + lines[0] + "\n" + lines[1] + "\n\n,,,\n" + lines[2] + "\n"));
    assertThat(report.total()).isEqualTo(2);
    assertThat(report.refusals()).containsExactly(new ImportReport.Refusal(7, "商品数量(件)", "is at least 1"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "订单号 | '' | is missing",
      "订单号 | 2.40101E+17 | lost digits",
      "订单号 | =1+1 | is a formula",
      "订单号 | a/b | must have only letters",
      "商品数量(件) | 0 | is at least 1",
      "商品数量(件) | -3 | is at least 1",
      "商品数量(件) | 1.5 | whole number",
      "商品数量(件) | 两件 | whole number",
      "商品数量(件) | =2 | is a formula",
      "商品数量(件) | 1e3 | whole number",
      "商品数量(件) | 99999999999 | whole number",
      "用户实付金额(元) | 12.345 | more than two decimals",
      "用户实付金额(元) | -1 | is negative",
      "用户实付金额(元) | 十元 | no amount",
      "用户实付金额(元) | 1e2 | no amount",
      "用户实付金额(元) | '' | is missing",
      "用户实付金额(元) | @SUM(A1) | is a formula",
      "用户实付金额(元) | +5 | is a formula",
      "用户实付金额(元) | 9999999999999 | larger",
      "邮费(元) | 200 | part of what was paid",
      "支付时间 | '' | is missing",
      "支付时间 | 昨天 | is no time such as",
      "支付时间 | 2026-02-30 10:00:00 | no time that exists",
      "支付时间 | 1026-02-03 10:00:00 | years 2000",
      "确认收货时间 | 2026-11-02 10:00:00 | cannot be before it was shipped",
  })
  void a_bad_cell_costs_its_own_row_only_and_is_named(String column, String value, String reason) throws IOException {
    var report = room.run(file(csv(row("240101-1"), row("240101-2", column, value), row("240101-3"))));
    assertThat(report.added()).isEqualTo(2);
    assertThat(report.refusals()).singleElement().satisfies(refusal -> {
      assertThat(refusal.row()).isEqualTo(3);
      assertThat(refusal.column()).isEqualTo(column);
      assertThat(refusal.reason()).contains(reason);
    });
    assertThat(room.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"1 | 1", "1件 | 1", "3.0 | 3", "１２ | 12", "' 4 ' | 4"})
  void quantities_are_read_as_people_write_them(String text, int quantity) throws IOException {
    room.run(file(csv(row("240101-1", "商品数量(件)", text))));
    assertThat(room.get("240101-1").quantity()).isEqualTo(quantity);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"129.9 | 129.90", "1,299.00 | 1299.00", "¥129.90 | 129.90", "￥１２９．９０ | 129.90", "129.90元 | 129.90", "200 | 200.00"})
  void amounts_are_read_as_people_write_them(String text, String amount) throws IOException {
    room.run(file(csv(row("240101-1", "用户实付金额(元)", text))));
    assertThat(room.get("240101-1").paidAmount()).isEqualTo(Cny.parse(amount));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-02 18:00:00", "2026/11/2 18:00", "2026-11-02T18:00:00", "2026-11-02 18:00:00.0", "2026年11月2日 18:00",
      "2026年11月2日 18时00分00秒", "2026.11.02 18:00:00", "2026-11-02T10:00:00Z", "2026-11-02T18:00:00+08:00"})
  void times_are_those_of_Shanghai_unless_they_say_otherwise(String text) throws IOException {
    room.run(file(csv(row("240101-1", "发货时间", text))));
    assertThat(room.get("240101-1").shippedAt()).isEqualTo("2026-11-02T10:00:00Z");
  }

  @Test
  void a_free_text_that_begins_like_a_formula_stays_a_text() throws IOException {
    var report = room.run(file(csv(row("240101-1", "商品", "=HYPERLINK(\"http://evil\")", "买家留言", "+1 好评", "商家备注", "@客服"))));
    assertThat(report.added()).isEqualTo(1);
    assertThat(room.get("240101-1").itemName()).isEqualTo("=HYPERLINK(\"http://evil\")");
  }

  @Test
  void a_masked_buyer_is_nobody() throws IOException {
    var masked = file(csv(row("240101-1", "买家ID", "张*"), row("240101-2", "买家ID", "1**********"), row("240101-3", "买家ID", "buyer2")));
    assertThat(room.imports.run(masked, "4711", null, ImportProgress.NOBODY).refusals())
        .extracting(ImportReport.Refusal::row, ImportReport.Refusal::column)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2, "买家ID"), org.assertj.core.groups.Tuple.tuple(3, "买家ID"));
    assertThat(room.run(masked).added()).isEqualTo(2);
    assertThat(room.get("240101-1").buyerId()).isEqualTo("buyer1");
    assertThat(room.get("240101-3").buyerId()).isEqualTo("buyer2");
    assertThatThrownBy(() -> room.imports.run(masked, "4711", "张*", ImportProgress.NOBODY)).isInstanceOf(Refused.class);
  }

  @Test
  void merchant_and_buyer_may_come_from_the_file() throws IOException {
    var report = room.imports.run(file(csv(row("240101-1", "商家ID", "4712", "买家ID", "buyer2"), row("240101-2", "买家ID", "buyer2"))),
        null, null, ImportProgress.NOBODY);
    assertThat(room.get("240101-1").merchantId()).isEqualTo("4712");
    assertThat(report.refusals()).extracting(ImportReport.Refusal::column).containsExactly("商家ID");
  }

  @Test
  void an_order_never_moves_to_another_merchant_or_buyer_by_an_import() throws IOException {
    room.run(file(csv(row("240101-1"))));
    assertThat(room.imports.run(file(csv(row("240101-1"))), "4712", "buyer1", ImportProgress.NOBODY).refused()).isEqualTo(1);
    assertThat(room.run(file(csv(row("240101-1", "买家ID", "buyer2")))).refused()).isEqualTo(1);
    // the buyer of the request only stands in for one that is not known
    assertThat(room.imports.run(file(csv(row("240101-1"))), "4711", "buyer2", ImportProgress.NOBODY).unchanged()).isEqualTo(1);
    assertThat(room.get("240101-1").buyerId()).isEqualTo("buyer1");
  }

  @Test
  void the_same_order_twice_is_the_later_one() throws IOException {
    var report = room.run(file(csv(row("240101-1", "确认收货时间", ""), row("240101-1"), row("240101-1"))));
    assertThat(report).isEqualTo(new ImportReport(3, 1, 1, 1, 0, List.of()));
    assertThat(room.get("240101-1").receivedAt()).isNotNull();
  }

  @Test
  void one_order_number_with_different_items_is_refused_in_all_its_rows() throws IOException {
    var report = room.run(file(csv(row("240101-1"), row("240101-2"), row("240101-1", "样式ID", "88002", "用户实付金额(元)", "30.00"))));
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.refusals()).extracting(ImportReport.Refusal::row).containsExactly(2, 4);
    assertThat(report.refusals()).allMatch(refusal -> refusal.column().equals("订单号") && refusal.reason().contains("different items"));
    assertThat(room.orders.find("240101-1")).isEmpty();
  }

  @Test
  void an_older_export_or_one_with_fewer_columns_never_erases_what_is_known() throws IOException {
    room.run(file(csv(row("240101-1"))));
    var before = room.get("240101-1");
    var few = without(row("240101-1", "确认收货时间", "-", "发货时间", ""), "商品一级类目", "商品二级类目", "商品三级类目", "商品四级类目", "用户实付金额(元)", "商品");
    assertThat(room.run(file(csv(few))).unchanged()).isEqualTo(1);
    assertThat(room.get("240101-1")).isEqualTo(before);
  }

  @Test
  void the_status_tells_that_an_order_is_shipped_when_no_time_does() throws IOException {
    room.run(file(csv(row("240101-1", "订单状态", "已发货，待签收", "发货时间", "", "确认收货时间", ""),
        row("240101-2", "订单状态", "待发货", "发货时间", "", "确认收货时间", ""))));
    assertThat(room.get("240101-1").isShipped()).isTrue();
    assertThat(room.get("240101-1").receivedAt()).isNull();
    assertThat(room.get("240101-2").isShipped()).isFalse();
  }

  @Test
  void unpaid_orders_and_those_refunded_elsewhere_do_not_come_in() throws IOException {
    var report = room.run(file(csv(row("240101-1", "订单状态", "待付款", "支付时间", ""), row("240101-2", "订单状态", "未发货，退款成功"))));
    assertThat(report.refusals()).extracting(ImportReport.Refusal::column).containsExactly("订单状态", "订单状态");
    assertThat(room.count()).isZero();
  }

  @Test
  void missing_columns_are_named_in_the_rows_that_need_them() throws IOException {
    var report = room.run(file(csv(without(row("240101-1"), "用户实付金额(元)", "商品数量(件)", "商家备注"))));
    assertThat(report.refusals()).extracting(ImportReport.Refusal::column).containsExactly("用户实付金额(元)");
  }

  @Test
  void a_file_with_a_header_only_imports_nothing() throws IOException {
    assertThat(room.run(file(String.join(",", Exports.HEADERS) + "\n"))).isEqualTo(new ImportReport(0, 0, 0, 0, 0, List.of()));
  }

  @Test
  void semicolons_and_tabs_separate_cells_too() throws IOException {
    assertThat(room.run(file(csv(row("240101-1")).replace(',', ';'))).added()).isEqualTo(1);
    assertThat(room.run(file(csv(row("240101-2")).replace(',', '\t'))).added()).isEqualTo(1);
  }

  @Test
  void one_row_that_the_database_refuses_does_not_cost_its_batch() throws IOException {
    room.database.sql("alter table shop_order add constraint nobody_buys_this check (item_name <> 'unlucky')").update();
    var rows = new ArrayList<Map<String, String>>();
    for (int i = 1; i <= 700; i++) {
      rows.add(row("240101-" + i, "商品", i == 300 ? "unlucky" : "lucky"));
    }
    @SuppressWarnings("unchecked")
    var report = room.run(file(csv(rows.toArray(Map[]::new))));
    assertThat(report.added()).isEqualTo(699);
    assertThat(report.refusals()).singleElement().extracting(ImportReport.Refusal::row).isEqualTo(301);
    assertThat(room.count()).isEqualTo(699);
  }

  @Test
  void progress_is_told_while_the_file_is_checked_and_while_it_is_written() throws IOException {
    var lines = new StringBuilder(csv(row("240101-0")));
    for (int i = 1; i < 5000; i++) {
      lines.append(csv(row("240101-" + i)).split("\r\n")[1]).append('\n');
    }
    var told = new ArrayList<String>();
    room.run(file(lines.toString()), new ImportProgress() {
      @Override
      public void checking(int rows) {
        told.add("checking " + rows);
      }

      @Override
      public void writing(int rows, ImportReport soFar, int total) {
        told.add("writing " + rows + "/" + total + " new " + soFar.added());
      }
    });
    assertThat(told).containsExactly("checking 2000", "checking 4000", "checking 5000",
        "writing 2000/5000 new 2000", "writing 4000/5000 new 4000", "writing 5000/5000 new 5000");
  }

  @Test
  void a_running_import_is_recorded_and_its_id_is_its_own() {
    room.running.start("import-0001", "shop");
    room.running.recorder("import-0001").checking(10);
    assertThat(room.running.find("import-0001").orElseThrow().rowsTotal()).isNull();
    room.running.recorder("import-0001").writing(5, new ImportReport(5, 4, 0, 0, 1, List.of()), 10);
    assertThat(room.running.find("import-0001")).get().extracting(Imports.Running::state, Imports.Running::rowsDone, Imports.Running::rowsTotal)
        .containsExactly(Imports.State.WRITING, 5, 10);
    room.running.failed("import-0001", "x".repeat(600));
    assertThat(room.running.find("import-0001").orElseThrow().state()).isEqualTo(Imports.State.FAILED);
    assertThatThrownBy(() -> room.running.start("import-0001", "shop")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> room.running.start("../..", "shop")).isInstanceOf(Refused.class);
  }

  private void refusesWhole(Path file, ImportRefused.Kind kind, String message) {
    assertThatThrownBy(() -> room.run(file)).isInstanceOfSatisfying(ImportRefused.class, refused -> {
      assertThat(refused.kind()).isEqualTo(kind);
      assertThat(refused).hasMessageContaining(message);
    });
    assertThat(room.count()).isZero();
  }
}
