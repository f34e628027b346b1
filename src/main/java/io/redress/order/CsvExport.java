package io.redress.order;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The export as CSV: UTF-8 with or without a byte-order mark, or GB18030 (which includes GBK and GB2312). */
class CsvExport implements ExportFile {

  private static final int LONGEST_RECORD = 1_000_000;
  private static final int LINES_TO_LOOK_AT = 20;

  private final Path file;
  private final Charset charset;
  private final CSVFormat format;

  CsvExport(Path file) throws IOException {
    this.file = file;
    this.charset = charset(file);
    this.format = CSVFormat.DEFAULT.builder()
        .setDelimiter(delimiter())
        .setIgnoreEmptyLines(false)
        .setIgnoreSurroundingSpaces(true)
        .setTrailingData(true)
        .get();
  }

  @Override
  public void read(Rows rows) throws IOException {
    try (var reader = new RecordReader(open(file, charset)); var parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      for (var line : parser) {
        reader.recordIsComplete();
        var cells = new Cell[line.size()];
        for (int i = 0; i < cells.length; i++) {
          if (rows.wants(i)) {
            cells[i] = Cell.text(line.get(i));
          }
        }
        rows.row(Math.toIntExact(line.getRecordNumber()), cells);
      }
    } catch (UncheckedIOException e) {
      throw broken(e.getCause());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() {}

  private static ImportRefused broken(IOException cause) {
    return ImportRefused.malformed("The CSV file is broken: " + cause.getMessage() + ".", cause);
  }

  private static Reader open(Path file, Charset charset) throws IOException {
    var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder), 1 << 16);
  }

  /** The first of the known encodings in which every single byte makes sense: a guess from a sample would garble names later on. */
  private static Charset charset(Path file) throws IOException {
    for (var candidate : new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030")}) {
      if (decodes(file, candidate)) {
        return candidate;
      }
    }
    throw ImportRefused.malformed(
        "The file is neither UTF-8 nor GB18030 text, or it is damaged. Export it again, or save it as CSV UTF-8.", null);
  }

  private static boolean decodes(Path file, Charset charset) throws IOException {
    var buffer = new char[1 << 15];
    try (var reader = open(file, charset)) {
      for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
        for (int i = 0; i < length; i++) {
          if (buffer[i] == 0) {
            return false;
          }
        }
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Excel writes what the computer's settings say; the header line shows which. */
  private char delimiter() throws IOException {
    try (var reader = new BufferedReader(open(file, charset))) {
      var line = new StringBuilder();
      for (int lines = 0; lines < LINES_TO_LOOK_AT; ) {
        int c = reader.read();
        if (c == '\n' || c < 0 || line.length() > LONGEST_RECORD) {
          var text = line.toString();
          if (text.contains(Column.ORDER_ID.header())) {
            return mostFrequent(text);
          }
          if (c != '\n') {
            break;
          }
          line.setLength(0);
          lines++;
        } else {
          line.append((char) c);
        }
      }
    }
    return ',';
  }

  private static char mostFrequent(String line) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(line, candidate) > count(line, best) && count(line, ',') == 0) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String line, char wanted) {
    return line.chars().filter(c -> c == wanted).count();
  }

  /** A quote that nobody closes would make one endless cell of the rest of the file. */
  private static final class RecordReader extends FilterReader {

    private int length;

    RecordReader(Reader reader) {
      super(reader);
    }

    void recordIsComplete() {
      length = 0;
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      grow(c < 0 ? 0 : 1);
      return c;
    }

    @Override
    public int read(char[] buffer, int offset, int wanted) throws IOException {
      int read = super.read(buffer, offset, wanted);
      grow(Math.max(read, 0));
      return read;
    }

    private void grow(int more) throws IOException {
      length += more;
      if (length > LONGEST_RECORD) {
        throw new IOException("a row is longer than " + LONGEST_RECORD + " characters, probably a quotation mark is not closed");
      }
    }
  }
}
