package io.redress.casefile;

import io.redress.Refused;
import io.redress.order.Order;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Lets tests of other rooms ask who may apply, without a case. */
public final class PolicyForTests {

  private final CasePolicy policy;

  public PolicyForTests(CaseRules rules) {
    policy = new CasePolicy(rules, ZoneId.of("Asia/Shanghai"));
  }

  /** @throws Refused when such an application, the first one about the order, may not become a case */
  public void check(CaseType type, Reason reason, String ruleset, Order order, Instant now) {
    policy.check(new Application(order.orderId(), type, reason, null, null, null, null), ruleset, order, List.of(), now);
  }
}
