import { reactive } from 'vue';
import type { Issuer } from './logic/issuers';
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
  /** Null where goods of this category are never repaired (RP-03); `until` null = no end yet. */
  repair?: { until: string | null } | null;
  /** For buyers (ST-04). */
  merchantPhone?: string | null;
  /** What the merchant promised about after-sales, oldest first (RP-05). */
  promises?: { source: string; madeAt: string; until: string; note?: string | null }[];
  merchantPromisedUntil?: string | null;
}

export interface ReturnAddress { addressId?: string | null; street: string; receiver: string; phone: string; default: boolean }

/** A merchant's after-sales settings; `complete` is the server's word on whether something is missing. */
export interface Settings {
  merchantId?: string; phones: { landline?: string | null; mobile?: string | null }; returnAddresses: ReturnAddress[]; promisedHours?: number | null; complete?: boolean;
}

export interface CaseView {
  caseId: string; orderId: string; merchantId: string; buyerId: string; type: string; ruleset: string; status: string;
  platformStatus?: string | number | null; reason: string; amount: string | null; quantity?: number; refundedAmount?: string | null; openedAt: string;
  closedAt?: string | null; pausedAt?: string | null; /** Until when the reader may appeal against the judgement. */ appealUntil?: string | null; deadline?: { step: string; whose: string; dueAt: string | null } | null; description?: string | null;
}

export interface Task {
  taskId: string; step: string; /** null = a step of a complaint without a case. */ caseId: string | null; complaintId?: string; name: string; whose: string; dueAt?: string | null;
  form: Record<string, unknown> | null; data: Record<string, unknown> | null;
}

export interface Voucher {
  voucherId: string; kind: string; amount: string; usable: string; status: string; issuedAt: string; validUntil: string;
  caseId?: string | null; clause: string;
}

/** A file put forward in a case; `side` is buyer, merchant or agent. */
export interface Evidence {
  evidenceId: string; side: string; uploadedBy: string; actingUser?: string; fileName: string; mediaType: string; size: number; sha256: string; uploadedAt: string;
  /** false = what this reader downloads lacks where, when and with what it was taken. */
  asUploaded: boolean;
  /** There is a small picture of it. */
  hasPreview: boolean;
}

export interface RoundFile { evidenceId: string; fileName: string; mediaType: string; size: number; uploadedAt: string; named: boolean; hasPreview: boolean }

export interface RoundSide { asked: boolean; statement?: string; statedAt?: string; files: RoundFile[] }

/** A round of evidence as the reader may see it. */
export interface EvidenceRound { number: number; question?: string; openedAt: string; closedAt?: string; buyer: RoundSide; merchant: RoundSide }

