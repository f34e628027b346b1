/** One value that breaks a rule. */
export interface FieldFault {
  field: string;
  message: string;
  clause?: string | null;
}

/** A "no" of the server (RFC 9457), or of the way to it (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The last word of the problem's `type`, such as `window-closed`. */
    readonly type: string,
    /** A sentence for a person; empty when the server gave none. */
    readonly detail: string,
    readonly clause: string | null,
    readonly fields: FieldFault[],
    /** Whether the server says that it is a demonstration. */
    readonly demo: boolean,
  ) {
    super(detail || `${status} ${type}`);
    this.name = 'Problem';
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the answer's body, whatever it is: a problem document, another JSON value, or nothing at all. */
export function problemOf(status: number, body: unknown): Problem {
  const document = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const listed = document.errors ?? document.fields;
  const fields: FieldFault[] = (Array.isArray(listed) ? listed : [])
    .filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    .map((each) => ({
      field: text(each.field) || text(each.name),
      message: text(each.message) || text(each.detail) || text(each.reason),
      clause: text(each.clause) || null,
    }));
  const type = text(document.type).split('/').pop() || '';
  return new Problem(
    status,
    type === 'about:blank' ? '' : type,
    text(document.detail),
    text(document.clause) || null,
    fields,
    document.demo === true,
  );
}

/** The key of the sentence that explains a problem whose server gave no `detail`. */
export function fallbackKey(problem: Problem): string {
  if (problem.status === 0) {
    return 'problem.unreachable';
  }
  const known = [400, 401, 403, 404, 409, 413, 415, 422, 429];
  return known.includes(problem.status) ? `problem.${problem.status}` : 'problem.other';
}
