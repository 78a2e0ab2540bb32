import { createHash } from 'node:crypto';
import { visitor } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { printPage } from '../../office/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { networkOf } from '../../platform/http/network.ts';
import { anyone, download, type Route } from '../../platform/http/route.ts';
import { formatDate } from '../../ui/format.ts';
import { localPath } from '../../ui/site-links.ts';
import { texts } from '../../ui/texts/texts.ts';
import { attachmentHeaders } from './file-headers.ts';
import { printTexts } from './printout-texts.ts';

const fileName = 'ban-in.pdf';
const languageName = 'ngon-ngu';

/** The address of a page's printout; `query` as the page has it. */
export function printoutOf(lang: Language, path: string, query = ''): string {
  const asked = new URLSearchParams(query);
  if (lang === 'en') asked.set(languageName, lang);
  return asked.size === 0 ? `${path}/${fileName}` : `${path}/${fileName}?${asked}`;
}

/**
 * A public page as a PDF: whatever `show` answers to a visitor, put on sheets. So a printout says what the page says,
 * and what the page may not show is on no sheet.
 */
export function printout(name: string, path: string, show: Route['handle']): Route {
  const route = download(name, path, anyone, async (call) => {
    const shown = onPaper(call);
    const answer = await show(shown);
    // the code was spelled otherwise: the page itself says how
    if (answer.status === 303 || answer.status === 301) return answer;
    if (answer.status !== 200) throw notFound();
    const html = await answer.text();
    const bytes = await call.reads.remember(`printout ${shown.language} ${shown.path}`, () =>
      written(shown, html),
    );
    return file(call, bytes);
  });
  return { ...route, costly: 'always' };
}

/** The same request for the page itself, by nobody in particular. */
function onPaper(call: Call): Call {
  const language = call.query(languageName) === 'en' ? 'en' : 'vi';
  const asked = new URLSearchParams(call.url.searchParams);
  asked.delete(languageName);
  asked.delete('trang');
  const bare = call.url.pathname.slice(0, -`/${fileName}`.length);
  const path = asked.size === 0 ? bare : `${bare}?${asked}`;
  const url = new URL(path, call.services.config.baseUrl);
  // a printout is counted as taken, and its words as searched for on the page
  const searched = () => undefined;
  return {
    ...call,
    language,
    path,
    url,
    actor: visitor,
    csrfToken: '',
    notice: null,
    onPaper: true,
    searched,
  };
}

async function written(
  { services, language, path, today, address }: Call,
  html: string,
): Promise<Uint8Array> {
  const { config, installation } = services;
  const t = printTexts(language);
  const page = {
    html,
    site: [texts(language).site.name, installation.place].filter(Boolean).join(' '),
    mark: html.includes('class="ribbon"') ? t.illustrative : null,
    address: decodeURI(new URL(localPath(language, path), config.baseUrl).href),
    printed: t.printed(formatDate(language, today)),
  };
  const bytes = await printPage(page, networkOf(address));
  if (bytes === null)
    throw new Refusal('too_many', { vi: printTexts('vi').busy, en: printTexts('en').busy }, 30);
  return bytes;
}

function file({ url, param }: Call, bytes: Uint8Array): Response {
  const folder = url.pathname.split('/')[1] ?? '';
  const thing = param('code') || [folder, param('id')].filter(Boolean).join('-');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const headers = attachmentHeaders(`${thing}.pdf`, sha256, true);
  headers.set('content-length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
}
