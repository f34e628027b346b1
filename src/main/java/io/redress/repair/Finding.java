package io.redress.repair;

import java.util.Arrays;
import java.util.Locale;

/**
 * Something that the check of a report found.
 *
 * @param en for people, in English; says what to do instead
 * @param zh the same in Chinese
 */
public record Finding(Code code, String en, String zh) {

  /** What can be found, with what it makes of the report, and the clause. The sentences take one value at most. */
  public enum Code {
    FILE_EMPTY(ReportOutcome.INVALID, "RP-12", "The file is empty. Upload the report again.", "文件为空，请重新上传检测报告。"),
    FILE_TOO_LARGE(ReportOutcome.INVALID, "RP-12", "The file is larger than 20 MB. Upload a smaller copy.", "文件超过20MB，请上传较小的版本。"),
    FILE_TYPE(ReportOutcome.INVALID, "RP-12", "The file is neither a PDF nor a picture. Upload the report as PDF.", "文件既不是PDF也不是图片，请上传PDF格式的检测报告。"),
    FILE_BROKEN(ReportOutcome.INVALID, "RP-12", "The file cannot be opened, or a part of it is missing. Upload the report again.",
        "文件无法打开或内容不完整，请重新上传检测报告。"),
    FILE_ENCRYPTED(ReportOutcome.INVALID, "RP-12", "The PDF is encrypted. Upload it without password and restrictions.",
        "PDF已加密，请上传无密码、无限制的文件。"),
    FILE_ACTIVE(ReportOutcome.INVALID, "RP-12", "The PDF holds %s, which a report does not need. Upload it without.",
        "PDF中含有检测报告不应包含的内容（%s），请去除后重新上传。"),
    FILE_TOO_COMPLEX(ReportOutcome.INVALID, "RP-12", "The PDF takes too much to read: at most 300 pages of ordinary content. Upload a simpler copy.",
        "PDF过于复杂，无法读取（最多300页普通内容），请上传较简单的版本。"),
    NO_TEXT(ReportOutcome.SUSPECT, "RP-12", "The report is a picture without text, so an agent looks at it.", "报告为不含文字的图片，将由平台客服人工核实。"),
    NUMBER_NOT_IN_TEXT(ReportOutcome.INVALID, "RP-12", "The report number %s does not stand in the report.", "报告内容中未找到报告编号%s。"),
    SERIAL_NOT_IN_TEXT(ReportOutcome.INVALID, "RP-12", "The serial number %s does not stand in the report.", "报告内容中未找到商品序列号%s。"),
    ISSUER_UNKNOWN(ReportOutcome.INVALID, "RP-12", "%s is not on the list of brands and accredited institutions.", "%s不在品牌方及权威检测机构名单中。"),
    ISSUER_NOT_ACCREDITED(ReportOutcome.INVALID, "RP-20(5)", "%s was not accredited on the day of the report.", "报告出具之日，%s不在资质有效期内。"),
    DATED_BEFORE_ARRIVAL(ReportOutcome.INVALID, "RP-20(5)", "The report is dated before %s, and the goods were not with the merchant before that day.",
        "报告出具日期早于%s，此前商品尚未到达商家。"),
    DATED_IN_FUTURE(ReportOutcome.INVALID, "RP-20(5)", "The report is dated after today, %s.", "报告出具日期晚于今天（%s）。"),
    NUMBER_USED(ReportOutcome.INVALID, "RP-20(5)", "The report number %s was used in another case.", "报告编号%s已在其他售后单中使用。"),
    NUMBER_OF_ANOTHER_ISSUER(ReportOutcome.SUSPECT, "RP-20(5)", "The report number %s was used in another case, under another issuer.",
        "报告编号%s已在其他售后单中以另一机构名义使用。"),
    FILE_USED(ReportOutcome.INVALID, "RP-20(5)", "This very file was used in another case.", "该文件已在其他售后单中使用。"),
    SIGNATURE_BROKEN(ReportOutcome.INVALID, "RP-20(5)", "The digital signature does not match: the report was changed after it was signed.",
        "数字签名校验失败：报告在签名后被修改。"),
    SIGNATURE_PARTIAL(ReportOutcome.INVALID, "RP-20(5)", "The digital signature does not cover the whole file: something was added after it was signed.",
        "数字签名未覆盖整个文件：签名后有新增内容。"),
    SIGNATURE_FOREIGN(ReportOutcome.INVALID, "RP-20(5)", "The report is signed by somebody else: %s.", "报告的签名者不是所填出具机构：%s。"),
    SIGNATURE_EXPIRED(ReportOutcome.INVALID, "RP-20(5)", "The certificate was not valid when the report was signed.", "签名时数字证书不在有效期内。"),
    SIGNATURE_UNREADABLE(ReportOutcome.SUSPECT, "RP-12", "The digital signature is of a kind that cannot be checked here (%s), so an agent looks at it.",
        "数字签名的类型（%s）无法自动校验，将由平台客服人工核实。"),
    SIGNATURE_UNCONFIRMED(ReportOutcome.SUSPECT, "RP-12", "The report is signed by %s, but no certificate of the issuer is known, so an agent looks at it.",
        "报告由%s签名，但平台未登记出具机构的证书，将由平台客服人工核实。"),
    NOT_SIGNED(ReportOutcome.VALID, "RP-12", "The report is not signed, although a certificate of the issuer is known.", "报告未签名，而平台已登记出具机构的证书。");

    private final ReportOutcome makes;
    private final String clause;
    private final String en;
    private final String zh;

    Code(ReportOutcome makes, String clause, String en, String zh) {
      this.makes = makes;
      this.clause = clause;
      this.en = en;
      this.zh = zh;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a report with this finding is at best. */
    public ReportOutcome makes() {
      return makes;
    }

    public String clause() {
      return clause;
    }

    static Code of(String code) {
      return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst().orElseThrow();
    }
  }

  static Finding of(Code code) {
    return new Finding(code, code.en, code.zh);
  }

  static Finding of(Code code, String value) {
    return of(code, value, value);
  }

  static Finding of(Code code, String valueEn, String valueZh) {
    return new Finding(code, code.en.formatted(valueEn), code.zh.formatted(valueZh));
  }
}
