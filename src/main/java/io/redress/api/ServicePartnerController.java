package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.money.Accounts;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a service partner has given as security and owes (CD-05). {@code of:4711} is the one that runs merchant 4711's shop. */
@RestController
@RequestMapping("/api/service-partners/{servicePartnerId}/account")
class ServicePartnerController {

  /** {@code amount} is a text such as "500.00"; it counts once per reference. */
  record DepositBody(@JsonDeserialize(using = Strict.Text.class) String amount, @JsonDeserialize(using = Strict.Text.class) String reference) {}

  record PartnerView(String servicePartnerId, String deposit, String receivable) {

    static PartnerView of(Accounts.PartnerStatement statement) {
      return new PartnerView(statement.servicePartnerId(), Cny.text(statement.deposit()), Cny.text(statement.receivable()));
    }
  }

  private final Accounts accounts;

  ServicePartnerController(Accounts accounts) {
    this.accounts = accounts;
  }

  @GetMapping
  PartnerView account(@PathVariable String servicePartnerId, Caller caller) {
    caller.require(Role.FINANCE, Role.SERVICE_DESK, Role.SUPERVISOR, Role.AGENT);
    return PartnerView.of(accounts.partner(servicePartnerId));
  }

  /** Adds to the deposit; what the partner owes is paid first. */
  @PostMapping("/credits")
  @ResponseStatus(HttpStatus.CREATED)
  PartnerView credit(@PathVariable String servicePartnerId, @RequestBody DepositBody body, Caller caller) {
    caller.require(Role.INTEGRATION);
    return PartnerView.of(accounts.creditPartner(servicePartnerId, amount(body.amount()), body.reference()));
  }

  private static Money amount(String amount) {
    try {
      return Cny.parse(amount);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("amount", null, "an amount in CNY as a string with at most two decimals, such as \"129.90\"");
    }
  }
}
