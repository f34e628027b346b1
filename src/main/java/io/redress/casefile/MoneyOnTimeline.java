package io.redress.casefile;

import io.redress.Cny;
import io.redress.casefile.Timeline.Kind;
import io.redress.money.Refund.Purpose;
import io.redress.money.RefundEvent;
import io.redress.money.RefundEvent.RefundCancelled;
import io.redress.money.RefundEvent.RefundDecided;
import io.redress.money.RefundEvent.RefundFailed;
import io.redress.money.RefundEvent.RefundSent;
import io.redress.money.RefundEvent.RefundSucceeded;
import io.redress.money.VoucherIssued;
import java.util.LinkedHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of every movement of money on the case's timeline, in the transaction that makes it true. */
@Component
class MoneyOnTimeline {

  private final Timeline timeline;

  MoneyOnTimeline(Timeline timeline) {
    this.timeline = timeline;
  }

  @EventListener
  void on(RefundEvent event) {
    var details = new LinkedHashMap<String, Object>();
    details.put("amount", Cny.text(event.amount()));
    details.put("payer", event.payer().code());
    details.put("refund", event.key());
    if (event instanceof RefundFailed failed) {
      details.put("failure", failed.reason());
    }
    timeline.add(event.caseId(), kind(event), Actor.AUTOMATIC, clause(event), null, null, null, details);
  }

  @EventListener
  void on(VoucherIssued event) {
    var voucher = event.voucher();
    if (voucher.caseId() != null) {
      var details = new LinkedHashMap<String, Object>();
      details.put("amount", Cny.text(voucher.amount()));
      details.put("voucherKind", voucher.kind().code());
      details.put("payer", voucher.payer().code());
      details.put("validUntil", voucher.validUntil().toString());
      details.put("voucherId", voucher.voucherId());
      timeline.add(voucher.caseId(), Kind.VOUCHER_ISSUED, Actor.AUTOMATIC, voucher.clause(), null, null, null, details);
    }
  }

  private static Kind kind(RefundEvent event) {
    if (event instanceof RefundDecided) {
      return of(event, Kind.REFUND_DECIDED, Kind.FREIGHT_DECIDED, Kind.COMPENSATION_DECIDED);
    } else if (event instanceof RefundSent) {
      return of(event, Kind.REFUND_SENT, Kind.FREIGHT_SENT, Kind.COMPENSATION_SENT);
    } else if (event instanceof RefundSucceeded) {
      return of(event, Kind.REFUND_SUCCEEDED, Kind.FREIGHT_SUCCEEDED, Kind.COMPENSATION_SUCCEEDED);
    } else if (event instanceof RefundFailed) {
      return of(event, Kind.REFUND_FAILED, Kind.FREIGHT_FAILED, Kind.COMPENSATION_FAILED);
    }
    // a compensation is never cancelled
    return event.purpose() == Purpose.FREIGHT ? Kind.FREIGHT_CANCELLED : Kind.REFUND_CANCELLED;
  }

  private static Kind of(RefundEvent event, Kind price, Kind freight, Kind compensation) {
    return switch (event.purpose()) {
      case PRICE -> price;
      case FREIGHT -> freight;
      case COMPENSATION -> compensation;
    };
  }

  private static String clause(RefundEvent event) {
    if (event instanceof RefundDecided decided) {
      return decided.clause();
    }
    return event.purpose() == Purpose.COMPENSATION ? "CD-04" : event instanceof RefundCancelled ? "RO-07" : "RO-13";
  }
}
