package io.redress.order;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The texts that the cells of an XLSX file refer to. Order numbers and times make one text per cell, more than the heap should
 * hold, so they lie in a temporary file that is mapped into memory; the heap keeps four bytes per text.
 */
final class SharedStrings implements Closeable {

  interface Parser {
    void parse(InputStream xml, DefaultHandler handler) throws IOException;
  }

  private final Path file;
  private final MappedByteBuffer texts;
  private final int[] ends;
  private final int size;

  private SharedStrings(Path file, MappedByteBuffer texts, int[] ends, int size) {
    this.file = file;
    this.texts = texts;
    this.ends = ends;
    this.size = size;
  }

  static SharedStrings of(XSSFReader reader, Parser parser) throws IOException, OpenXML4JException {
    InputStream xml = reader.getSharedStringsData();
    if (xml == null) {
      return new SharedStrings(null, null, new int[0], 0);
    }
    var file = Files.createTempFile("redress-import-", ".texts");
    try (xml) {
      Writer writer;
      try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        writer = new Writer(out);
        parser.parse(xml, writer);
      }
      try (var channel = FileChannel.open(file)) {
        return new SharedStrings(file, channel.map(MapMode.READ_ONLY, 0, channel.size()), writer.ends, writer.size);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  String get(int index) {
    if (index >= size) {
      throw ImportRefused.malformed("The XLSX file is broken: a cell refers to a text that is not there.", null);
    }
    int start = index == 0 ? 0 : ends[index - 1];
    var bytes = new byte[ends[index] - start];
    texts.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static final class Writer extends DefaultHandler {

    private final BufferedOutputStream out;
    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[1024];
    private int size;
    private int written;
    private boolean collecting;
    private boolean inPhonetic;

    Writer(BufferedOutputStream out) {
      this.out = out;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      switch (name) {
        case "si" -> text.setLength(0);
        case "rPh" -> inPhonetic = true;
        case "t" -> collecting = !inPhonetic;
        default -> { }
      }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      if (collecting) {
        XlsxExport.append(text, characters, start, length);
      }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      switch (name) {
        case "t" -> collecting = false;
        case "rPh" -> inPhonetic = false;
        case "si" -> add(Cell.strip(text.toString()).getBytes(StandardCharsets.UTF_8));
        default -> { }
      }
    }

    private void add(byte[] bytes) {
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("no room for the texts of the import", e);
      }
      written += bytes.length;
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 2);
      }
      ends[size++] = written;
    }
  }
}
