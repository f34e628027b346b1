package io.redress.order;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The export as XLSX, read as a stream of events: the first sheet only, formulas never evaluated.
 *
 * <p>What a small file can unpack to is limited: 1 GiB for a sheet or the shared strings, 16 MiB for anything else, and a hundred
 * times its packed size.
 */
class XlsxExport implements ExportFile {

  private static final long LARGEST_DATA = 1L << 30;
  private static final long LARGEST_OTHER = 16L << 20;
  private static final double MOST_PACKED = 0.01;
  private static final int MOST_ENTRIES = 1000;
  private static final int LONGEST_TEXT = 100_000;
  private static final int MOST_COLUMNS = 16_384;

  static {
    ZipSecureFile.setMinInflateRatio(MOST_PACKED);
    ZipSecureFile.setMaxEntrySize(LARGEST_DATA);
  }

  private final OPCPackage zip;
  private final XSSFReader reader;
  private final SharedStrings strings;
  private final boolean[] timeStyles;
  private final boolean startsIn1904;

  XlsxExport(Path file) throws IOException {
    var opened = new Opened();
    try {
      refuseBombs(file);
      opened.zip = OPCPackage.open(file.toFile(), PackageAccess.READ);
      reader = new XSSFReader(opened.zip);
      timeStyles = timeStyles(reader);
      startsIn1904 = startsIn1904(reader);
      opened.strings = SharedStrings.of(reader, XlsxExport::parse);
      zip = opened.zip;
      strings = opened.strings;
    } catch (ImportRefused e) {
      opened.close();
      throw e;
    } catch (IOException | OpenXML4JException | RuntimeException e) {
      opened.close();
      throw refused(e);
    }
  }

  /** What has to be closed when the rest cannot be opened. */
  private static final class Opened {
    OPCPackage zip;
    SharedStrings strings;

    void close() throws IOException {
      if (strings != null) {
        strings.close();
      }
      if (zip != null) {
        zip.revert();
      }
    }
  }

  @Override
  public void read(Rows rows) throws IOException {
    try {
      var sheets = reader.getSheetsData();
      if (!sheets.hasNext()) {
        throw ImportRefused.notAnExport("The workbook has no sheet.");
      }
      try (var sheet = sheets.next()) {
        parse(sheet, new SheetHandler(rows));
      }
    } catch (IOException | OpenXML4JException | OpenXML4JRuntimeException e) {
      throw refused(e);
    }
  }

  @Override
  public void close() throws IOException {
    strings.close();
    zip.revert();
  }

  private static ImportRefused refused(Exception e) {
    if (e instanceof ImportRefused refused) {
      return refused;
    }
    var message = String.valueOf(e.getMessage());
    if (message.contains("Zip bomb") || message.contains("exceeds the max")) {
      return ImportRefused.tooLarge("The XLSX file unpacks to far more than an order export holds. Save it again, or as CSV.", e);
    }
    return ImportRefused.malformed("The XLSX file is broken and cannot be read. Save it again, or as CSV.", e);
  }

