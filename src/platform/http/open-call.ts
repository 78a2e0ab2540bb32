import { randomUUID } from 'node:crypto';
import { visitor } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import type { Services } from '../services.ts';
import { readNotice } from './answer.ts';
import type { Call } from './call.ts';
import { readCookies } from './cookies.ts';
import { forgedPost } from './foreign-posts.ts';
import { type FormFields, readForm } from './form.ts';
import type { PublicReads } from './public-reads.ts';
import { sameToken } from './session-cookie.ts';
import { readUpload } from './upload.ts';
import type { Search } from './uses.ts';

/** What a handler is given of a request, before it is known who asks. */
export function openCall(
  services: Services,
  request: Request,
  params: Record<string, string>,
  {
    address,
    reads,
    searches,
    cookies: sent,
  }: {
    readonly address: string;
    readonly reads: PublicReads;
    /** What is filled meanwhile: words searched for, and cookies that go along. */
    readonly searches: Search[];
    readonly cookies: string[];
  },
): Call {
  const url = new URL(request.url);
  const english = url.pathname === '/en' || url.pathname.startsWith('/en/');
  const path = english ? url.pathname.slice(3) || '/' : url.pathname;
  const cookies = readCookies(request.headers.get('cookie'));
  // read once: also who is asked for proof first finds the form again
  let posted: Promise<FormFields> | undefined;
  const call: Call = {
    services,
    request,
    url,
    path: `${path}${url.search}`,
    language: english ? 'en' : 'vi',
    actor: visitor,
    csrfToken: '',
    notice: readNotice(services.config, cookies),
    requestId: randomUUID(),
    today: localDateOf(services.clock()),
    address,
    onPaper: false,
    reads,
    searched: (words, found) => searches.push({ words, found }),
    setCookie: (cookie) => sent.push(cookie),
    param: (name) => params[name] ?? '',
    query: (name) => (url.searchParams.get(name) ?? '').replaceAll('\u0000', '').normalize('NFC').trim(),
    queries: (name) =>
      url.searchParams.getAll(name).map((value) => value.replaceAll('\u0000', '').normalize('NFC').trim()),
    async form() {
      posted ??= readForm(request);
      const fields = await posted;
      refuseStaleForm(this, fields.get('_csrf') || (request.headers.get('x-csrf-token') ?? ''));
      return fields;
    },
    async upload(limits) {
      const upload = await readUpload(request, services.files, limits);
      refuseStaleForm(this, upload.fields.get('_csrf') || (request.headers.get('x-csrf-token') ?? ''));
      return upload;
    },
  };
  return call;
}

function refuseStaleForm(call: Call, token: string): void {
  if (call.actor.kind === 'account' && !sameToken(call.csrfToken, token)) throw forgedPost();
}
