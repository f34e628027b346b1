import { reactive } from 'vue';
import { api, type Settings } from './api';
import { isMerchant, session } from './session';

/** Whether the signed-in merchant must fill in settings first (ST-02); asked once for all pages, the settings page renews it. */
export const ownSettings = reactive({ merchantId: '', missing: false });

/** Keeps what the server said about a merchant's settings, if they are the own ones. */
export function keepOwnSettings(merchantId: string, settings: Settings): void {
  if (session.me?.merchantId === merchantId) {
    ownSettings.merchantId = merchantId;
    ownSettings.missing = settings.complete === false;
  }
}

/** Asks for the own settings when they are not known yet, or were found to be incomplete. */
export async function knowOwnSettings(): Promise<void> {
  const merchantId = session.me?.merchantId;
  if (!isMerchant.value || !merchantId || (ownSettings.merchantId === merchantId && !ownSettings.missing)) {
    return;
  }
  try {
    keepOwnSettings(merchantId, await api.settings(merchantId));
  } catch {
    // only a hint: the step itself says what is missing
  }
}
