import { computed, reactive } from 'vue';
import { api, keepServerTime, Problem, type Me, type Role } from './api';

export const session = reactive({
  /** null = nobody is signed in. */
  me: null as Me | null,
  /** Whether the server said so; it decides whether the demonstration's users are named. */
  demo: false,
  expired: false,
  asked: false,
});

/** Asks the server who is signed in; the same answer brings the CSRF cookie. */
export async function whoAmI(): Promise<Me | null> {
  try {
    const me = await api.me();
    // the API writes "service-desk", the pages' words are kept under SERVICE_DESK
    session.me = { ...me, roles: me.roles.map((role) => role.toUpperCase().replaceAll('-', '_') as Role) };
    session.expired = false;
    keepServerTime(session.me.now);
  } catch (problem) {
    session.me = null;
    if (!(problem instanceof Problem) || problem.status !== 401) {
      throw problem;
    }
    session.demo = problem.demo;
  } finally {
    session.asked = true;
  }
  return session.me;
}

export function has(...roles: Role[]): boolean {
  return session.me?.roles.some((role) => roles.includes(role)) ?? false;
}

export const isBuyer = computed(() => has('BUYER'));
export const isMerchant = computed(() => has('MERCHANT'));
export const isStaff = computed(() => has('AGENT', 'SUPERVISOR', 'SERVICE_DESK', 'PROCESS_OWNER', 'ADMIN', 'FINANCE'));
/** Who adds files to a case; the service desk reads them, too, for a complaint about it. */
export const addsEvidence = computed(() => has('BUYER', 'MERCHANT', 'AGENT', 'SUPERVISOR'));
export const seesEvidence = computed(() => addsEvidence.value || has('SERVICE_DESK'));
export const usesTasklist = computed(() => has('AGENT', 'SUPERVISOR', 'SERVICE_DESK', 'ADMIN', 'PROCESS_OWNER'));
export const usesCockpit = computed(() => has('PROCESS_OWNER', 'ADMIN'));

/** The pages that the signed-in person has, in the order of the menu; the first is the home page. */
export const pages = computed(() => {
  const list: { name: string; label: string }[] = [];
  if (isMerchant.value) {
    list.push({ name: 'tasks', label: 'nav.tasks' });
  }
  if (isBuyer.value) {
    list.push({ name: 'orders', label: 'nav.myOrders' });
  }
  if (has('INTEGRATION')) {
    list.push({ name: 'import', label: 'nav.import' });
  }
  if (has('ADMIN')) {
    list.push({ name: 'clock', label: 'nav.clock' });
  }
  if (isBuyer.value || isMerchant.value || isStaff.value || has('INTEGRATION')) {
    list.push({ name: 'cases', label: isBuyer.value ? 'nav.myCases' : 'nav.cases' });
  }
  if (isBuyer.value) {
    list.push({ name: 'tasks', label: 'nav.tasks' });
    list.push({ name: 'vouchers', label: 'nav.vouchers' });
  }
  if (has('AGENT', 'SUPERVISOR', 'SERVICE_DESK')) {
    list.push({ name: 'tasks', label: 'nav.tasks' });
  }
  if (isBuyer.value || has('SERVICE_DESK', 'SUPERVISOR', 'AGENT')) {
    list.push({ name: 'complaints', label: 'nav.complaints' });
  }
  if (!isBuyer.value && (isMerchant.value || isStaff.value || has('INTEGRATION'))) {
    list.push({ name: 'orders', label: 'nav.orders' });
  }
  if (isMerchant.value || has('FINANCE', 'AGENT')) {
    list.push({ name: 'account', label: 'nav.account' });
  }
  if (has('AGENT', 'SUPERVISOR', 'ADMIN')) {
    list.push({ name: 'issuers', label: 'nav.issuers' });
  }
  if (isMerchant.value) {
    list.push({ name: 'settings', label: 'nav.settings' });
  }
  return list;
});