export interface Complaint {
  complaintId: string; orderId: string; caseId?: string | null; merchantId: string; buyerId: string; subject: string; description: string; status: string;
  openedAt: string; dueAt?: string | null; closedAt?: string | null; reply?: string | null; liableParty?: string | null; amount?: string | null; paidAt?: string | null;
  timeline?: TimelineItem[];
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
async function everything<T>(path: string, most: number, filter = ''): Promise<{ items: T[]; total: number }> {
  const size = 200;
  const items: T[] = [];
  let total = 0;
  for (let page = 0; items.length < most; page++) {
    const answer = await request<Page<T>>(`${path}?page=${page}&size=${size}${filter}`);
    items.push(...answer.items);
    total = answer.total ?? items.length;
    if (answer.items.length === 0 || items.length >= total) {
      break;
    }
  }
  return { items: items.slice(0, most), total };
}

/** Sends one file. `progress` hears the part that has left, 0 … 1; the answer comes when the server has read it. */
function upload<T>(path: string, file: File, progress: (part: number) => void, stop: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const upload = new XMLHttpRequest();
    upload.open('POST', path);
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
      upload.status >= 200 && upload.status < 300 ? resolve(body as T) : reject(problemOf(upload.status, body));
    };
    stop.addEventListener('abort', () => upload.abort());
    const parts = new FormData();
    parts.append('file', file);
    upload.send(parts);
  });
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
  /** The caller's cases; of one status or waiting for one side only, where that is said. */
  cases: (most = 1000, { status = '', waitingFor = '' } = {}) => everything<CaseView>('/api/cases', most,
    (status && `&status=${encodeURIComponent(status)}`) + (waitingFor && `&waitingFor=${encodeURIComponent(waitingFor)}`)),
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
  promised: (orderId: string, promise: Record<string, unknown>) => request<Order>(`/api/orders/${segment(orderId)}/promises`, { method: 'POST', json: promise }),
  settings: (merchantId: string) => request<Settings>(`/api/merchants/${segment(merchantId)}/settings`),
  saveSettings: (merchantId: string, settings: Settings) => request<Settings>(`/api/merchants/${segment(merchantId)}/settings`, { method: 'PUT', json: settings }),
  withdraw: (caseId: string) => request<void>(`/api/cases/${segment(caseId)}/withdrawal`, { method: 'POST', json: {} }),
  shorten: (caseId: string, dueAt: string) => request<void>(`/api/cases/${segment(caseId)}/deadline`, { method: 'PATCH', json: { dueAt } }),
  stepIn: (caseId: string, explanation: string) =>
    request<CaseView>(`/api/cases/${segment(caseId)}/intervention`, { method: 'POST', json: explanation ? { explanation } : {} }),
  handBack: (caseId: string) => request<CaseView>(`/api/cases/${segment(caseId)}/intervention`, { method: 'DELETE' }),
  ask: (caseId: string, question: string) =>
    request<void>(`/api/cases/${segment(caseId)}/information-request`, { method: 'POST', json: { question } }),
  evidence: (caseId: string) => request<Page<Evidence>>(`/api/cases/${segment(caseId)}/evidence`),
  evidenceRounds: (caseId: string) => request<Page<EvidenceRound>>(`/api/cases/${segment(caseId)}/evidence-rounds`),
  evidencePath: (caseId: string, evidenceId: string) => `/api/cases/${segment(caseId)}/evidence/${segment(evidenceId)}`,
  previewPath: (caseId: string, evidenceId: string) => `/api/cases/${segment(caseId)}/evidence/${segment(evidenceId)}/preview`,
  addEvidence: (caseId: string, file: File, progress: (part: number) => void, stop: AbortSignal) =>
    upload<Evidence>(`/api/cases/${segment(caseId)}/evidence`, file, progress, stop),
  /** An agent has found a breach (RP-20, RP-21). */
  breach: (caseId: string, clause: string, explanation: string) =>
    request<CaseView>(`/api/cases/${segment(caseId)}/breach`, { method: 'POST', json: { clause, explanation } }),
  issuers: () => request<Page<Issuer>>('/api/report-issuers'),
  saveIssuer: (issuer: Issuer) => request<Issuer>(`/api/report-issuers/${segment(issuer.issuerId)}`, { method: 'PUT', json: issuer }),
  appeal: (caseId: string, explanation: string, evidenceIds: string[]) =>
    request<CaseView>(`/api/cases/${segment(caseId)}/appeal`, { method: 'POST', json: { explanation, evidenceIds } }),
  recall: (caseId: string, explanation: string) =>
    request<void>(`/api/cases/${segment(caseId)}/interception`, { method: 'POST', json: { explanation } }),
  account: (merchantId: string, page: number, size: number) =>
    request<Account>(`/api/merchants/${segment(merchantId)}/account?page=${page}&size=${size}`),
  vouchers: (page: number, size: number) => request<Page<Voucher>>(`/api/vouchers?page=${page}&size=${size}`),
  complain: (complaint: Record<string, unknown>, idempotencyKey: string) =>
    request<Complaint>('/api/complaints', { method: 'POST', json: complaint, headers: { 'Idempotency-Key': idempotencyKey } }),
  complaints: (page: number, size: number) => request<Page<Complaint>>(`/api/complaints?page=${page}&size=${size}`),
  complaint: (complaintId: string) => request<Complaint>(`/api/complaints/${segment(complaintId)}`),
  clock: () => request<{ now: string }>('/api/demo/clock'),
  moveClock: (move: { now: string } | { advance: string }) => request<{ now: string }>('/api/demo/clock', { method: 'POST', json: move }),

  /** Uploads an export of a shop's back office. */
  importOrders(file: File, owner: { merchantId: string; buyerId: string }, progress: (part: number) => void, stop: AbortSignal): Promise<ImportResult> {
    const parameters = new URLSearchParams(Object.entries(owner).filter(([, value]) => value !== ''));
    return upload(`/api/orders/import?${parameters}`, file, progress, stop);
  },
};

export { Problem };