  /** The small parts are read into memory as a whole, so their true size is measured before. */
  private static void refuseBombs(Path file) throws IOException {
    try (var entries = new ZipFile(file.toFile())) {
      if (entries.size() > MOST_ENTRIES) {
        throw ImportRefused.tooLarge("The XLSX file holds " + entries.size() + " parts; an order export has about ten.", null);
      }
      var buffer = new byte[1 << 16];
      for (var all = entries.entries(); all.hasMoreElements(); ) {
        var entry = all.nextElement();
        var name = entry.getName().toLowerCase(Locale.ROOT);
        if (name.startsWith("xl/worksheets/") && !name.contains("_rels") || name.endsWith("sharedstrings.xml")) {
          continue;
        }
        long size = 0;
        try (var stream = entries.getInputStream(entry)) {
          for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            size += read;
            if (size > LARGEST_OTHER) {
              throw ImportRefused.tooLarge("The XLSX file unpacks to far more than an order export holds (" + name + ").", null);
            }
          }
        }
      }
    } catch (ZipException e) {
      throw ImportRefused.malformed("The XLSX file is broken and cannot be read. Save it again, or as CSV.", e);
    }
  }

  private static boolean[] timeStyles(XSSFReader reader) throws IOException, OpenXML4JException {
    var styles = reader.getStylesTable();
    if (styles == null) {
      return new boolean[0];
    }
    var times = new boolean[styles.getNumCellStyles()];
    for (int i = 0; i < times.length; i++) {
      var style = styles.getStyleAt(i);
      times[i] = DateUtil.isADateFormat(style.getDataFormat(), style.getDataFormatString());
    }
    return times;
  }

  private static boolean startsIn1904(XSSFReader reader) throws IOException, OpenXML4JException {
    var found = new boolean[1];
    try (var workbook = reader.getWorkbookData()) {
      parse(workbook, new DefaultHandler() {
        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) {
          if (name.equals("workbookPr")) {
            var value = attributes.getValue("date1904");
            found[0] = "1".equals(value) || "true".equals(value);
          }
        }
      });
    }
    return found[0];
  }

  private static void parse(InputStream xml, DefaultHandler handler) throws IOException {
    try {
      var parser = XMLHelper.newXMLReader();
      parser.setContentHandler(handler);
      parser.setErrorHandler(handler);
      parser.parse(new InputSource(xml));
    } catch (SAXException | ParserConfigurationException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Collects the text of an element; nothing in an export is longer than a spreadsheet's cell. */
  static void append(StringBuilder text, char[] characters, int start, int length) {
    if (text.length() + length > LONGEST_TEXT) {
      throw ImportRefused.malformed("A cell of the XLSX file is longer than " + LONGEST_TEXT + " characters.", null);
    }
    text.append(characters, start, length);
  }

  private final class SheetHandler extends DefaultHandler {

    private final Rows rows;
    private final StringBuilder text = new StringBuilder();
    private Cell[] cells = new Cell[64];
    private int used;
    private int row;
    private int column;
    private String type;
    private boolean time;
    private boolean formula;
    private boolean collecting;
    private boolean inPhonetic;

    SheetHandler(Rows rows) {
      this.rows = rows;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      switch (name) {
        case "row" -> {
          var number = attributes.getValue("r");
          row = number == null ? row + 1 : number(number);
          column = -1;
          Arrays.fill(cells, 0, used, null);
          used = 0;
        }
        case "c" -> {
          var reference = attributes.getValue("r");
          column = reference == null ? column + 1 : column(reference);
          if (column >= MOST_COLUMNS) {
            throw ImportRefused.malformed("Row " + row + " of the XLSX file has more columns than a spreadsheet can have.", null);
          }
          type = attributes.getValue("t");
          var style = attributes.getValue("s");
          int index = style == null ? 0 : number(style);
          time = index < timeStyles.length && timeStyles[index];
          formula = false;
          text.setLength(0);
        }
        case "f" -> formula = true;
        case "rPh" -> inPhonetic = true;
        case "v", "t" -> collecting = !inPhonetic && rows.wants(column);
        default -> { }
      }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      if (collecting) {
        append(text, characters, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      switch (name) {
        case "v", "t" -> collecting = false;
        case "rPh" -> inPhonetic = false;
        case "c" -> {
          if (rows.wants(column)) {
            keep(cell());
          }
        }
        case "row" -> rows.row(row, Arrays.copyOf(cells, used));
        default -> { }
      }
    }

    private void keep(Cell cell) {
      if (cell == null || cell.isBlank()) {
        return;
      }
      if (column >= cells.length) {
        cells = Arrays.copyOf(cells, Math.max(column + 1, cells.length * 2));
      }
      cells[column] = cell;
      used = Math.max(used, column + 1);
    }

    private Cell cell() {
      var value = text.toString();
      if (formula) {
        return new Cell(Cell.Kind.FORMULA, value);
      }
      if (value.isEmpty()) {
        return null;
      }
      return switch (type == null ? "n" : type) {
        case "s" -> Cell.text(strings.get(number(value.strip())));
        case "inlineStr", "str" -> Cell.text(value);
        case "b" -> Cell.text(value.strip().equals("1") ? "TRUE" : "FALSE");
        case "e" -> new Cell(Cell.Kind.ERROR, value);
        case "d" -> new Cell(Cell.Kind.TIME, value);
        default -> numberOrTime(value.strip());
      };
    }

    private Cell numberOrTime(String value) {
      if (!time) {
        return new Cell(Cell.Kind.NUMBER, value);
      }
      try {
        double days = Double.parseDouble(value);
        var at = DateUtil.isValidExcelDate(days) ? DateUtil.getLocalDateTime(days, startsIn1904, true) : null;
        return at == null ? new Cell(Cell.Kind.NUMBER, value) : new Cell(Cell.Kind.TIME, at.toString());
      } catch (NumberFormatException e) {
        return new Cell(Cell.Kind.ERROR, value);
      }
    }

    private int number(String digits) {
      try {
        int number = Integer.parseInt(digits);
        if (number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // falls through: no number at all is as broken as a negative one
      }
      throw ImportRefused.malformed("The XLSX file is broken near row " + row + ".", null);
    }

    private static int column(String reference) {
      int column = 0;
      for (int i = 0; i < reference.length() && i < 4; i++) {
        char letter = Character.toUpperCase(reference.charAt(i));
        if (letter < 'A' || letter > 'Z') {
          break;
        }
        column = column * 26 + letter - 'A' + 1;
      }
      return Math.max(column - 1, 0);
    }
  }
}
