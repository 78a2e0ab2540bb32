import { createHash } from 'node:crypto';
import { holds } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/text.ts';
import { composeTable } from '../../office/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { anyone, download, publicPage, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { attachmentHeaders, printout } from '../documents/index.ts';
import { calendarOf, specialDays, yearOf, yearsAround } from './calendar.ts';
import { calendarAnnex } from './files.ts';
import { type CalendarForm, calendarForms, calendarPaths } from './paths.ts';
import { calendarReaders } from './policy.ts';
import { type CheckedYear, checkedYears, citedSources, keptDays } from './queries.ts';
import { calendarTexts } from './texts.ts';
import { PublicCalendar, type YearProps } from './views.tsx';

/** The year asked for, within those that are kept; otherwise this one. */
export function readYear(call: Call): number {
  const { first, last } = yearsAround(call.today);
  const asked = /^\d{4}$/.test(call.query('nam')) ? Number(call.query('nam')) : 0;
  return asked >= first && asked <= last ? asked : yearOf(call.today);
}

/** All that a page tells of a year. Three statements. */
export async function yearOfCalendar(
  call: Call,
  publicOnly: boolean,
): Promise<YearProps & { readonly allChecked: ReadonlyMap<number, CheckedYear> }> {
  const { language: lang, today, services } = call;
  const { db, config } = services;
  const year = readYear(call);
  const kept = await keptDays(db);
  const days = specialDays(year, kept, config.calendar);
  const sources = days.flatMap((one) => (one.kept ? [one.kept.source] : []));
  const allChecked = await checkedYears(db);
  return {
    ...{ lang, year, today, days, calendar: calendarOf(kept, config.calendar) },
    cited: await citedSources(db, sources, publicOnly),
    ...{ allChecked, checked: allChecked.get(year) ?? null },
  };
}

async function showCalendar(call: Call): Promise<Response> {
  const t = calendarTexts(call.language);
  const { allChecked: _allChecked, ...shown } = await yearOfCalendar(call, true);
  return page(
    call,
    { title: t.ofYear(shown.year), description: t.description },
    <PublicCalendar {...shown} onPaper={call.onPaper} office={holds(call.actor, ...calendarReaders)} />,
  );
}

const file =
  (form: CalendarForm) =>
  async (call: Call): Promise<Response> => {
    const lang: Language = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
    const year = readYear(call);
    const kept = await keptDays(call.services.db);
    const annex = calendarAnnex(lang, year, specialDays(year, kept, call.services.config.calendar));
    const bytes = await composeTable(annex, form);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const headers = attachmentHeaders(`lich-lam-viec-${year}.${form}`, sha256, true);
    headers.set('content-length', String(bytes.length));
    return new Response(new Uint8Array(bytes), { headers });
  };

export const publicCalendarRoutes: readonly Route[] = [
  publicPage('calendar.show', calendarPaths.show(), showCalendar),
  printout('calendar.print', '/lich-lam-viec/ban-in.pdf', showCalendar),
  ...calendarForms.map((form) => ({
    ...download(`calendar.${form}`, `/lich-lam-viec/lich-lam-viec.${form}`, anyone, file(form)),
    costly: 'always' as const,
  })),
];
