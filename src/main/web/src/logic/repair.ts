/** What an order says of repairs: null = goods of its category are never repaired; `until` null = no end yet. */
export interface Repairable {
  shippedAt?: string | null;
  repair?: { until: string | null } | null;
}

export type RepairOffer = 'offered' | 'not-offered' | 'not-shipped' | 'closed';

/** Whether a repair can be asked for (RP-02 to RP-04); `now` is the server's time in epoch milliseconds. */
export function repairOffer(order: Repairable, now: number): RepairOffer {
  if (!order.repair) {
    return 'not-offered';
  }
  if (!order.shippedAt) {
    return 'not-shipped';
  }
  return order.repair.until !== null && now >= Date.parse(order.repair.until) ? 'closed' : 'offered';
}

interface Choice {
  label?: string;
  value?: string;
}
const list = (value: unknown): Choice[] => (Array.isArray(value) ? (value as Choice[]) : []);

/**
 * The answer of `merchant-inspects` as it was given for a report that did not hold, so that only what was wrong is typed anew. What can
 * no longer be chosen is left out.
 */
export function lastInspection(data: Record<string, unknown>): Record<string, unknown> {
  const report = data.report as Record<string, string> | undefined;
  if (!report) {
    return {};
  }
  const issuer = list(data.reportIssuers).find((each) => each.label === report.issuer)?.value;
  const file = list(data.evidenceFiles).find((each) => each.value === report.evidenceId)?.value;
  return {
    meetsStandard: false, reportNumber: report.reportNumber, reportDate: report.reportDate, productSerial: report.productSerial,
    ...(issuer ? { reportIssuerId: issuer } : {}), ...(file ? { reportEvidenceId: file } : {}),
  };
}
