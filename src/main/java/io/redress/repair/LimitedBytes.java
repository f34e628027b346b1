package io.redress.repair;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/** A file in memory that stops being readable when reading it has cost too much. */
final class LimitedBytes implements RandomAccessRead {

  private static final int SINGLE_READS_BETWEEN_CHECKS = 4096;

  private final byte[] bytes;
  private final Effort effort;
  private int position;
  private int singleReads;
  private boolean closed;

  LimitedBytes(byte[] bytes, Effort effort) {
    this.bytes = bytes;
    this.effort = effort;
  }

  @Override
  public int read() {
    if (++singleReads % SINGLE_READS_BETWEEN_CHECKS == 0) {
      effort.check();
    }
    return position < bytes.length ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    effort.check();
    if (position >= bytes.length) {
      return -1;
    }
    int n = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, into, offset, n);
    position += n;
    return n;
  }

  @Override
  public long getPosition() {
    return position;
  }

  @Override
  public void seek(long to) throws IOException {
    if (to < 0) {
      throw new IOException("no such place: " + to);
    }
    position = (int) Math.min(to, bytes.length);
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isEOF() {
    return position >= bytes.length;
  }

  @Override
  public RandomAccessReadView createView(long start, long length) {
    return new RandomAccessReadView(this, start, length);
  }

  @Override
  public void close() {
    closed = true;
  }
}
