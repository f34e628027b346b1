/** A file of which the server has a small picture. */
export interface Picture { evidenceId: string; fileName: string }

/** The pictures among some files, in the same order, each once. */
export function picturesOf(files: readonly (Picture & { hasPreview: boolean })[]): Picture[] {
  return files.filter((file, at) => file.hasPreview && files.findIndex((each) => each.evidenceId === file.evidenceId) === at);
}

/** The picture before (-1) or after (1) this one; null = there is none. */
export function besides(pictures: readonly Picture[], evidenceId: string, by: -1 | 1): Picture | null {
  const at = pictures.findIndex((each) => each.evidenceId === evidenceId);
  return (at < 0 ? null : pictures[at + by]) ?? null;
}
