package io.redress.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Page;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.Cases;
import io.redress.casefile.Timeline;
import io.redress.casefile.Viewer;
import io.redress.dispute.Appeals;
import io.redress.dispute.Breaches;
import io.redress.dispute.Interventions;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.negotiation.OnBehalf;
import io.redress.shipment.Interceptions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** After-sales cases: applying, looking, withdrawing, and what agents do to a running one. */
@RestController
@RequestMapping("/api/cases")
class CaseController {

  private static final int LONGEST_KEY = 200;

  /** What a buyer sends. {@code amount} is a text such as "129.90"; {@code percent} may stand instead of it for a return. */
  record ApplicationBody(
      @JsonDeserialize(using = Strict.Text.class) String orderId,
      @JsonDeserialize(using = Strict.Text.class) String type,
      @JsonDeserialize(using = Strict.Text.class) String reason,
      @JsonDeserialize(using = Strict.Text.class) String amount,
      @JsonDeserialize(using = Strict.Whole.class) Integer percent,
      @JsonDeserialize(using = Strict.Whole.class) Integer quantity,
      @JsonDeserialize(using = Strict.Text.class) String description) {}

  record DeadlineBody(@Schema(format = "date-time") @JsonDeserialize(using = Strict.Text.class) String dueAt) {

    /** @throws Refused when it is no time with an offset */
    Instant instant() {
      try {
        return dueAt == null ? null : OffsetDateTime.parse(dueAt).toInstant();
      } catch (DateTimeException e) {
        throw Refused.invalid("dueAt", "RO-03", "Give a time with its offset, such as 2026-11-22T18:00:00+08:00.",
            "请填写带时区的时间，例如 2026-11-22T18:00:00+08:00。");
      }
    }
  }

  /** {@code clause} is RP-20(1) … RP-20(5) or RP-21. */
  record BreachBody(@JsonDeserialize(using = Strict.Text.class) String clause, @JsonDeserialize(using = Strict.Text.class) String explanation) {}

  record InterceptionBody(@JsonDeserialize(using = Strict.Text.class) String explanation) {}

  record InterventionBody(@JsonDeserialize(using = Strict.Text.class) String explanation) {}

  record AppealBody(@JsonDeserialize(using = Strict.Text.class) String explanation,
      @JsonDeserialize(contentUsing = Strict.Text.class) List<String> evidenceIds) {}

  record QuestionBody(@JsonDeserialize(using = Strict.Text.class) String question) {}

  /** Whose turn it is, and until when. */
  record DeadlineView(String step, String whose, Instant dueAt) {}

