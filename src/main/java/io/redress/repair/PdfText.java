package io.redress.repair;

import io.redress.repair.Effort.TooMuch;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;

/** Takes the words out of a PDF, page by page, within limits. */
final class PdfText extends PDFTextStripper {

  static final int MOST_PAGES = 300;
  private static final int MOST_CHARACTERS = 2_000_000;
  private static final int OPERATORS_BETWEEN_CHECKS = 64;

  static {
    OneFont.standsIn();
  }

  private final Effort effort;
  private int pages;
  private int operators;

  private PdfText(Effort effort) {
    this.effort = effort;
  }

  /** @throws TooMuch there is more than a report has */
  static ReportText of(PDDocument document, Effort effort) throws IOException {
    if (document.getNumberOfPages() > MOST_PAGES) {
      throw new TooMuch();
    }
    var words = new Words();
    new PdfText(effort).writeText(document, words);
    return ReportText.of(words.text);
  }

  @Override
  public void processPage(PDPage page) throws IOException {
    if (++pages > MOST_PAGES) {
      throw new TooMuch();
    }
    effort.nextStep();
    super.processPage(page);
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    if (++operators % OPERATORS_BETWEEN_CHECKS == 0) {
      effort.check();
    }
    super.processOperator(operator, operands);
  }

  private static final class Words extends Writer {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int offset, int length) {
      if (text.length() + length > MOST_CHARACTERS) {
        throw new TooMuch();
      }
      text.append(characters, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
