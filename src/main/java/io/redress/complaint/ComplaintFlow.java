package io.redress.complaint;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.Timeline;
import io.redress.casefile.Timeline.Kind;
import io.redress.complaint.Complaint.Decision;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Ledger;
import io.redress.money.Occasion;
import io.redress.money.Refunds;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the running process does to its complaint: each call is one element of the diagram, in that element's transaction. A repeat
 * changes nothing.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class ComplaintFlow {

  static final String ACCEPTS = "desk-accepts-complaint";
  static final String JUDGES = "desk-judges-complaint";

  private static final Logger log = LoggerFactory.getLogger(ComplaintFlow.class);

  private final ComplaintTable table;
  private final ComplaintRules rules;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Clock clock;

  ComplaintFlow(ComplaintTable table, ComplaintRules rules, Timeline timeline, Orders orders, Refunds refunds, Accounts accounts, Ledger ledger,
      Clock clock) {
    this.table = table;
    this.rules = rules;
    this.timeline = timeline;
    this.orders = orders;
    this.refunds = refunds;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** The desk looks into the complaint (CD-03). */
  public void accept(CaseId complaintId, Actor desk) {
    var complaint = locked(complaintId);
    if (complaint.status() == ComplaintStatus.OPENED) {
      table.status(complaintId, ComplaintStatus.ACCEPTED);
      tell(complaint, ComplaintStatus.ACCEPTED, desk, "CD-03", Map.of());
    }
  }

  /** The desk answers the buyer without paying: the complaint was not accepted, or it is not upheld (CD-06). */
  public void answer(CaseId complaintId, Actor desk) {
    var complaint = locked(complaintId);
    if (complaint.status().isDecided()) {
      return;
    }
    var isAccepted = complaint.status() == ComplaintStatus.ACCEPTED;
    var status = isAccepted ? ComplaintStatus.NOT_UPHELD : ComplaintStatus.REJECTED;
    var reply = (String) answered(complaintId, isAccepted ? JUDGES : ACCEPTS).get("reply");
    table.decided(complaintId, status, Decision.without(now(), reply));
    tell(complaint, status, desk, "CD-06", Map.of("reply", reply));
  }

  /**
   * The complaint is upheld: what the platform pays first is decided (CD-04); a job pays it.
   *
   * @throws Refused by the names of the form's fields: the amount is not above zero, or more than all complaints about the order may come to
   *     (CD-04); or the merchant does not answer for such a promise (CD-07)
   */
  public void uphold(CaseId complaintId, Actor desk) {
    var complaint = locked(complaintId);
    if (complaint.status().isDecided()) {
      return;
    }
    var answer = answered(complaintId, JUDGES);
    // whoever decides about the same order waits: the cap is the order's
    var order = orders.findForUpdate(complaint.orderId()).orElseThrow(() -> new IllegalStateException("no order " + complaint.orderId()));
    var liable = LiableParty.of(answer.get("liableParty").toString());
    if (liable == LiableParty.MERCHANT) {
      demandNoExemption(answer.get("promise") == null ? complaint.subject() : answer.get("promise").toString(), order);
    }
    var amount = amount(answer.get("amount"), liable, order);
    var partner = liable == LiableParty.SERVICE_PARTNER ? partner(answer.get("servicePartnerId"), order) : null;
    table.decided(complaintId, ComplaintStatus.UPHELD, new Decision(now(), (String) answer.get("reply"), liable, partner, amount));
    var details = new LinkedHashMap<String, Object>();
    details.put("amount", Cny.text(amount));
    details.put("liableParty", liable.code());
    details.put("reply", answer.get("reply"));
    tell(complaint, ComplaintStatus.UPHELD, desk, "CD-04", details);
    refunds.decideCompensation(complaintId, order.orderId(), amount, "CD-04");
  }

  private void demandNoExemption(String promise, Order order) {
    rules.exemption(promise, order).ifPresent(exemption -> {
      throw Refused.invalid("liableParty", exemption.clause(), exemption.text().get("en") + " Answer the buyer without upholding the complaint, or name"
          + " another promise that was broken.",
          exemption.text().get("zh") + "请答复买家但不支持投诉，或选择另一项被违反的承诺。");
    });
  }

  private Money amount(Object asked, LiableParty liable, Order order) {
    var cap = rules.cap(liable);
    Money amount;
    try {
      amount = Cny.parse(asked == null ? null : asked.toString());
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("amount", cap.clause(), "Give an amount such as 12.50.", "请填写金额，例如 12.50。");
    }
    if (!amount.isPositive()) {
      throw Refused.invalid("amount", cap.clause(), "An upheld complaint is paid for: more than 0.00.", "投诉成立须赔付：金额必须大于 0.00 元。");
    }
    var before = table.upheld(order.orderId());
    var most = cap.of(order.paidAmount());
    if (amount.plus(before).isGreaterThan(most)) {
      throw Refused.invalid("amount", cap.clause(), "At most " + Cny.text(most) + " CNY for all complaints about this order"
          + (before.isZero() ? "." : "; " + Cny.text(before) + " of it are granted already."),
          "该订单的所有投诉最多赔付 " + Cny.text(most) + " 元" + (before.isZero() ? "。" : "，其中已赔付 " + Cny.text(before) + " 元。"));
    }
    return amount;
  }

  /** Unless the desk names one: whoever runs this merchant's shop. No id that the desk may enter holds a colon. */
  private static String partner(Object named, Order order) {
    return named == null ? "of:" + order.merchantId() : named.toString();
  }

  /** What the platform paid is taken back from the deposit of whoever is liable; what that lacks is owed (CD-05, 20.24). */
  public void chargeLiableParty(CaseId complaintId) {
    var complaint = locked(complaintId);
    var decision = complaint.decision();
    var occasion = Occasion.of(complaintId, "complaint-recourse", 1, "CD-05");
    if (ledger.find(occasion.key()).isPresent()) {
      return;
    }
    var deposit = decision.liable() == LiableParty.MERCHANT ? Account.deposit(complaint.merchantId())
        : Account.partnerDeposit(decision.servicePartnerId());
    var booked = accounts.takeFromDeposit(occasion, deposit, decision.amount(), Account.compensation(complaint.buyerId()));
    var taken = booked.postings().stream().filter(posting -> posting.account().equals(deposit)).map(posting -> posting.amount().negated())
        .findFirst().orElse(Cny.ZERO);
    var details = new LinkedHashMap<String, Object>();
    details.put("liableParty", decision.liable().code());
    details.put("amount", Cny.text(decision.amount()));
    details.put("fromDeposit", Cny.text(taken));
    details.put("owed", Cny.text(decision.amount().minus(taken)));
    timeline.add(complaintId, Kind.DEPOSIT_CHARGED, Actor.AUTOMATIC, "CD-05", null, null, null, details);
    log.info("RD-6003 liable party charged complaint={} party={} amount={}", complaintId, decision.liable().code(), decision.amount());
  }

  private void tell(Complaint before, ComplaintStatus after, Actor desk, String clause, Map<String, Object> details) {
    timeline.add(before.complaintId(), Kind.STATUS_CHANGED, desk, clause, null, before.status().code(), after.code(), details);
    log.info("RD-6002 complaint {} complaint={}", after.code(), before.complaintId());
  }

  private Map<String, Object> answered(CaseId complaintId, String step) {
    return timeline.lastAnswer(complaintId, step).orElseThrow(() -> new IllegalStateException("nobody took " + step + " of " + complaintId));
  }

  private Complaint locked(CaseId complaintId) {
    return table.findForUpdate(complaintId).orElseThrow(() -> new IllegalStateException("no complaint " + complaintId));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
