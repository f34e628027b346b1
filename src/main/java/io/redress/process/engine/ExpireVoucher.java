package io.redress.process.engine;

import io.redress.money.Vouchers;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What a voucher's timer does when its time has come. */
@Component
class ExpireVoucher implements JobHandler<ExpireVoucher.VoucherId> {

  static final String TYPE = "expire-voucher";

  record VoucherId(String value) implements JobHandlerConfiguration {
    @Override
    public String toCanonicalString() {
      return value;
    }
  }

  private final Vouchers vouchers;

  /** The engine is made with its job handlers, the vouchers need the engine. */
  ExpireVoucher(@Lazy Vouchers vouchers) {
    this.vouchers = vouchers;
  }

  @Override
  public String getType() {
    return TYPE;
  }

  @Override
  public void execute(VoucherId voucher, ExecutionEntity none, CommandContext context, String tenantId) {
    vouchers.expire(voucher.value());
  }

  @Override
  public VoucherId newConfiguration(String voucherId) {
    return new VoucherId(voucherId);
  }

  @Override
  public void onDelete(VoucherId voucher, JobEntity job) {
    // nothing is kept beside the job
  }
}
