import { reactive } from 'vue';
import { Problem, problemOf } from './logic/problem';

export interface Page<T> { items: T[]; page: number; size: number; total: number }

export type Role =
  | 'BUYER' | 'MERCHANT' | 'AGENT' | 'SUPERVISOR' | 'SERVICE_DESK' | 'PROCESS_OWNER' | 'FINANCE' | 'INTEGRATION' | 'ADMIN';

export interface Me { userId: string; roles: Role[]; merchantId?: string | null; buyerId?: string | null; now?: string }

export interface Order {
  orderId: string; merchantId: string; buyerId: string; category: string; itemName: string; quantity: number;
  paidAmount: string; freight: string; confirmedAt: string; promisedShipAt?: string | null; shippedAt?: string | null;
  receivedAt?: string | null; refundable: string;
  /** How many pieces have not been sent back one by one. */
  piecesLeft?: number;
  /** For buyers (ST-04). */
  merchantPhone?: string | null;
}

export interface ReturnAddress { addressId?: string | null; street: string; receiver: string; phone: string; default: boolean }

/** A merchant's after-sales settings; `complete` is the server's word on whether something is missing. */
export interface Settings {
  merchantId?: string; phones: { landline?: string | null; mobile?: string | null }; returnAddresses: ReturnAddress[]; promisedHours?: number | null; complete?: boolean;
}

export interface CaseView {
  caseId: string; orderId: string; merchantId: string; buyerId: string; type: string; ruleset: string; status: string;
  platformStatus?: string | number | null; reason: string; amount: string | null; quantity?: number; refundedAmount?: string | null; openedAt: string;
  closedAt?: string | null; pausedAt?: string | null; deadline?: { step: string; whose: string; dueAt: string | null } | null; description?: string | null;
}

export interface Task {
  taskId: string; step: string; caseId: string; name: string; whose: string; dueAt?: string | null;
  form: Record<string, unknown> | null; data: Record<string, unknown> | null;
}

export interface Voucher {
  voucherId: string; kind: string; amount: string; usable: string; status: string; issuedAt: string; validUntil: string;
  caseId?: string | null; clause: string;
}

export interface TimelineItem {
  at: string; kind: string; actor: { kind: string; id?: string | null; actingUser?: string | null } | null; clause?: string | null;
  step?: string | null; before?: unknown; after?: unknown; details?: Record<string, unknown> | null;
}

export interface Entry { at: string; account?: string; amount: string; purpose?: string; caseId?: string | null; [more: string]: unknown }

export interface Account {
  merchantId?: string; balance: string; deposit: string; receivable: string; entries: Entry[] | Page<Entry>;
}

export interface ImportResult {
  total: number; new: number; changed: number; unchanged: number; refusedCount?: number; refused: { row: number; column?: string | null; reason: string }[];
}

/** The server's clock as far as we know it: deadlines are counted by it, in the demonstration it may be days ahead of ours. */
export const serverTime = reactive({ offset: 0 });

/** Called when a request finds that nobody is signed in any more. */
export const signedOut: { listener: () => void } = { listener: () => {} };

export function keepServerTime(now: string | null | undefined): void {
  const at = now ? Date.parse(now) : Number.NaN;
  if (!Number.isNaN(at)) {
    serverTime.offset = at - Date.now();
  }
}

/** The token that the server left in a cookie; read anew for each request because it changes when somebody signs in. */
export function csrfToken(): string {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith('REDRESS-CSRF='));
  return cookie ? decodeURIComponent(cookie.slice('REDRESS-CSRF='.length)) : '';
}

type Options = { method?: string; json?: unknown; form?: Record<string, string>; headers?: Record<string, string>; quiet?: boolean };

async function send(path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json', ...options.headers };
  const method = options.method ?? 'GET';
  let body: BodyInit | undefined;
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.json);
  } else if (options.form) {
    body = new URLSearchParams(options.form);
  }
  if (method !== 'GET') {
    headers['X-REDRESS-CSRF'] = csrfToken();
  }
  // tells the server not to answer with a sign-in page or a browser's password box
  headers['X-Requested-With'] = 'XMLHttpRequest';
  try {
    const response = await fetch(path, { method, headers, body, credentials: 'same-origin', redirect: options.form ? 'manual' : 'follow' });
    keepServerTime(response.headers.get('X-REDRESS-NOW'));
    return response;
  } catch {
    throw problemOf(0, null);
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** One request to the API; every answer that is not a success becomes a {@link Problem}. */
export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const response = await send(path, options);
  const body = await bodyOf(response);
  if (!response.ok) {
    const problem = problemOf(response.status, body);
    if (response.status === 401 && !options.quiet) {
      signedOut.listener();
    }
    throw problem;
  }
  return body as T;
}

const segment = encodeURIComponent;

/** Reads page after page until all items are there, `most` have come, or the server has no more. */
async function everything<T>(path: string, most: number): Promise<{ items: T[]; total: number }> {
  const size = 200;
  const items: T[] = [];
  let total = 0;
  for (let page = 0; items.length < most; page++) {
    const answer = await request<Page<T>>(`${path}?page=${page}&size=${size}`);
    items.push(...answer.items);
    total = answer.total ?? items.length;
    if (answer.items.length === 0 || items.length >= total) {
      break;
    }
  }
  return { items: items.slice(0, most), total };
}

