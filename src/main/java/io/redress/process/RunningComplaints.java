package io.redress.process;

import io.redress.complaint.Complaint;
import io.redress.complaint.ComplaintProcess;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** The complaints' processes in the engine; the business key is the complaint's own number. */
@Component
class RunningComplaints implements ComplaintProcess {

  private static final String FLOW = "complaint";

  private final RuntimeService runtime;

  RunningComplaints(RuntimeService runtime) {
    this.runtime = runtime;
  }

  @Override
  public void start(Complaint opened) {
    runtime.startProcessInstanceByKey(FLOW, opened.complaintId().value(), Variables.createVariables()
        .putValue(CaseVariables.COMPLAINT_ID, opened.complaintId().value())
        .putValue(CaseVariables.CASE_ID, opened.caseId() == null ? null : opened.caseId().value())
        .putValue(CaseVariables.ORDER_ID, opened.orderId())
        .putValue(CaseVariables.MERCHANT_ID, opened.merchantId())
        .putValue(CaseVariables.BUYER_ID, opened.buyerId())
        .putValue(CaseVariables.CASE_TYPE, FLOW));
  }
}
