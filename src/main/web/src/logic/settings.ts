/** The faults of settings that the page can see by itself; the server has the last word. Keys are those of the server's field errors. */
export type SettingsFault = 'phone-missing' | 'phone-malformed' | 'text-missing' | 'text-long' | 'addresses-missing' | 'default-missing' | 'hours-wrong';

export interface Draft {
  landline: string;
  mobile: string;
  hours: string;
  addresses: { addressId?: string | null; street: string; receiver: string; phone: string; default: boolean }[];
}

const PHONE = /^\+?[0-9][0-9 ()-]{3,30}[0-9]$/;
export const LONGEST = { street: 500, receiver: 100 } as const;

/** Hours as typed: a number from 1 to 168, null when left empty, NaN for anything else. */
export function hoursOf(typed: string): number | null {
  const trimmed = typed.trim();
  if (trimmed === '') {
    return null;
  }
  const hours = /^[1-9]\d{0,2}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return hours <= 168 ? hours : Number.NaN;
}

/** What is wrong (ST-03, ST-05, ST-06), by field; empty when the draft may be sent. */
export function settingsFaults(draft: Draft): Record<string, SettingsFault> {
  const wrong: Record<string, SettingsFault> = {};
  const [landline, mobile] = [draft.landline.trim(), draft.mobile.trim()];
  if (!landline && !mobile) {
    wrong.phones = 'phone-missing';
  }
  if (landline && !PHONE.test(landline)) {
    wrong['phones.landline'] = 'phone-malformed';
  }
  if (mobile && !PHONE.test(mobile)) {
    wrong['phones.mobile'] = 'phone-malformed';
  }
  draft.addresses.forEach((address, at) => {
    for (const key of ['street', 'receiver'] as const) {
      const text = address[key].trim();
      if (!text) {
        wrong[`returnAddresses[${at}].${key}`] = 'text-missing';
      } else if (text.length > LONGEST[key]) {
        wrong[`returnAddresses[${at}].${key}`] = 'text-long';
      }
    }
    const phone = address.phone.trim();
    if (!PHONE.test(phone)) {
      wrong[`returnAddresses[${at}].phone`] = phone ? 'phone-malformed' : 'text-missing';
    }
  });
  if (draft.addresses.length === 0) {
    wrong.returnAddresses = 'addresses-missing';
  } else if (draft.addresses.filter((address) => address.default).length !== 1) {
    wrong.returnAddresses = 'default-missing';
  }
  if (Number.isNaN(hoursOf(draft.hours))) {
    wrong.promisedHours = 'hours-wrong';
  }
  return wrong;
}
