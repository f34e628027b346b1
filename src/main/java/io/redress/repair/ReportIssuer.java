package io.redress.repair;

import io.redress.Refused;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A brand or an accredited institution whose detection reports count (RP-12).
 *
 * @param accreditedUntil the last day; null = open end
 * @param certificate with which it signs its reports, PEM; several while it changes from one to the next; null = none known
 */
public record ReportIssuer(String issuerId, String name, Kind kind, LocalDate accreditedFrom, LocalDate accreditedUntil, String certificate) {

  public enum Kind {
    BRAND, INSTITUTION;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String code) {
      return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
  }

  private static final String CLAUSE = "RP-12";
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_CERTIFICATE = 32_000;

  /** @throws Refused naming every value that breaks a rule */
  void check() {
    var wrong = new ArrayList<Refused.Field>();
    if (!ID.matcher(issuerId).matches()) {
      wrong.add(new Refused.Field("issuerId", "1 to 64 small letters, digits and hyphens.", "1 至 64 个小写字母、数字或连字符。", CLAUSE));
    }
    if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
      wrong.add(new Refused.Field("name", "Give the issuer's name, at most " + LONGEST_NAME + " characters.",
          "请填写机构名称，最多 " + LONGEST_NAME + " 个字。", CLAUSE));
    }
    if (kind == null) {
      wrong.add(new Refused.Field("kind", "Choose one of brand, institution.", "请选择 brand 或 institution。", CLAUSE));
    }
    if (accreditedFrom == null) {
      wrong.add(new Refused.Field("accreditedFrom", "Give the first day on which its reports count.", "请填写其报告生效的首日。", CLAUSE));
    } else if (accreditedUntil != null && accreditedUntil.isBefore(accreditedFrom)) {
      wrong.add(new Refused.Field("accreditedUntil", "The accreditation ends before it begins.", "认可的结束日期不能早于开始日期。", CLAUSE));
    }
    try {
      certificates();
    } catch (CertificateException e) {
      wrong.add(new Refused.Field("certificate", "Give one or more X.509 certificates as PEM, beginning with -----BEGIN CERTIFICATE-----.",
          "请提供一个或多个 PEM 格式的 X.509 证书，以 -----BEGIN CERTIFICATE----- 开头。", CLAUSE));
    }
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
  }

  boolean isAccreditedOn(LocalDate day) {
    return !day.isBefore(accreditedFrom) && (accreditedUntil == null || !day.isAfter(accreditedUntil));
  }

  /** @throws CertificateException the text holds something else */
  List<X509Certificate> certificates() throws CertificateException {
    if (certificate == null) {
      return List.of();
    }
    if (certificate.length() > LONGEST_CERTIFICATE || !certificate.stripLeading().startsWith("-----BEGIN CERTIFICATE-----")) {
      throw new CertificateException("no PEM");
    }
    var found = CertificateFactory.getInstance("X.509", PdfSignatures.ALGORITHMS)
        .generateCertificates(new ByteArrayInputStream(certificate.strip().getBytes(StandardCharsets.US_ASCII)));
    if (found.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return found.stream().map(X509Certificate.class::cast).toList();
  }
}
