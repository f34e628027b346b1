package io.redress.process.engine;

import io.redress.money.VoucherTimer;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.springframework.stereotype.Component;

/**
 * One timer job of the engine for each voucher, beside all processes: no diagram draws a voucher's life of up to 50 years, and a
 * process that only waits would be rows without a meaning. What holds for every timer holds for it: one node runs it, it is tried
 * again when it fails and shows in Cockpit when it keeps failing, and a clock that is moved runs it in its order.
 */
@Component
class VoucherTimers implements VoucherTimer {

  private final ProcessEngineConfigurationImpl engine;

  VoucherTimers(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public void set(String voucherId, Instant validUntil) {
    engine.getCommandExecutorTxRequired().execute(context -> {
      var timer = new TimerEntity();
      timer.setJobHandlerType(ExpireVoucher.TYPE);
      timer.setJobHandlerConfigurationRaw(voucherId);
      timer.setDuedate(Date.from(validUntil));
      context.getJobManager().schedule(timer);
      return null;
    });
  }
}
