package io.redress.order;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An order export in one of its formats; it can be read from the beginning any number of times, never whole in memory. */
interface ExportFile extends Closeable {

  /** Receives the rows of the file in their order. */
  interface Rows {

    /** Whether the cells of this column are needed at all; columns count from 0. */
    boolean wants(int column);

    /**
     * @param number the row as a spreadsheet counts it, from 1
     * @param cells by column, null where there is nothing; valid during this call only
     */
    void row(int number, Cell[] cells);
  }

  /** @throws ImportRefused when the file is broken; what was read so far has been handed over */
  void read(Rows rows) throws IOException;

  /** Tells the format by the content, since a file name says anything. */
  static ExportFile open(Path file) throws IOException {
    byte[] start;
    try (var stream = Files.newInputStream(file)) {
      start = stream.readNBytes(8);
    }
    if (start.length == 0) {
      throw ImportRefused.notAnExport("The file is empty.");
    }
    if (startsWith(start, 'P', 'K')) {
      return new XlsxExport(file);
    }
    if (startsWith(start, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw ImportRefused.notAnExport("This is an old .xls file or one with a password. Save it as .xlsx or CSV without a password.");
    }
    return new CsvExport(file);
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
