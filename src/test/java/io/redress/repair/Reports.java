package io.redress.repair;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import javax.security.auth.x500.X500Principal;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.slf4j.LoggerFactory;

/** Detection reports as merchants bring them, good and bad. */
final class Reports {

  static final String NUMBER = "WX-2026-000123";
  static final String SERIAL = "SN 8842 A77X";

  private static final AtomicLong CERTIFICATES = new AtomicLong(1);

  static {
    // no Spring Boot here to set the level
    for (var library : List.of("org.apache.pdfbox", "org.apache.fontbox")) {
      ((Logger) LoggerFactory.getLogger(library)).setLevel(Level.OFF);
    }
  }

  private Reports() {}

  interface Change {
    void on(PDDocument document) throws IOException;
  }

  /** A report of one page with the usual number and serial. */
  static byte[] valid() {
    return report(NUMBER, SERIAL);
  }

  static byte[] report(String number, String serial) {
    return of(1, "Detection report No. " + number, "Product serial: " + serial, "The board shows traces of water.");
  }

  /** Pages of text; the lines stand on the last one. */
  static byte[] of(int pages, String... lines) {
    return written(document -> {
      for (int i = 1; i <= pages; i++) {
        page(document, i < pages ? new String[] {"Page " + i, "Measured values follow on the next page."} : lines);
      }
    });
  }

  static PDPage page(PDDocument document, String... lines) throws IOException {
    var page = new PDPage();
    document.addPage(page);
    try (var content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(FontName.HELVETICA), 11);
      content.newLineAtOffset(60, 700);
      for (var line : lines) {
        content.showText(line);
        content.newLineAtOffset(0, -16);
      }
      content.endText();
    }
    return page;
  }

  static byte[] written(Change change) {
    try (var document = new PDDocument()) {
      change.on(document);
      return saved(document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] changed(byte[] report, Change change) {
    try (var document = Loader.loadPDF(report)) {
      change.on(document);
      return saved(document);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Something added behind the end, as an editor does that keeps what is there. */
  static byte[] appended(byte[] report, Change change) {
    try (var document = Loader.loadPDF(report)) {
      change.on(document);
      var out = new ByteArrayOutputStream();
      document.saveIncremental(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    var out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  static byte[] encrypted(String userPassword) {
    return changed(valid(), document -> document.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission())));
  }

  static byte[] withScript() {
    return changed(valid(), document -> document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('hello')")));
  }

  static byte[] withLaunch() {
    return changed(valid(), document -> {
      var launch = new PDActionLaunch();
      launch.setF("calc.exe");
      document.getDocumentCatalog().setOpenAction(launch);
    });
  }

  static byte[] withAttachment() {
    return changed(valid(), document -> {
      var file = new PDComplexFileSpecification();
      file.setFile("more.txt");
      file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream("more".getBytes(StandardCharsets.US_ASCII))));
      var tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(java.util.Map.of("more", file));
      var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      document.getDocumentCatalog().setNames(names);
    });
  }

  /** A scanned report: a picture on a page. */
  static byte[] scanned() {
    return written(document -> {
      var page = new PDPage();
      document.addPage(page);
      try (var content = new PDPageContentStream(document, page)) {
        content.drawImage(LosslessFactory.createFromImage(document, noise(200, 1)), 50, 300);
      }
    });
  }

  /** A page whose content unpacks to so many megabytes. */
  static byte[] bomb(int megabytes, COSName... filters) {
    return changed(valid(), document -> {
      COSStream stream = document.getDocument().createCOSStream();
      var packing = new COSArray();
      for (var filter : filters) {
        packing.add(filter);
      }
      try (OutputStream out = stream.createOutputStream(packing)) {
        var spaces = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < megabytes; i++) {
          out.write(spaces);
        }
      }
      document.getPage(0).getCOSObject().setItem(COSName.CONTENTS, stream);
    });
  }

  /** As large as is taken: a hundred pages, each with words and a picture that does not pack. */
  static byte[] large() {
    var report = written(document -> {
      for (int i = 1; i <= 100; i++) {
        var page = i < 100 ? page(document, "Page " + i, "Measured values follow.") : page(document, "Report " + NUMBER, "Serial " + SERIAL);
        try (var content = new PDPageContentStream(document, page, PDPageContentStream.AppendMode.APPEND, true)) {
          content.drawImage(LosslessFactory.createFromImage(document, noise(261, i)), 60, 200);
        }
      }
    });
    if (report.length < 20_000_000 || report.length > ReportFile.LARGEST) {
      throw new IllegalStateException("not 20 MB but " + report.length);
    }
    return report;
  }

  static byte[] picture(String format) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(noise(32, 1), format, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static BufferedImage noise(int side, int seed) {
    var random = new Random(seed);
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return image;
  }

  /** Somebody who signs, with a certificate of the own. */
  record Signer(KeyPair keys, X509Certificate certificate) {

    static Signer named(String name, Instant from, Instant until) {
      try {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();
        var subject = new X500Principal("CN=" + name);
        var builder = new JcaX509v3CertificateBuilder(subject, BigInteger.valueOf(CERTIFICATES.getAndIncrement()), Date.from(from), Date.from(until), subject,
            keys.getPublic());
        return new Signer(keys, new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))));
      } catch (GeneralSecurityException | OperatorCreationException e) {
        throw new IllegalStateException(e);
      }
    }

    String pem() {
      try {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----";
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    byte[] signs(byte[] report, Instant at) {
      return signs(report, at, PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED, "SHA256withRSA");
    }

    byte[] signs(byte[] report, Instant at, COSName kind, String algorithm) {
      try (var document = Loader.loadPDF(report)) {
        var signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(kind);
        signature.setName("Test");
        Calendar when = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        when.setTimeInMillis(at.toEpochMilli());
        signature.setSignDate(when);
        document.addSignature(signature, content -> cms(content, algorithm));
        var out = new ByteArrayOutputStream();
        document.saveIncremental(out);
        return out.toByteArray();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private byte[] cms(InputStream content, String algorithm) throws IOException {
      try {
        var generator = new CMSSignedDataGenerator();
        var info = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
        // the signed attribute "signing time" would be the real one
        info.setDirectSignature(true);
        generator.addSignerInfoGenerator(info.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        return generator.generate(new CMSProcessableByteArray(content.readAllBytes()), false).getEncoded();
      } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
        throw new IOException(e);
      }
    }
  }
}
