package io.redress.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.redress.Cny;
import io.redress.process.engine.CategoriesForTests;
import io.redress.process.engine.TablesOnDisk;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RowReaderPropertyTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Categories CATEGORIES = CategoriesForTests.create(TablesOnDisk.decisionTables());
  private static final HeaderRow HEADER =
      HeaderRow.in(new Cell[] {Cell.text("订单号"), Cell.text("用户实付金额(元)"), Cell.text("支付时间"), Cell.text("商品")}).orElseThrow();
  private final RowReader reader = new RowReader(HEADER, SHANGHAI, CATEGORIES);

  @Property
  void an_amount_is_the_same_as_text_and_as_the_spreadsheets_binary_number(@ForAll @LongRange(min = 0, max = 99_999_999_999L) long fen)
      throws Exception {
    var amount = Cny.fen(fen);
    assertThat(read(Cell.text(Cny.text(amount)), "2026-11-01 00:00:00").paidAmount()).isEqualTo(amount);
    assertThat(read(new Cell(Cell.Kind.NUMBER, Double.toString(fen / 100.0)), "2026-11-01 00:00:00").paidAmount()).isEqualTo(amount);
  }

  @Property
  void a_time_is_the_instant_that_a_clock_in_Shanghai_showed(@ForAll @LongRange(min = 1_000_000_000L, max = 4_000_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 2) int format) throws Exception {
    var instant = Instant.ofEpochSecond(second);
    var pattern = new String[] {"yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyy年MM月dd日 HH:mm:ss"}[format];
    var text = DateTimeFormatter.ofPattern(pattern).format(LocalDateTime.ofInstant(instant, SHANGHAI));
    assertThat(read(Cell.text("1"), text).confirmedAt()).isEqualTo(instant);
  }

  /** Whatever stands in a row: it is read or refused by name, and never ends the import. */
  @Property
  void no_content_of_a_cell_is_more_than_a_refused_row(@ForAll String orderId, @ForAll String amount, @ForAll String time,
      @ForAll String item) {
    try {
      var row = reader.read(2, new Cell[] {Cell.text(orderId), Cell.text(amount), Cell.text(time), Cell.text(item)});
      assertThat(row.orderId()).isNotBlank();
    } catch (ExportedRow.Unusable e) {
      assertThat(e.refusal().row()).isEqualTo(2);
      assertThat(e.refusal().column()).isIn("订单号", "用户实付金额(元)", "支付时间", "商品");
    }
  }

  private ExportedRow read(Cell amount, String time) throws Exception {
    return reader.read(2, new Cell[] {Cell.text("240101-1"), amount, Cell.text(time), Cell.text("商品")});
  }
}
