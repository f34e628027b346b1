package io.redress.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import io.redress.api.CaseController.EntryView;
import io.redress.complaint.Complaint;
import io.redress.complaint.ComplaintStatus;
import io.redress.complaint.Complaints;
import io.redress.complaint.Grievance;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Complaints to the service desk (CD-01). The desk works on them as tasks. */
@RestController
@RequestMapping("/api/complaints")
class ComplaintController {

  /** {@code caseId} may be left out; {@code subject} holds at most 100 characters, {@code description} at most 500. */
  record ComplaintBody(
      @JsonDeserialize(using = Strict.Text.class) String orderId,
      @JsonDeserialize(using = Strict.Text.class) String caseId,
      @JsonDeserialize(using = Strict.Text.class) String subject,
      @JsonDeserialize(using = Strict.Text.class) String description) {}

  /**
   * @param status opened, accepted, upheld, not-upheld or rejected
   * @param dueAt until when the desk answers; null once it has
   * @param liableParty merchant or service-partner; null unless upheld, as is {@code amount}
   * @param paidAt when the buyer got the amount
   * @param timeline what happened so far, oldest first; not in lists
   */
  record ComplaintView(String complaintId, String orderId, String caseId, String merchantId, String buyerId, String subject, String description,
      String status, Instant openedAt, Instant dueAt, Instant closedAt, String reply, String liableParty, String amount, Instant paidAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<EntryView> timeline) {

    static ComplaintView of(Complaints.Overview overview, List<EntryView> timeline) {
      var its = overview.itself();
      var decision = its.decision();
      var isUpheld = its.status() == ComplaintStatus.UPHELD;
      return new ComplaintView(its.complaintId().value(), its.orderId(), its.caseId() == null ? null : its.caseId().value(), its.merchantId(),
          its.buyerId(), its.subject(), its.description(), its.status().code(), its.openedAt(), overview.dueAt(),
          decision == null ? null : decision.at(), decision == null ? null : decision.reply(), isUpheld ? decision.liable().code() : null,
          isUpheld ? Cny.text(decision.amount()) : null, overview.paidAt(), timeline);
    }
  }

  private final Complaints complaints;

  ComplaintController(Complaints complaints) {
    this.complaints = complaints;
  }

  /** Complains about the buyer's own order, with or without a case. A repeat with the same Idempotency-Key answers the first complaint. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ComplaintView> open(@RequestHeader(name = "Idempotency-Key", required = false) String key, @RequestBody ComplaintBody body, Caller caller) {
    caller.require(Role.BUYER);
    CaseController.checkKey(key);
    var viewer = Viewers.of(caller);
    var opened = complaints.open(Grievance.of(body.orderId(), body.caseId(), body.subject(), body.description()), key, viewer);
    return ResponseEntity.created(URI.create("/api/complaints/" + opened.complaintId())).body(view(opened, caller));
  }

  /** The caller's own complaints, newest first; the desk, agents and supervisors see all, a merchant those upheld against it. */
  @GetMapping
  Page<ComplaintView> list(@RequestParam(required = false) String status, @RequestParam(required = false) String orderId,
      @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size, Caller caller) {
    requireReader(caller);
    var wanted = new Page.Request(page, size);
    var viewer = Viewers.of(caller);
    var only = status == null ? null : ComplaintStatus.of(status).orElseThrow(() ->
        Refused.invalid("status", "CD-03", "Choose one of opened, accepted, upheld, not-upheld, rejected."));
    return new Page<>(complaints.page(viewer, only, orderId, wanted.size(), wanted.offset()).stream().map(each -> ComplaintView.of(each, null)).toList(),
        wanted.page(), wanted.size(), complaints.count(viewer, only, orderId));
  }

  /** A complaint with its timeline. */
  @GetMapping("/{complaintId}")
  ComplaintView find(@PathVariable String complaintId, Caller caller) {
    requireReader(caller);
    return view(complaints.find(CaseId.of(complaintId), Viewers.of(caller)), caller);
  }

  private static void requireReader(Caller caller) {
    caller.require(Role.BUYER, Role.MERCHANT, Role.SERVICE_DESK, Role.SUPERVISOR, Role.AGENT);
  }

  private ComplaintView view(Complaint of, Caller caller) {
    return ComplaintView.of(complaints.overview(of), complaints.timeline(of.complaintId(), Viewers.of(caller)).stream().map(EntryView::of).toList());
  }
}
