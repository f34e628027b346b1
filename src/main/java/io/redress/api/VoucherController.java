package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.money.Redemption;
import io.redress.money.Voucher;
import io.redress.money.Vouchers;
import java.time.Clock;
import java.time.Instant;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Vouchers: buyers see their own, the shop spends them on orders. */
@RestController
@RequestMapping("/api/vouchers")
class VoucherController {

  /**
   * @param usable what can still be spent; "0.00" once the time is up
   * @param status issued (something can be spent), redeemed (all of it was) or expired (not all of it was)
   * @param clause the rule that granted it
   */
  record VoucherView(String voucherId, String kind, String amount, String usable, String status, Instant issuedAt, Instant validUntil,
      String caseId, String clause) {

    static VoucherView of(Voucher voucher, Instant now) {
      return new VoucherView(voucher.voucherId(), voucher.kind().code(), Cny.text(voucher.amount()), Cny.text(voucher.usable(now)),
          voucher.status(now).code(), voucher.issuedAt(), voucher.validUntil(),
          voucher.caseId() == null ? null : voucher.caseId().value(), voucher.clause());
    }
  }

  /** {@code amount} is a text such as "20.00"; without it all that is left is spent. */
  record RedemptionBody(
      @JsonDeserialize(using = Strict.Text.class) String orderId, @JsonDeserialize(using = Strict.Text.class) String amount) {}

  /** {@code usable} is what the voucher can still pay for now. */
  record RedemptionView(String voucherId, String orderId, String amount, Instant redeemedAt, Instant releasedAt, String usable) {}

  private final Vouchers vouchers;
  private final Clock clock;

  VoucherController(Vouchers vouchers, Clock clock) {
    this.vouchers = vouchers;
    this.clock = clock;
  }

  /** The caller's own vouchers, newest first. */
  @GetMapping
  Page<VoucherView> list(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size, Caller caller) {
    caller.require(Role.BUYER);
    if (caller.buyerId() == null) {
      throw new AccessDeniedException("only buyers have vouchers");
    }
    var now = clock.instant();
    return vouchers.ofBuyer(caller.buyerId(), new Page.Request(page, size)).map(voucher -> VoucherView.of(voucher, now));
  }

  /** Pays for an order of the voucher's buyer, whole or in part; a repeat with the same Idempotency-Key answers the first redemption. */
  @PostMapping("/{voucherId}/redemption")
  RedemptionView redeem(@PathVariable String voucherId, @RequestHeader(name = "Idempotency-Key", required = false) String key,
      @RequestBody RedemptionBody body, Caller caller) {
    caller.require(Role.INTEGRATION);
    return view(vouchers.redeem(voucherId, body.orderId(), amount(body.amount()), key));
  }

  /**
   * Gives back what the voucher paid for an order that came to nothing. {@code orderId} may be left out while the voucher was used
   * for one order only. With an Idempotency-Key a late repeat changes nothing, even if the order was paid with the voucher again.
   */
  @DeleteMapping("/{voucherId}/redemption")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void release(@PathVariable String voucherId, @RequestParam(required = false) String orderId,
      @RequestHeader(name = "Idempotency-Key", required = false) String key, Caller caller) {
    caller.require(Role.INTEGRATION);
    vouchers.release(voucherId, orderId, key);
  }

  private static Money amount(String amount) {
    try {
      return amount == null ? null : Cny.parse(amount);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("amount", null, "an amount in CNY with at most two decimals, such as \"20.00\"");
    }
  }

  private RedemptionView view(Redemption of) {
    return new RedemptionView(of.voucherId(), of.orderId(), Cny.text(of.amount()), of.redeemedAt(), of.releasedAt(),
        Cny.text(vouchers.find(of.voucherId()).usable(clock.instant())));
  }
}
