/** A brand or institution whose detection reports count (RP-12); days such as 2026-11-20. */
export interface Issuer {
  issuerId: string;
  name: string;
  kind: string;
  accreditedFrom: string;
  accreditedUntil: string | null;
  certificate: string | null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** Whether reports of this day count; both days of the accreditation do. */
export function accreditation(issuer: Pick<Issuer, 'accreditedFrom' | 'accreditedUntil'>, today: string): 'now' | 'later' | 'over' {
  return today < issuer.accreditedFrom ? 'later' : issuer.accreditedUntil && today > issuer.accreditedUntil ? 'over' : 'now';
}

/** What is wrong with what was typed, by field; the server has the last word. `taken` are the ids of all others. */
export function issuerFaults(typed: Issuer, taken: readonly string[]): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(typed.issuerId)) {
    faults.issuerId = 'id-malformed';
  } else if (taken.includes(typed.issuerId)) {
    faults.issuerId = 'id-taken';
  }
  if (!typed.name.trim() || typed.name.length > 200) {
    faults.name = 'name-missing';
  }
  if (!isDay(typed.accreditedFrom)) {
    faults.accreditedFrom = 'day-missing';
  }
  if (typed.accreditedUntil && !isDay(typed.accreditedUntil)) {
    faults.accreditedUntil = 'day-missing';
  } else if (typed.accreditedUntil && !faults.accreditedFrom && typed.accreditedUntil < typed.accreditedFrom) {
    faults.accreditedUntil = 'until-before';
  }
  if (typed.certificate?.trim() && !typed.certificate.trim().startsWith('-----BEGIN CERTIFICATE-----')) {
    faults.certificate = 'certificate-malformed';
  }
  return faults;
}

/** How many certificates a text holds. */
export function certificates(text: string | null): number {
  return text?.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
}
