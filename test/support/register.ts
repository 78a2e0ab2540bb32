import { system } from '../../src/kernel/actor.ts';
import { documentPage } from '../../src/modules/documents/document-page.tsx';
import { registerDocument } from '../../src/modules/documents/register.ts';
import { documentRoutes } from '../../src/modules/documents/routes.ts';
import { publicPage } from '../../src/platform/http/route.ts';
import { openTestApp, type Session, type TestApp } from './app.ts';
import { citing, keepFile, readingOf } from './documents.ts';

/** The register of documents with its people, and what they do there again and again. */
export interface Register {
  readonly app: TestApp;
  readonly officer: Session;
  readonly head: Session;
  readonly inspector: Session;
  /** The officer brings in a text file. */
  upload(content: string, name?: string): Promise<Response>;
  /** A draft with its file, as an upload leaves it, without the seconds reading takes. */
  draftWithFile(number: string): Promise<number>;
  /** The page of one document in the register; the officer’s unless said otherwise. */
  reviewOf(id: number, as?: Session): Promise<{ readonly response: Response; readonly html: string }>;
}

/** Where the register stands. */
export const work = '/ban-lam-viec/van-ban';

export async function openRegister(): Promise<Register> {
  const app = await openTestApp([
    ...documentRoutes,
    publicPage('document.read', '/van-ban/:id', (call) => documentPage(call)),
  ]);
  const officer = await app.signIn('programme_officer');
  return {
    app,
    officer,
    head: await app.signIn('programme_head'),
    inspector: await app.signIn('inspector'),
    upload: async (content, name) =>
      app.fetch(`${work}/them`, { as: officer, upload: { files: { file: textFile(content, name) } } }),
    async draftWithFile(number) {
      const { services } = app;
      const { id } = await registerDocument(services, system, {
        reading: readingOf({ number, date: '2025-05-28', citations: [citing({ number: '57-NQ/TW' })] }),
        file: await keepFile(services, number),
      });
      return id;
    },
    async reviewOf(id, as = officer) {
      const response = await app.fetch(`${work}/${id}`, { as });
      return { response, html: await response.text() };
    },
  };
}

export const textFile = (content: string, name = 'ke-hoach.txt') =>
  new File([content], name, { type: 'text/plain' });

/** The document a post leads to. */
export const idOf = (response: Response) =>
  Number(/\/van-ban\/(\d+)$/.exec(response.headers.get('location') ?? '')?.[1]);

/** The fields of the first form with a version or form key, as a browser would send them. */
export function formFields(html: string): Record<string, string> {
  const form = html.split('<form').find((part) => /name="(version|formKey)"/.test(part)) ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    const box = /type="checkbox"/.test(tag);
    if (name && name !== '_csrf' && (!box || / checked/.test(tag)))
      fields[name] = decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, value] of form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)) {
    if (name) fields[name] = decoded(value ?? '');
  }
  for (const [, name, options] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    if (name) fields[name] = /<option(?=[^>]* selected)[^>]*value="([^"]*)"/.exec(options ?? '')?.[1] ?? '';
  }
  return fields;
}

const decoded = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
