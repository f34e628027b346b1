import type { Problem } from './problem';

/** In bytes; the server counts the same. */
export const LARGEST_FILE = 20 * 1024 * 1024;
/** For the browser's file dialogue; what a file is, the server finds out by its content. */
export const FILE_TYPES = '.jpg,.jpeg,.png,.webp,.heic,.heif,.mp4,.m4v,.mov,.pdf';
/** What a phone offers for it: the camera, its pictures and videos, and documents. */
export const ACCEPTED = 'image/*,video/mp4,video/quicktime,application/pdf';
export const REPORT_TYPES = '.pdf,.jpg,.jpeg,.png,.webp,.heic,.heif';

export type FileFault = 'emptyFile' | 'tooLarge' | 'wrongType' | 'wrongContent' | 'enough' | 'roundClosed' | 'caseClosed';

/** "340 KB", "2.4 MB". */
export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** What is wrong with a file before it is sent; null = it may be sent. `types` are endings such as ".pdf,.png". */
export function fileFault(file: { name: string; size: number }, types: string): FileFault | null {
  const name = file.name.toLowerCase();
  if (!types.split(',').some((ending) => name.endsWith(ending))) {
    return 'wrongType';
  }
  return file.size === 0 ? 'emptyFile' : file.size > LARGEST_FILE ? 'tooLarge' : null;
}

/** What the server's "no" to a file means, in words that we have; null = the problem speaks for itself. */
export function refusedFile(problem: Problem): FileFault | null {
  if (problem.status === 413) {
    return 'tooLarge';
  }
  if (problem.type === 'enough-evidence') {
    return 'enough';
  }
  if (problem.type === 'round-closed' || problem.type === 'case-closed') {
    return problem.type === 'round-closed' ? 'roundClosed' : 'caseClosed';
  }
  // size, name and emptiness were looked at before: what is left is the content
  return problem.status === 422 && problem.fields.some((fault) => fault.field === 'file') ? 'wrongContent' : null;
}
