package io.redress.repair;

import io.redress.repair.Finding.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.CMSVerifierCertificateNotValidException;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.Selector;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.encoders.Hex;

/**
 * Whether the signatures in a PDF are intact and whose they are. Who is trusted, the operator's list says and nobody else: a certificate's own
 * chain counts for nothing here.
 */
final class PdfSignatures {

  private static final Set<String> READABLE = Set.of("adbe.pkcs7.detached", "ETSI.CAdES.detached");
  /** MD5 and SHA-1: two files with the same digest can be made. */
  private static final Set<String> BROKEN_DIGESTS = Set.of("1.2.840.113549.2.5", "1.3.14.3.2.26");
  private static final int LONGEST_NAME = 200;

  /** Not registered for the whole JVM, where others would get it unasked. */
  static final BouncyCastleProvider ALGORITHMS = new BouncyCastleProvider();

  private final byte[] file;
  private final List<X509Certificate> issuers;
  private final Instant now;

  private PdfSignatures(byte[] file, List<X509Certificate> issuers, Instant now) {
    this.file = file;
    this.issuers = issuers;
    this.now = now;
  }

  /** @param issuers the certificates with which the report may be signed; empty = none known */
  static List<Finding> check(PDDocument document, byte[] file, List<X509Certificate> issuers, Instant now) throws IOException {
    var signatures = new ArrayList<>(document.getSignatureDictionaries());
    signatures.addAll(hidden(document.getDocument(), signatures));
    if (signatures.isEmpty()) {
      return issuers.isEmpty() ? List.of() : List.of(Finding.of(Code.NOT_SIGNED));
    }
    return new PdfSignatures(file, issuers, now).check(signatures);
  }

  /** What no field shows: a later change took the field away. The signature says all the same that something was changed. */
  private static List<PDSignature> hidden(COSDocument document, List<PDSignature> shown) {
    var hidden = new ArrayList<PDSignature>();
    for (var key : List.copyOf(document.getXrefTable().keySet())) {
      if (document.getObjectFromPool(key).getObject() instanceof COSDictionary dictionary && dictionary.containsKey(COSName.BYTERANGE)
          && shown.stream().noneMatch(signature -> signature.getCOSObject() == dictionary)) {
        hidden.add(new PDSignature(dictionary));
      }
    }
    return hidden;
  }

  private List<Finding> check(List<PDSignature> signatures) {
    var findings = new ArrayList<Finding>();
    boolean whole = false;
    for (var signature : signatures) {
      var range = signature.getByteRange();
      if (!leavesOutOnlyItself(range)) {
        findings.add(Finding.of(Code.SIGNATURE_BROKEN));
        continue;
      }
      boolean coversAll = range[2] + range[3] == file.length;
      whole |= coversAll;
      findings.addAll(check(signature, range, coversAll));
    }
    if (!whole) {
      findings.add(Finding.of(Code.SIGNATURE_PARTIAL));
    }
    var once = EnumSet.noneOf(Code.class);
    return findings.stream().filter(finding -> once.add(finding.code())).toList();
  }

  /** From the first byte on, with one gap that holds the signature's own hexadecimal digits and nothing else. */
  private boolean leavesOutOnlyItself(int[] range) {
    if (range == null || range.length != 4 || range[0] != 0 || range[1] < 1 || range[2] <= range[1] + 1 || range[3] < 0
        || (long) range[2] + range[3] > file.length || file[range[1]] != '<' || file[range[2] - 1] != '>') {
      return false;
    }
    for (int i = range[1] + 1; i < range[2] - 1; i++) {
      if (Character.digit(file[i], 16) < 0 && file[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private List<Finding> check(PDSignature signature, int[] range, boolean coversAll) {
    if (!READABLE.contains(String.valueOf(signature.getSubFilter()))) {
      return List.of(Finding.of(Code.SIGNATURE_UNREADABLE, shown(String.valueOf(signature.getSubFilter()))));
    }
    try {
      var hex = new String(file, range[1] + 1, range[2] - range[1] - 2, StandardCharsets.US_ASCII).replaceAll("\\s", "");
      var signed = new CMSSignedData(new Covered(range), unpadded(Hex.decode(hex)));
      var signers = signed.getSignerInfos().getSigners();
      if (signers.size() != 1) {
        return List.of(Finding.of(Code.SIGNATURE_BROKEN));
      }
      return check(signers.iterator().next(), signed, signature.getSignDate(), coversAll);
    } catch (CMSVerifierCertificateNotValidException e) {
      return List.of(Finding.of(Code.SIGNATURE_EXPIRED));
    } catch (CMSException | CertificateException | OperatorCreationException | IOException | DecoderException | IllegalArgumentException
        | ClassCastException e) {
      return List.of(Finding.of(Code.SIGNATURE_BROKEN));
    }
  }

  /** The place for a signature is kept free before it is known, and what it does not fill stays zero. */
  private static ContentInfo unpadded(byte[] padded) throws IOException {
    var bytes = new ByteArrayInputStream(padded);
    var info = ContentInfo.getInstance(new ASN1InputStream(bytes).readObject());
    for (int rest; (rest = bytes.read()) >= 0; ) {
      if (rest != 0) {
        throw new IOException("something behind the signature");
      }
    }
    return info;
  }

  private List<Finding> check(SignerInformation signer, CMSSignedData signed, Calendar signedAt, boolean coversAll)
      throws CMSException, CertificateException, OperatorCreationException {
    if (BROKEN_DIGESTS.contains(signer.getDigestAlgOID())) {
      return List.of(Finding.of(Code.SIGNATURE_UNREADABLE, "MD5 / SHA-1"));
    }
    @SuppressWarnings("unchecked")
    Selector<X509CertificateHolder> whose = signer.getSID();
    var holder = signed.getCertificates().getMatches(whose).stream().findFirst().orElseThrow(() -> new CMSException("signed by nobody"));
    if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(ALGORITHMS).build(holder))) {
      return List.of(Finding.of(Code.SIGNATURE_BROKEN));
    }
    if (!coversAll) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    if (!holder.isValidOn(signedAt == null ? Date.from(now) : signedAt.getTime())) {
      findings.add(Finding.of(Code.SIGNATURE_EXPIRED));
    }
    var name = shown(holder.getSubject().toString());
    if (issuers.isEmpty()) {
      findings.add(Finding.of(Code.SIGNATURE_UNCONFIRMED, name));
    } else if (!isIssuers(holder)) {
      findings.add(Finding.of(Code.SIGNATURE_FOREIGN, name));
    }
    return findings;
  }

  private boolean isIssuers(X509CertificateHolder holder) throws CertificateException {
    for (var issuer : issuers) {
      if (holder.equals(new JcaX509CertificateHolder(issuer))) {
        return true;
      }
    }
    return false;
  }

  private static String shown(String foreign) {
    var text = foreign.replaceAll("\\p{C}", "");
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
  }

  /** The two parts of the file that a signature covers. */
  private final class Covered implements CMSTypedData {

    private final int[] range;

    Covered(int[] range) {
      this.range = range;
    }

    @Override
    public ASN1ObjectIdentifier getContentType() {
      return CMSObjectIdentifiers.data;
    }

    @Override
    public void write(OutputStream out) throws IOException {
      out.write(file, range[0], range[1]);
      out.write(file, range[2], range[3]);
    }

    @Override
    public Object getContent() {
      return range;
    }
  }
}
