package io.redress.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Accounts.Movement;
import io.redress.money.Accounts.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a merchant has with the platform, and the shop's credits to it (20.24). */
@RestController
@RequestMapping("/api/merchants/{merchantId}/account")
class MerchantAccountController {

  private static final int LARGEST_PAGE = 200;

  private final Accounts accounts;

  MerchantAccountController(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A page of movements, newest first. */
  record Page(List<MovementView> items, int page, int size, long total) {}

  /** {@code amount} is signed: what the account rose or fell by. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record MovementView(
      OffsetDateTime at, String account, String amount, String purpose, String caseId, String reference, String clause) {}

  record AccountView(String merchantId, String balance, String deposit, String receivable, Page entries) {}

  /** {@code amount} is read as it came, so that a JSON number is refused rather than rounded. */
  record NewCredit(@JsonDeserialize(using = Strict.Text.class) String account, JsonNode amount,
      @JsonDeserialize(using = Strict.Text.class) String reference) {}

  record CreditView(String merchantId, String account, String amount, String reference, OffsetDateTime bookedAt) {}

  @GetMapping
  AccountView account(@PathVariable String merchantId, @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size, Caller caller) {
    Merchants.mayBeSeen(caller, merchantId, Role.FINANCE, Role.AGENT, Role.SUPERVISOR);
    if (!merchantId.equals(caller.merchantId()) && !accounts.isKnown(merchantId)) {
      throw Refused.notFound("merchant", merchantId);
    }
    if (page < 0) {
      throw Refused.invalid("page", null, "0 or more");
    }
    if (size < 1 || size > LARGEST_PAGE) {
      throw Refused.invalid("size", null, "1 to " + LARGEST_PAGE);
    }
    return view(accounts.statement(merchantId, page, size));
  }

  @PostMapping("/credits")
  @ResponseStatus(HttpStatus.CREATED)
  CreditView credit(@PathVariable String merchantId, @RequestBody NewCredit credit, Caller caller) {
    if (!caller.is(Role.INTEGRATION)) {
      throw new AccessDeniedException("only the shop credits merchants");
    }
    var kind = kind(credit.account());
    var amount = amount(credit.amount());
    var booked = accounts.credit(merchantId, kind, amount, credit.reference());
    return new CreditView(booked.merchantId(), Accounts.shortName(booked.account()), Cny.text(booked.amount()), booked.reference(),
        at(booked.bookedAt()));
  }

  private static Account.Kind kind(String account) {
    if ("balance".equals(account)) {
      return Account.Kind.MERCHANT_BALANCE;
    }
    if ("deposit".equals(account)) {
      return Account.Kind.MERCHANT_DEPOSIT;
    }
    throw Refused.invalid("account", null, "balance or deposit");
  }

  private static Money amount(JsonNode amount) {
    if (amount == null || !amount.isTextual()) {
      throw Refused.invalid("amount", null, "an amount in CNY as a string, such as \"129.90\"");
    }
    try {
      return Cny.parse(amount.textValue());
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("amount", null, "an amount in CNY as a string with at most two decimals, such as \"129.90\"");
    }
  }

  private static AccountView view(Statement statement) {
    return new AccountView(statement.merchantId(), Cny.text(statement.balance()), Cny.text(statement.deposit()),
        Cny.text(statement.receivable()),
        new Page(statement.items().stream().map(MerchantAccountController::view).toList(), statement.page(), statement.size(), statement.total()));
  }

  private static MovementView view(Movement movement) {
    return new MovementView(at(movement.at()), movement.account(), Cny.text(movement.amount()), movement.purpose(),
        movement.caseId() == null ? null : movement.caseId().value(), movement.reference(), movement.clause());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
