package io.redress.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.redress.api.CaseController.CaseView;
import io.redress.casefile.Cases;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.negotiation.Negotiations;
import io.redress.negotiation.Terms;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Proposals that a merchant, or an agent, makes to a buyer. The buyer answers them as a step of the case. */
@RestController
@RequestMapping("/api/negotiations")
class NegotiationController {

  /**
   * {@code amount} is a text such as "12.50": needed for a small payment; for a refund it may be left out and is then what the case
   * asks for, else what is left; ignored for the other outcomes.
   */
  record ProposalBody(
      @JsonDeserialize(using = Strict.Text.class) String orderId,
      @JsonDeserialize(using = Strict.Text.class) String outcome,
      @JsonDeserialize(using = Strict.Text.class) String amount,
      @JsonDeserialize(using = Strict.Text.class) String message) {}

  private final Negotiations negotiations;
  private final Cases cases;

  NegotiationController(Negotiations negotiations, Cases cases) {
    this.negotiations = negotiations;
    this.cases = cases;
  }

  /** Proposes one of the five outcomes; the answer is the case in which the buyer accepts or declines. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CaseView> propose(@RequestBody ProposalBody body, Caller caller) {
    caller.require(Role.MERCHANT, Role.AGENT, Role.SUPERVISOR);
    var its = negotiations.propose(body.orderId(), Terms.of(body.outcome(), body.amount(), body.message()), Viewers.of(caller));
    return ResponseEntity.created(URI.create("/api/cases/" + its.caseId())).body(CaseView.of(cases.overview(its)));
  }
}