export const api = {
  me: () => request<Me>('/api/me', { quiet: true }),
  /** Whether the sign-in was accepted. */
  async signIn(username: string, password: string): Promise<boolean> {
    const response = await send('/login', { method: 'POST', form: { username, password } });
    if (response.status === 403 || response.status >= 500) {
      throw problemOf(response.status, await bodyOf(response));
    }
    return response.ok || response.type === 'opaqueredirect';
  },
  signOut: () => send('/logout', { method: 'POST', form: {} }),
  orders: (most = 1000) => everything<Order>('/api/orders', most),
  /** The order with this number among the caller's own, null when there is none; newer ones are found sooner. */
  async order(orderId: string): Promise<Order | null> {
    for (let page = 0, seen = 0; ; page++) {
      const answer = await request<Page<Order>>(`/api/orders?page=${page}&size=200`);
      const found = answer.items.find((each) => each.orderId === orderId);
      seen += answer.items.length;
      if (found || answer.items.length === 0 || seen >= answer.total) {
        return found ?? null;
      }
    }
  },
  cases: (most = 1000) => everything<CaseView>('/api/cases', most),
  tasks: (most = 1000) => everything<Task>('/api/tasks', most),
  tasksOf: (caseId: string) => request<Page<Task>>(`/api/tasks?caseId=${segment(caseId)}&page=0&size=50`),
  task: (taskId: string) => request<Task>(`/api/tasks/${segment(taskId)}`),
  complete: (taskId: string, values: Record<string, unknown>) =>
    request<void>(`/api/tasks/${segment(taskId)}/completion`, { method: 'POST', json: values }),
  case: (caseId: string) => request<CaseView>(`/api/cases/${segment(caseId)}`),
  /** The whole timeline, whether it comes as a plain list or as a page. */
  async timeline(caseId: string): Promise<TimelineItem[]> {
    const answer = await request<TimelineItem[] | Page<TimelineItem>>(`/api/cases/${segment(caseId)}/timeline?page=0&size=200`);
    return Array.isArray(answer) ? answer : answer.items;
  },
  open: (application: Record<string, unknown>, idempotencyKey: string) =>
    request<CaseView>('/api/cases', { method: 'POST', json: application, headers: { 'Idempotency-Key': idempotencyKey } }),
  /** The newest cases about an order that the caller may see. */
  casesAbout: (orderId: string) => request<Page<CaseView>>(`/api/cases?orderId=${segment(orderId)}&page=0&size=50`),
  propose: (proposal: Record<string, unknown>) => request<CaseView>('/api/negotiations', { method: 'POST', json: proposal }),
  settings: (merchantId: string) => request<Settings>(`/api/merchants/${segment(merchantId)}/settings`),
  saveSettings: (merchantId: string, settings: Settings) => request<Settings>(`/api/merchants/${segment(merchantId)}/settings`, { method: 'PUT', json: settings }),
  withdraw: (caseId: string) => request<void>(`/api/cases/${segment(caseId)}/withdrawal`, { method: 'POST', json: {} }),
  shorten: (caseId: string, dueAt: string) => request<void>(`/api/cases/${segment(caseId)}/deadline`, { method: 'PATCH', json: { dueAt } }),
  stepIn: (caseId: string, explanation: string) =>
    request<CaseView>(`/api/cases/${segment(caseId)}/intervention`, { method: 'POST', json: explanation ? { explanation } : {} }),
  handBack: (caseId: string) => request<CaseView>(`/api/cases/${segment(caseId)}/intervention`, { method: 'DELETE' }),
  ask: (caseId: string, question: string) =>
    request<void>(`/api/cases/${segment(caseId)}/information-request`, { method: 'POST', json: { question } }),
  account: (merchantId: string, page: number, size: number) =>
    request<Account>(`/api/merchants/${segment(merchantId)}/account?page=${page}&size=${size}`),
  vouchers: (page: number, size: number) => request<Page<Voucher>>(`/api/vouchers?page=${page}&size=${size}`),
  clock: () => request<{ now: string }>('/api/demo/clock'),
  moveClock: (move: { now: string } | { advance: string }) => request<{ now: string }>('/api/demo/clock', { method: 'POST', json: move }),

  /** Uploads an export. `progress` hears the part that has left, 0 … 1; the answer comes when the rows have been read. */
  importOrders(file: File, owner: { merchantId: string; buyerId: string }, progress: (part: number) => void, stop: AbortSignal): Promise<ImportResult> {
    return new Promise((resolve, reject) => {
      const parameters = new URLSearchParams(Object.entries(owner).filter(([, value]) => value !== ''));
      const upload = new XMLHttpRequest();
      upload.open('POST', `/api/orders/import?${parameters}`);
      upload.setRequestHeader('X-REDRESS-CSRF', csrfToken());
      upload.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
      upload.setRequestHeader('Accept', 'application/json, application/problem+json');
      upload.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
      upload.upload.onload = () => progress(1);
      upload.onerror = () => reject(problemOf(0, null));
      upload.onabort = () => reject(new DOMException('stopped', 'AbortError'));
      upload.onload = () => {
        let body: unknown = null;
        try {
          body = JSON.parse(upload.responseText);
        } catch {
          // no JSON: the status alone has to tell
        }
        if (upload.status === 401) {
          signedOut.listener();
        }
        upload.status >= 200 && upload.status < 300 ? resolve(body as ImportResult) : reject(problemOf(upload.status, body));
      };
      stop.addEventListener('abort', () => upload.abort());
      const parts = new FormData();
      parts.append('file', file);
      upload.send(parts);
    });
  },
};

export { Problem };