  /**
   * {@code openedBy} is buyer, or merchant or agent for a request that was made on the buyer's behalf. {@code pausedAt} is
   * since when the case stands still because the platform has stepped in unasked; otherwise null. {@code appealUntil} is, for a side
   * that looks at one case and may still appeal against its judgement, until when; otherwise null.
   */
  record CaseView(String caseId, String orderId, String merchantId, String buyerId, String openedBy, String type, String ruleset,
      String status, Integer platformStatus, String reason, String amount, int quantity, String description, String refundedAmount,
      Instant openedAt, Instant closedAt, DeadlineView deadline, Instant pausedAt, Instant appealUntil) {

    static CaseView of(Cases.Overview overview) {
      return of(overview, null);
    }

    static CaseView of(Cases.Overview overview, Instant appealUntil) {
      var its = overview.itself();
      var deadline = overview.deadline();
      return new CaseView(its.caseId().value(), its.orderId(), its.merchantId(), its.buyerId(), its.openedBy().code(),
          its.type().code(), its.ruleset(), its.status().code(), overview.platformStatus(), its.reason().code(), Cny.text(its.amount()),
          its.quantity(), its.description(), Cny.text(overview.refunded()), its.openedAt(), its.closedAt(),
          deadline == null ? null : new DeadlineView(deadline.step(), deadline.whose().code(), deadline.dueAt()),
          overview.pausedAt(), appealUntil);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ActorView(String kind, String id, String actingUser) {

    static ActorView of(Actor actor) {
      return new ActorView(actor.kind().name().toLowerCase(Locale.ROOT), actor.id(), actor.actingUser());
    }
  }

  record EntryView(Instant at, String kind, ActorView actor, String clause, String step, String before, String after,
      Map<String, Object> details) {

    static EntryView of(Timeline.Entry entry) {
      return new EntryView(entry.at(), entry.kind().code(), ActorView.of(entry.actor()), entry.clause(), entry.step(), entry.before(),
          entry.after(), entry.details());
    }
  }

  private final Cases cases;
  private final OnBehalf onBehalf;
  private final Breaches breaches;
  private final Interceptions interceptions;
  private final Interventions interventions;
  private final Appeals appeals;

  CaseController(Cases cases, OnBehalf onBehalf, Breaches breaches, Interceptions interceptions, Interventions interventions, Appeals appeals) {
    this.cases = cases;
    this.onBehalf = onBehalf;
    this.breaches = breaches;
    this.interceptions = interceptions;
    this.interventions = interventions;
    this.appeals = appeals;
  }

  /**
   * Opens a case about the buyer's own order, or asks the buyer to confirm what the order's merchant or an agent sends for the buyer
   * (MB-01). A repeat with the same Idempotency-Key answers the first case.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CaseView> open(@RequestHeader(name = "Idempotency-Key", required = false) String key,
      @RequestBody ApplicationBody body, Caller caller) {
    caller.require(Role.BUYER, Role.MERCHANT, Role.AGENT, Role.SUPERVISOR);
    checkKey(key);
    var application = Application.of(body.orderId(), body.type(), body.reason(), body.amount(), body.percent(), body.quantity(), body.description());
    var viewer = Viewers.of(caller);
    var opened = viewer.kind() == Viewer.Kind.BUYER ? cases.open(application, key, viewer) : onBehalf.apply(application, key, viewer);
    return ResponseEntity.created(URI.create("/api/cases/" + opened.caseId())).body(view(opened));
  }

  /**
   * The caller's own cases, newest first; staff see all. {@code waitingFor} is buyer, merchant or platform: whose step keeps the case
   * where it stands.
   */
  @GetMapping
  Page<CaseView> list(@RequestParam(required = false) String status, @RequestParam(required = false) String orderId,
      @RequestParam(required = false) String waitingFor, @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size, Caller caller) {
    var wanted = new Page.Request(page, size);
    var viewer = Viewers.of(caller);
    return new Page<>(cases.page(viewer, status, orderId, waitingFor, wanted.size(), wanted.offset()).stream().map(CaseView::of).toList(),
        wanted.page(), wanted.size(), cases.count(viewer, status, orderId, waitingFor));
  }

  @GetMapping("/{caseId}")
  CaseView find(@PathVariable String caseId, Caller caller) {
    var viewer = Viewers.of(caller);
    var its = cases.find(CaseId.of(caseId), viewer);
    return CaseView.of(cases.overview(its), appeals.until(its, viewer.actor().kind()).orElse(null));
  }

  /** What happened so far, oldest first. */
  @GetMapping("/{caseId}/timeline")
  Page<EntryView> timeline(@PathVariable String caseId, Caller caller) {
    List<EntryView> entries = cases.timeline(CaseId.of(caseId), Viewers.of(caller)).stream().map(EntryView::of).toList();
    return new Page<>(entries, 0, entries.size(), entries.size());
  }

  /** Withdraws the case (RO-07). */
  @PostMapping("/{caseId}/withdrawal")
  CaseView withdraw(@PathVariable String caseId, Caller caller) {
    caller.require(Role.BUYER);
    return view(cases.withdraw(CaseId.of(caseId), Viewers.of(caller)));
  }

  /** Asks the merchant for information (GN-05); the merchant's clock runs on. */
  @PostMapping("/{caseId}/information-request")
  CaseView ask(@PathVariable String caseId, @RequestBody QuestionBody body, Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR);
    return view(cases.requestInformation(CaseId.of(caseId), body.question(), Viewers.of(caller)));
  }

  /** Looks into a breach that an agent has found (RP-20, RP-21), in a running or a closed case; where the case stands stays as it is. */
  @PostMapping("/{caseId}/breach")
  @ResponseStatus(HttpStatus.CREATED)
  CaseView breach(@PathVariable String caseId, @RequestBody BreachBody body, Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR);
    return view(breaches.found(CaseId.of(caseId), body.clause(), body.explanation(), Viewers.of(caller)));
  }

  /** Asks the merchant to recall a parcel that is on its way, as the buyer wishes (PI-08). */
  @PostMapping("/{caseId}/interception")
  @ResponseStatus(HttpStatus.CREATED)
  CaseView intercept(@PathVariable String caseId, @RequestBody InterceptionBody body, Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR);
    return view(interceptions.request(CaseId.of(caseId), body.explanation(), Viewers.of(caller)));
  }

  /** Steps in unasked (PI-03, PI-04): the platform judges, and whatever was open in the case stands still until it is handed back. */
  @PostMapping("/{caseId}/intervention")
  @ResponseStatus(HttpStatus.CREATED)
  CaseView stepIn(@PathVariable String caseId, @RequestBody(required = false) InterventionBody body, Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR);
    return view(interventions.stepIn(CaseId.of(caseId), body == null ? null : body.explanation(), Viewers.of(caller)));
  }

  /** Appeals against the judgement, once, within 3 days of it and with new evidence: another agent judges, finally. */
  @PostMapping("/{caseId}/appeal")
  @ResponseStatus(HttpStatus.CREATED)
  CaseView appeal(@PathVariable String caseId, @RequestBody AppealBody body, Caller caller) {
    caller.require(Role.BUYER, Role.MERCHANT);
    return view(appeals.lodge(CaseId.of(caseId), body.explanation(), body.evidenceIds(), Viewers.of(caller)));
  }

  /** Hands the case back: what was open goes on with exactly the time that was left. */
  @DeleteMapping("/{caseId}/intervention")
  CaseView handBack(@PathVariable String caseId, Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR);
    return view(interventions.handBack(CaseId.of(caseId), Viewers.of(caller)));
  }

  /** Shortens the time that the merchant has to decide (RO-03). */
  @PatchMapping("/{caseId}/deadline")
  CaseView shorten(@PathVariable String caseId, @RequestBody DeadlineBody body, Caller caller) {
    caller.require(Role.AGENT, Role.SUPERVISOR);
    return view(cases.shortenDeadline(CaseId.of(caseId), body.instant(), Viewers.of(caller)));
  }

  /** @throws Refused when it is there and no key */
  static void checkKey(String key) {
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw Refused.invalid("Idempotency-Key", null, "A key has 1 to " + LONGEST_KEY + " characters.");
    }
  }

  private CaseView view(AfterSalesCase of) {
    return CaseView.of(cases.overview(of));
  }
}
