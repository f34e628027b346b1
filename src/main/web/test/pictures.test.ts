import { describe, expect, it, vi } from 'vitest';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { i18n } from '../src/i18n';
import { besides, picturesOf } from '../src/logic/pictures';
import PictureThumb from '../src/parts/PictureThumb.vue';
import RoundList from '../src/parts/RoundList.vue';
import type { EvidenceRound, RoundFile } from '../src/api';

// the language is chosen when the words are loaded, and Node 20 has no browser to ask
vi.hoisted(() => vi.stubGlobal('navigator', { language: 'en' }));

const file = (evidenceId: string, fileName: string, hasPreview: boolean): RoundFile =>
  ({ evidenceId, fileName, hasPreview, mediaType: hasPreview ? 'image/png' : 'application/pdf', size: 5, uploadedAt: '2026-11-22T00:00:00Z', named: false });
const drawn = (part: Parameters<typeof createSSRApp>[0], props: Record<string, unknown>) => {
  const app = createSSRApp(part, props).use(i18n);
  ['ElDialog', 'ElButton'].forEach((name) => app.component(name, { render: () => null }));
  return renderToString(app);
};

describe('the pictures among some files', () => {
  const files = [file('a', 'a.png', true), file('b', 'b.pdf', false), file('c', 'c.jpg', true), file('a', 'a.png', true)];
  it('are those that the server has made small, each once', () => {
    expect(picturesOf(files).map((each) => each.evidenceId)).toEqual(['a', 'c']);
  });
  it('have one before and one after them, but for the ends', () => {
    const pictures = picturesOf(files);
    expect(besides(pictures, 'a', 1)?.evidenceId).toBe('c');
    expect(besides(pictures, 'c', -1)?.evidenceId).toBe('a');
    expect(besides(pictures, 'a', -1)).toBeNull();
    expect(besides(pictures, 'c', 1)).toBeNull();
    expect(besides(pictures, 'gone', 1)).toBeNull();
  });
});

describe('a thumbnail', () => {
  it('keeps its place while the small picture, and never the file itself, is loaded', async () => {
    const html = await drawn(PictureThumb, { caseId: 'c 1', file: file('e/1', '<b>.png', true) });
    expect(html).toContain('src="/api/cases/c%201/evidence/e%2F1/preview"');
    expect(html).toContain('alt="&lt;b&gt;.png"');
    for (const each of ['width="88"', 'height="88"', 'loading="lazy"', 'decoding="async"', 'aria-label="Show &lt;b&gt;.png large"']) {
      expect(html).toContain(each);
    }
  });
  it('stands beside pictures only', async () => {
    const side = { asked: true, files: [file('a', 'a.png', true), file('b', 'b.pdf', false)] };
    const round: EvidenceRound = { number: 1, openedAt: '2026-11-22T00:00:00Z', buyer: side, merchant: { asked: true, files: [] } };
    const html = await drawn(RoundList, { rounds: [round], caseId: 'c-1' });
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain('/api/cases/c-1/evidence/a/preview');
    expect(html).toContain('href="/api/cases/c-1/evidence/b"');
  });
});
