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
    var variables = Variables.createVariables()
        .putValue(CaseVariables.COMPLAINT_ID, opened.complaintId().value())
        .putValue(CaseVariables.ORDER_ID, opened.orderId())
        .putValue(CaseVariables.MERCHANT_ID, opened.merchantId())
        .putValue(CaseVariables.BUYER_ID, opened.buyerId())
        .putValue(CaseVariables.CASE_TYPE, FLOW);
    if (opened.caseId() != null) {
      // not null: the lists leave out only what is not set at all
      variables.putValue(CaseVariables.CASE_ID, opened.caseId().value());
    }
    runtime.startProcessInstanceByKey(FLOW, opened.complaintId().value(), variables);
  }
}
