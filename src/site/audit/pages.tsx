import { notFound } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, download, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { chainState, requestChainCheck } from './check.ts';
import { EventPage } from './event-view.tsx';
import { auditFile, fileMost } from './file.ts';
import { type Asked, readFilters } from './filters.ts';
import { recordExport, recordSearch, recordView } from './looks.ts';
import { wholeEvent } from './one-event.ts';
import { auditPaths } from './paths.ts';
import { findEvents, searchSurroundings } from './search.ts';
import { auditTexts } from './texts.ts';
import { AuditPage } from './view.tsx';

const inspectors = onlyFor('inspector');

/** The log, for those whose work is to look: every look is recorded in the log itself. */
export const auditRoutes: readonly Route[] = [
  pageRoute('audit.search', auditPaths.search, inspectors, showSearch),
  download('audit.export', auditPaths.file, inspectors, sendFile),
  action('audit.check', auditPaths.check, inspectors, requestCheck),
  pageRoute('audit.show', '/kiem-tra/:seq', inspectors, showEvent),
];

async function showSearch(call: Call): Promise<Response> {
  const { db } = call.services;
  const asked = readFilters((name) => call.query(name));
  const wrong = isWrong(asked);
  const found = wrong ? null : await findEvents(db, call.actor, asked);
  const surroundings = await searchSurroundings(db, call.actor, asked);
  const chain = await chainState(db);
  if (!wrong) await recordSearch(call, asked);
  return page(
    call,
    { title: auditTexts(call.language).title, active: 'desk', wide: true, status: wrong ? 422 : 200 },
    <AuditPage
      lang={call.language}
      csrfToken={call.csrfToken}
      asked={asked}
      found={found}
      surroundings={surroundings}
      chain={chain}
    />,
  );
}

const isWrong = ({ errors }: Asked): boolean => errors.tu !== undefined || errors.den !== undefined;

async function sendFile(call: Call): Promise<Response> {
  const lang = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const asked = { ...readFilters((name) => call.query(name)), before: null };
  if (isWrong(asked)) return seeOther(call, `${auditPaths.search}${call.url.search}`);
  const { events, next } = await findEvents(call.services.db, call.actor, asked, fileMost);
  await recordExport(call, asked, events.length);
  return new Response(auditFile(lang, events, next !== null), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="nhat-ky-${call.today}.csv"`,
    },
  });
}

async function requestCheck(call: Call): Promise<Response> {
  await call.form();
  const t = auditTexts(call.language);
  const outcome = await requestChainCheck(call.services, call.actor);
  return seeOther(call, auditPaths.search, outcome === 'requested' ? t.requested : t.already);
}

async function showEvent(call: Call): Promise<Response> {
  const typed = call.param('seq');
  const seq = /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : 0;
  const event = await wholeEvent(call.services.db, call.actor, seq);
  if (!event) throw notFound();
  await recordView(call, seq);
  return page(
    call,
    { title: auditTexts(call.language).eventTitle(typed), active: 'desk', wide: true },
    <EventPage lang={call.language} event={event} />,
  );
}
