package io.redress.complaint;

import io.redress.CaseId;
import io.redress.Refused;
import io.redress.casefile.CaseNumbers;
import io.redress.casefile.Cases;
import io.redress.casefile.Steps;
import io.redress.casefile.Timeline;
import io.redress.casefile.Timeline.Kind;
import io.redress.casefile.Viewer;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.order.Orders;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do with complaints. A buyer sees the own ones, staff all of them, a merchant those that were upheld against it; whoever may
 * not see a complaint gets the same answer as for one that does not exist. A complaint is not withdrawn: whatever it is, it is answered.
 */
@Service
public class Complaints {

  /**
   * A complaint with what a reader wants to know at once.
   *
   * @param dueAt until when the desk has time; null once it has decided
   * @param paidAt when the buyer got the money; null = nothing was paid (yet)
   */
  public record Overview(Complaint itself, Instant dueAt, Instant paidAt) {}

  private static final Logger log = LoggerFactory.getLogger(Complaints.class);

  private final ComplaintTable table;
  private final ComplaintProcess process;
  private final CaseNumbers numbers;
  private final Cases cases;
  private final Steps steps;
  private final Timeline timeline;
  private final Orders orders;
  private final Refunds refunds;
  private final Clock clock;

  Complaints(ComplaintTable table, ComplaintProcess process, CaseNumbers numbers, Cases cases, Steps steps, Timeline timeline, Orders orders,
      Refunds refunds, Clock clock) {
    this.table = table;
    this.process = process;
    this.numbers = numbers;
    this.cases = cases;
    this.steps = steps;
    this.timeline = timeline;
    this.orders = orders;
    this.refunds = refunds;
    this.clock = clock;
  }

  /**
   * A buyer complains about an own order, at any time, about anything, however often (CD-01).
   *
   * @param idempotencyKey the same key of the same buyer gives the first complaint again; null = no such protection
   * @throws Refused when the order or the case is not the buyer's, or the case is about another order
   */
  @Transactional
  public Complaint open(Grievance about, String idempotencyKey, Viewer buyer) {
    // the order's lock lets one complaint at a time through, so that a repeat sees the first one
    var order = orders.findForUpdate(about.orderId()).filter(buyer::sees).orElseThrow(() -> Refused.notFound("order", about.orderId()));
    if (idempotencyKey != null) {
      var first = table.findByKey(buyer.id(), idempotencyKey);
      if (first.isPresent()) {
        return repeated(first.get(), about);
      }
    }
    if (about.caseId() != null && !cases.find(about.caseId(), buyer).orderId().equals(order.orderId())) {
      throw Refused.invalid("caseId", "CD-01", "Case " + about.caseId() + " is about another order. Name its order, or leave the case out.",
          "售后单 " + about.caseId() + " 属于其他订单，请填写其对应订单，或不填售后单。");
    }
    var opened = new Complaint(numbers.nextComplaint(), order.orderId(), about.caseId(), order.merchantId(), order.buyerId(), about.subject(),
        about.description(), ComplaintStatus.OPENED, clock.instant().truncatedTo(ChronoUnit.MICROS), null);
    table.insert(opened, idempotencyKey);
    var details = new LinkedHashMap<String, Object>();
    details.put("orderId", opened.orderId());
    if (opened.caseId() != null) {
      details.put("caseId", opened.caseId().value());
    }
    details.put("subject", opened.subject());
    timeline.add(opened.complaintId(), Kind.COMPLAINT_OPENED, buyer.actor(), "CD-01", null, null, opened.status().code(), details);
    log.info("RD-6001 complaint opened complaint={} order={} case={}", opened.complaintId(), opened.orderId(), opened.caseId());
    process.start(opened);
    return opened;
  }

  private static Complaint repeated(Complaint first, Grievance about) {
    if (!about.isTheSameAs(first)) {
      throw Refused.invalid("Idempotency-Key", null, "This key was used for another complaint, " + first.complaintId() + ". Send a new one.",
          "此键已用于另一投诉（" + first.complaintId() + "），请换一个新的。");
    }
    return first;
  }

  public Complaint find(CaseId complaintId, Viewer viewer) {
    return table.find(complaintId).filter(found -> isSeenBy(found, viewer))
        .orElseThrow(() -> Refused.notFound("complaint", complaintId.value()));
  }

  private static boolean isSeenBy(Complaint complaint, Viewer viewer) {
    return switch (viewer.kind()) {
      case BUYER -> complaint.buyerId().equals(viewer.id());
      case MERCHANT -> complaint.merchantId().equals(viewer.id()) && complaint.status() == ComplaintStatus.UPHELD
          && complaint.decision().liable() == LiableParty.MERCHANT;
      case STAFF -> true;
    };
  }

  /** Newest first; {@code status} and {@code orderId} may be null. */
  public List<Overview> page(Viewer viewer, ComplaintStatus status, String orderId, int limit, long offset) {
    return overviews(table.page(viewer, status, orderId, limit, offset));
  }

  public long count(Viewer viewer, ComplaintStatus status, String orderId) {
    return table.count(viewer, status, orderId);
  }

  public Overview overview(Complaint itself) {
    return overviews(List.of(itself)).get(0);
  }

  /** What happened so far, oldest first. */
  public List<Timeline.Entry> timeline(CaseId complaintId, Viewer viewer) {
    // how much of it lay in a deposit and how much is owed is nothing to the buyer, who has been paid
    return timeline.of(find(complaintId, viewer).complaintId()).stream()
        .map(entry -> viewer.kind() == Viewer.Kind.BUYER && entry.kind() == Kind.DEPOSIT_CHARGED ? entry.untold() : entry).toList();
  }

  private List<Overview> overviews(List<Complaint> found) {
    var ids = found.stream().map(Complaint::complaintId).toList();
    var open = steps.ofCases(ids);
    var paid = refunds.compensations(ids);
    return found.stream().map(each -> new Overview(each,
        open.getOrDefault(each.complaintId(), List.of()).stream().findFirst().map(step -> step.dueAt()).orElse(null),
        paid.containsKey(each.complaintId()) && paid.get(each.complaintId()).state() == Refund.State.SUCCEEDED
            ? paid.get(each.complaintId()).closedAt() : null)).toList();
  }
}
