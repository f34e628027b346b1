import { describe, expect, it } from 'vitest';
import { fileFault, FILE_TYPES, LARGEST_FILE, refusedFile, REPORT_TYPES, sizeText } from '../src/logic/evidence';
import { accreditation, certificates, issuerFaults, type Issuer } from '../src/logic/issuers';
import { paysMoney } from '../src/logic/outcome';
import { problemOf } from '../src/logic/problem';
import { lastInspection, repairOffer } from '../src/logic/repair';
import { mayBeWithdrawn } from '../src/logic/withdrawal';

describe('a repair', () => {
  const noon = Date.parse('2026-11-20T04:00:00Z');
  const shippedAt = '2026-11-01T00:00:00Z';
  it('is offered until its window closes, to the millisecond', () => {
    const until = '2026-11-20T04:00:00Z';
    expect(repairOffer({ shippedAt, repair: { until } }, noon - 1)).toBe('offered');
    expect(repairOffer({ shippedAt, repair: { until } }, noon)).toBe('closed');
    expect(repairOffer({ shippedAt, repair: { until: null } }, noon)).toBe('offered');
  });
  it('is not offered for other goods, nor before they are shipped', () => {
    expect(repairOffer({ shippedAt, repair: null }, noon)).toBe('not-offered');
    expect(repairOffer({ repair: { until: null } }, noon)).toBe('not-shipped');
  });
  it('is about no sum of money', () => expect(['refund-only', 'return-refund', 'exchange', 'reship', 'repair'].map(paysMoney)).toEqual([true, true, false, false, false]));
  it('may be withdrawn until the goods are on their way back, and once', () => {
    expect(mayBeWithdrawn({ type: 'repair', status: 'merchant-to-repair' }, ['opened'])).toBe(true);
    expect(mayBeWithdrawn({ type: 'repair', status: 'buyer-to-confirm' }, ['opened'])).toBe(false);
    expect(mayBeWithdrawn({ type: 'repair', status: 'merchant-to-ship-back' }, ['opened', 'withdrawn'])).toBe(false);
    expect(mayBeWithdrawn({ type: 'exchange', status: 'buyer-to-confirm' }, ['opened'])).toBe(true);
  });
});

describe('a report that did not hold', () => {
  const report = { reportNumber: 'WX-1', issuer: '=Lab / 实验室', reportDate: '2026-11-19', productSerial: 'SN 1', evidenceId: 'e1' };
  const choices = { reportIssuers: [{ label: '=Lab / 实验室', value: 'lab' }], evidenceFiles: [{ label: 'report.pdf', value: 'e1' }] };
  it('fills the form in again', () => {
    expect(lastInspection({ report, ...choices })).toEqual({ meetsStandard: false, reportNumber: 'WX-1', reportDate: '2026-11-19', productSerial: 'SN 1', reportIssuerId: 'lab', reportEvidenceId: 'e1' });
  });
  it('leaves out what is no longer there', () => {
    expect(Object.keys(lastInspection({ report }))).not.toContain('reportIssuerId');
    expect(lastInspection(choices)).toEqual({});
  });
});

describe('a file', () => {
  it('is of a kind that is taken, not empty and not too large', () => {
    expect(fileFault({ name: 'A.PDF', size: LARGEST_FILE }, FILE_TYPES)).toBeNull();
    expect(fileFault({ name: 'a.pdf', size: LARGEST_FILE + 1 }, FILE_TYPES)).toBe('tooLarge');
    expect(fileFault({ name: 'a.pdf', size: 0 }, FILE_TYPES)).toBe('emptyFile');
    expect(fileFault({ name: 'a.pdf.exe', size: 1 }, FILE_TYPES)).toBe('wrongType');
    expect(fileFault({ name: 'a.mp4', size: 1 }, REPORT_TYPES)).toBe('wrongType');
    expect(fileFault({ name: 'IMG_0001.MOV', size: 1 }, FILE_TYPES)).toBeNull();
  });
  it('may be refused in words that we have', () => {
    expect(refusedFile(problemOf(422, { errors: [{ field: 'file', message: 'none of JPEG' }] }))).toBe('wrongContent');
    expect(refusedFile(problemOf(409, { type: '/problems/enough-evidence' }))).toBe('enough');
    expect(refusedFile(problemOf(409, { type: '/problems/round-closed' }))).toBe('roundClosed');
    expect(refusedFile(problemOf(409, { type: '/problems/case-closed' }))).toBe('caseClosed');
    expect(refusedFile(problemOf(413, null))).toBe('tooLarge');
    expect(refusedFile(problemOf(404, null))).toBeNull();
  });
  it('has a size for people', () => expect([1, 1024 * 340, 1024 * 1024 * 2.44].map(sizeText)).toEqual(['1 KB', '340 KB', '2.4 MB']));
});

describe('an issuer of reports', () => {
  const lab: Issuer = { issuerId: 'lab-1', name: 'Lab', kind: 'institution', accreditedFrom: '2026-01-01', accreditedUntil: '2026-12-31', certificate: '' };
  it('is accredited on its first and its last day', () => {
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => accreditation(lab, day))).toEqual(['later', 'now', 'now', 'over']);
    expect(accreditation({ ...lab, accreditedUntil: null }, '2999-01-01')).toBe('now');
  });
  it('has nothing wrong with it', () => expect(issuerFaults(lab, ['lab-2'])).toEqual({}));
  it('names each fault by its field', () => {
    expect(issuerFaults({ ...lab, issuerId: 'Lab 1', name: ' ', accreditedFrom: '2026-02-30', certificate: 'MIIB' }, [])).toEqual({ issuerId: 'id-malformed', name: 'name-missing', accreditedFrom: 'day-missing', certificate: 'certificate-malformed' });
    expect(issuerFaults({ ...lab, accreditedUntil: '2025-12-31' }, ['lab-1'])).toEqual({ issuerId: 'id-taken', accreditedUntil: 'until-before' });
  });
  it('may have several certificates', () => expect([certificates(null), certificates('-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n'.repeat(2))]).toEqual([0, 2]));
});
