package io.redress.order;

import io.redress.Cny;
import io.redress.order.ExportedRow.Unusable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Pattern;
import org.joda.money.Money;

/** Reads the cells of a row as the values they stand for; the times of an export are local ones. */
final class RowReader {

  private static final Pattern TIME = Pattern.compile(
      "(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[T ]\\s*(\\d{1,2})[:时](\\d{1,2})(?:[:分](\\d{1,2})(?:\\.\\d{1,9})?秒?|分)?)?"
          + "\\s*(Z|[+-]\\d{2}:?\\d{2})?");
  private static final Pattern GROUPED = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d*)?");
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,20})?");
  private static final Pattern QUANTITY = Pattern.compile("(-?\\d{1,9})(\\.0+)?件?");
  private static final Pattern SHORTENED = Pattern.compile("\\d(\\.\\d+)?[eE]\\+?\\d+");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]+");
  private static final Set<String> NO_TIME = Set.of("-", "--", "/", "\\N", "无", "暂无", "null", "0000-00-00 00:00:00");
  /** A spreadsheet's numbers are exact to this many digits; longer ones have lost their end. */
  private static final int EXACT_DIGITS = 15;

  private final HeaderRow header;
  private final ZoneId zone;
  private final Categories categories;

  RowReader(HeaderRow header, ZoneId zone, Categories categories) {
    this.header = header;
    this.zone = zone;
    this.categories = categories;
  }

  ExportedRow read(int number, Cell[] cells) throws Unusable {
    var row = new Row(number, cells);
    var formula = header.formula(cells);
    if (formula != null) {
      throw row.unusable(formula, "is a formula; formulas are not evaluated");
    }
    var orderId = row.id(Column.ORDER_ID);
    if (orderId == null) {
      throw row.unusable(Column.ORDER_ID, "is missing");
    }
    var status = header.text(cells, Column.STATUS);
    var confirmed = row.time(Column.CONFIRMED_AT);
    return new ExportedRow(
        number,
        orderId,
        row.ownerId(Column.MERCHANT_ID),
        row.ownerId(Column.BUYER_ID),
        row.category(),
        row.freeText(Column.ITEM),
        row.freeText(Column.ITEM_ID),
        row.quantity(),
        row.amount(Column.PAID),
        row.amount(Column.FREIGHT),
        confirmed != null ? confirmed : row.time(Column.PAID_AT),
        confirmed != null ? Column.CONFIRMED_AT : Column.PAID_AT,
        row.time(Column.PROMISED_SHIP_AT),
        row.time(Column.SHIPPED_AT),
        row.time(Column.RECEIVED_AT),
        isShipped(status),
        status.startsWith("待付款") || status.startsWith("待支付") || status.startsWith("未支付") || status.startsWith("未付款"),
        status.contains("退款成功"));
  }

  private static boolean isShipped(String status) {
    return !status.contains("未发货") && !status.contains("待发货")
        && (status.contains("已发货") || status.contains("已签收") || status.contains("已收货") || status.contains("待收货")
            || status.contains("待签收") || status.contains("交易成功") || status.contains("交易完成"));
  }

  private final class Row {

    private final int number;
    private final Cell[] cells;

    Row(int number, Cell[] cells) {
      this.number = number;
      this.cells = cells;
    }

    Unusable unusable(Column column, String reason) {
      return new Unusable(number, column, reason);
    }

    /** A cell of which a value is made, never a free text. */
    private Cell value(Column column) throws Unusable {
      var cell = header.cell(cells, column);
      if (cell != null && cell.kind() == Cell.Kind.ERROR) {
        throw unusable(column, "is an error value of the spreadsheet");
      }
      if (cell != null && cell.looksLikeFormula()) {
        throw unusable(column, "is a formula; formulas are not evaluated");
      }
      return cell;
    }

    String id(Column column) throws Unusable {
      var cell = value(column);
      if (cell == null) {
        return null;
      }
      if (cell.kind() == Cell.Kind.TIME) {
        throw unusable(column, "is a date; format the column as text and export again");
      }
      if (cell.kind() == Cell.Kind.NUMBER) {
        var digits = decimal(column, cell.text()).stripTrailingZeros();
        if (digits.scale() > 0 || digits.precision() - digits.scale() > EXACT_DIGITS || digits.signum() < 0) {
          throw unusable(column, "is a number that has lost digits; format the column as text and export again");
        }
        return digits.toPlainString();
      }
      if (SHORTENED.matcher(cell.text()).matches()) {
        throw unusable(column, "is a number that has lost digits; format the column as text and export again");
      }
      return cell.text();
    }

    /** A masked name or phone number (张*, 1**********) is nobody's id. */
    String ownerId(Column column) throws Unusable {
      var id = id(column);
      return id == null || id.indexOf('*') >= 0 || id.indexOf('＊') >= 0 ? null : id;
    }

    String category() {
      if (Column.LEVELS.stream().noneMatch(header::has)) {
        return null;
      }
      return categories.codeFor(Column.LEVELS.stream().map(level -> header.text(cells, level)).toList());
    }

    String freeText(Column column) {
      var text = CONTROL.matcher(header.text(cells, column)).replaceAll(" ").strip();
      return text.isEmpty() ? null : text;
    }

    Integer quantity() throws Unusable {
      var cell = value(Column.QUANTITY);
      if (cell == null) {
        return null;
      }
      var match = QUANTITY.matcher(normal(cell));
      if (cell.kind() == Cell.Kind.TIME || !match.matches()) {
        throw unusable(Column.QUANTITY, "is no whole number of pieces");
      }
      return Integer.valueOf(match.group(1));
    }

    Money amount(Column column) throws Unusable {
      var cell = value(column);
      if (cell == null) {
        return null;
      }
      if (cell.kind() == Cell.Kind.TIME) {
        throw unusable(column, "is a date, not an amount");
      }
      BigDecimal amount;
      if (cell.kind() == Cell.Kind.NUMBER) {
        // 129.90 is kept as 129.90000000000001
        amount = decimal(column, cell.text()).round(new MathContext(EXACT_DIGITS, RoundingMode.HALF_UP)).stripTrailingZeros();
      } else {
        amount = amount(column, normal(cell));
      }
      if (amount.signum() < 0) {
        throw unusable(column, "is negative");
      }
      if (amount.scale() > 2) {
        throw unusable(column, "has more than two decimals");
      }
      if (amount.precision() - amount.scale() > 12) {
        throw unusable(column, "is larger than any amount");
      }
      return Money.of(Cny.CURRENCY, amount.setScale(2));
    }

    private BigDecimal amount(Column column, String text) throws Unusable {
      var digits = text;
      if (digits.startsWith("¥")) {
        digits = digits.substring(1).strip();
      }
      if (digits.endsWith("元")) {
        digits = digits.substring(0, digits.length() - 1).strip();
      }
      if (GROUPED.matcher(digits).matches()) {
        digits = digits.replace(",", "");
      }
      if (!PLAIN.matcher(digits).matches()) {
        throw unusable(column, "is no amount such as 129.90");
      }
      return new BigDecimal(digits);
    }

    private BigDecimal decimal(Column column, String text) throws Unusable {
      try {
        var number = text.length() > 40 ? null : new BigDecimal(text);
        if (number != null && Math.abs((long) number.scale()) < 400) {
          return number;
        }
      } catch (NumberFormatException e) {
        // falls through
      }
      throw unusable(column, "is no number");
    }

    Instant time(Column column) throws Unusable {
      var cell = value(column);
      if (cell == null) {
        return null;
      }
      var text = normal(cell);
      if (NO_TIME.contains(text)) {
        return null;
      }
      var match = TIME.matcher(text);
      if (cell.kind() == Cell.Kind.NUMBER || !match.matches()) {
        throw unusable(column, "is no time such as 2026-11-01 09:30:00");
      }
      try {
        var day = java.time.LocalDate.of(part(match.group(1)), part(match.group(2)), part(match.group(3)));
        // a promise without a time lasts until the day is over, anything else has happened at its beginning
        var time = match.group(4) != null ? LocalTime.of(part(match.group(4)), part(match.group(5)), part(match.group(6)))
            : column == Column.PROMISED_SHIP_AT ? LocalTime.of(23, 59, 59) : LocalTime.MIDNIGHT;
        var at = LocalDateTime.of(day, time);
        return match.group(7) == null ? at.atZone(zone).toInstant() : at.toInstant(ZoneOffset.of(match.group(7)));
      } catch (DateTimeException e) {
        throw unusable(column, "is no time that exists");
      }
    }

    private int part(String digits) {
      return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Full-width digits, signs and brackets as ASCII. */
    private String normal(Cell cell) {
      return Normalizer.normalize(cell.text(), Normalizer.Form.NFKC);
    }
  }
}
