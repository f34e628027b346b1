package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Page;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.repair.ReportIssuer;
import io.redress.repair.ReportIssuers;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Brands and institutions whose detection reports count (RP-12). */
@RestController
@RequestMapping("/api/report-issuers")
class ReportIssuerController {

  /**
   * @param kind brand or institution
   * @param accreditedUntil the last day; null = open end
   * @param certificate PEM, one or several; null = none known
   */
  record IssuerView(
      @JsonDeserialize(using = Strict.Text.class) String issuerId,
      @JsonDeserialize(using = Strict.Text.class) String name,
      @JsonDeserialize(using = Strict.Text.class) String kind,
      @Schema(format = "date") @JsonDeserialize(using = Strict.Text.class) String accreditedFrom,
      @Schema(format = "date") @JsonDeserialize(using = Strict.Text.class) String accreditedUntil,
      @JsonDeserialize(using = Strict.Text.class) String certificate) {

    static IssuerView of(ReportIssuer issuer) {
      return new IssuerView(issuer.issuerId(), issuer.name(), issuer.kind().code(), issuer.accreditedFrom().toString(),
          issuer.accreditedUntil() == null ? null : issuer.accreditedUntil().toString(), issuer.certificate());
    }
  }

  private final ReportIssuers issuers;

  ReportIssuerController(ReportIssuers issuers) {
    this.issuers = issuers;
  }

  /** All of them, by name. */
  @GetMapping
  Page<IssuerView> issuers(Caller caller) {
    mayTouch(caller);
    var all = issuers.all().stream().map(IssuerView::of).toList();
    return new Page<>(all, 0, all.size(), all.size());
  }

  @GetMapping("/{issuerId}")
  IssuerView issuer(@PathVariable String issuerId, Caller caller) {
    mayTouch(caller);
    return IssuerView.of(issuers.find(issuerId).orElseThrow(() -> Refused.notFound("report issuer", issuerId)));
  }

  /** Puts an issuer on the list, or replaces what is said of it there. */
  @PutMapping("/{issuerId}")
  IssuerView keep(@PathVariable String issuerId, @RequestBody IssuerView wanted, Caller caller) {
    mayTouch(caller);
    if (wanted.issuerId() != null && !wanted.issuerId().equals(issuerId)) {
      throw Refused.invalid("issuerId", null, "is that of the address, or left out", "须与网址中的一致，或不填写");
    }
    return IssuerView.of(issuers.replace(new ReportIssuer(issuerId, wanted.name() == null ? null : wanted.name().strip(),
        ReportIssuer.Kind.of(wanted.kind()).orElse(null), day("accreditedFrom", wanted.accreditedFrom()),
        day("accreditedUntil", wanted.accreditedUntil()),
        wanted.certificate() == null || wanted.certificate().isBlank() ? null : wanted.certificate().strip()), caller.userId()));
  }

  private static void mayTouch(Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR, Role.ADMIN);
  }

  private static LocalDate day(String field, String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refused.invalid(field, "RP-12", "Give a day, such as 2026-11-20.", "请填写日期，例如 2026-11-20。");
    }
  }
}
