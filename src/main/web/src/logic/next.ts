/**
 * Where to go after signing in: a path of this very server, or null for anything that could lead elsewhere
 * (`https://…`, `//host`, `/\host`, control characters).
 */
export function safeNext(wanted: string | null | undefined, origin: string): string | null {
  if (!wanted || !/^\/(?![/\\])/.test(wanted) || /[\u0000-\u0020\u007f\\]/.test(wanted)) {
    return null;
  }
  try {
    const address = new URL(wanted, origin);
    return address.origin === origin ? address.pathname + address.search + address.hash : null;
  } catch {
    return null;
  }
}
