package io.redress.order;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where each known column stands in this file. */
final class HeaderRow {

  private final Map<Column, Integer> places = new EnumMap<>(Column.class);
  private Column[] columns = new Column[0];

  private HeaderRow() {}

  /** A row is the header when it names the order number and something else that is known; titles above it are read past. */
  static Optional<HeaderRow> in(Cell[] cells) {
    var header = new HeaderRow();
    header.columns = new Column[cells.length];
    for (int i = 0; i < cells.length; i++) {
      var column = cells[i] == null || cells[i].isBlank() ? null : Column.of(cells[i].text());
      if (column == null) {
        continue;
      }
      var first = header.places.putIfAbsent(column, i);
      if (first == null) {
        header.columns[i] = column;
      } else if (column.isUsed() && cells[first].text().equals(cells[i].text())) {
        throw ImportRefused.notAnExport("The column " + cells[i].text() + " occurs twice. Remove the one that does not count.");
      }
    }
    return header.places.containsKey(Column.ORDER_ID) && header.places.size() > 1 ? Optional.of(header) : Optional.empty();
  }

  boolean isKnown(int place) {
    return place < columns.length && columns[place] != null;
  }

  boolean has(Column column) {
    return places.containsKey(column);
  }

  /** The cell of this column, or null where there is none or nothing in it. */
  Cell cell(Cell[] cells, Column column) {
    var place = places.get(column);
    var cell = place == null || place >= cells.length ? null : cells[place];
    return cell == null || cell.isBlank() ? null : cell;
  }

  String text(Cell[] cells, Column column) {
    var cell = cell(cells, column);
    return cell == null ? "" : cell.text();
  }

  boolean isBlank(Cell[] cells) {
    return Arrays.stream(Column.values()).allMatch(column -> cell(cells, column) == null);
  }

  /** The first known column whose cell is a real formula, or null; used or not, the row is not what the back office wrote. */
  Column formula(Cell[] cells) {
    for (int i = 0; i < Math.min(cells.length, columns.length); i++) {
      if (columns[i] != null && cells[i] != null && cells[i].kind() == Cell.Kind.FORMULA) {
        return columns[i];
      }
    }
    return null;
  }
}
