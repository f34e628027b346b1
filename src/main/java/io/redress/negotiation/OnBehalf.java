package io.redress.negotiation;

import io.redress.Refused;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Application;
import io.redress.casefile.CaseType;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests that a merchant or an agent makes for a buyer (MB-01, RO-10, RS-03). Nothing starts before the buyer has confirmed
 * (MB-02). A merchant who makes one agrees to it; an agent's still has to be decided by the merchant.
 */
@Service
public class OnBehalf {

  private final Cases cases;
  private final ReturnAddresses returnAddresses;

  OnBehalf(Cases cases, ReturnAddresses returnAddresses) {
    this.cases = cases;
    this.returnAddresses = returnAddresses;
  }

  /**
   * Makes a request for the order's buyer.
   *
   * @param helper the order's merchant, or one of the staff
   * @throws Refused as for a buyer's own request; and when a merchant asks for goods back without having said where to (ST-02)
   */
  @Transactional
  public AfterSalesCase apply(Application application, String idempotencyKey, Viewer helper) {
    if (helper.kind() == Viewer.Kind.MERCHANT && (application.type() == CaseType.RETURN_REFUND || application.type() == CaseType.EXCHANGE)) {
      returnAddresses.demand(helper.id());
    }
    return cases.open(application, idempotencyKey, helper);
  }
}
