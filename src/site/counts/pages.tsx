import { csvFile } from '../../kernel/csv.ts';
import { writeDate } from '../../kernel/dates.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { download, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { countsPaths } from './paths.ts';
import { readPeriod } from './period.ts';
import { daysOfUse, fileMost, linesOfUse, pagesViewed, thingsUsed, wordsSearched } from './queries.ts';
import { countsTexts, pageName } from './texts.ts';
import { CountsView } from './view.tsx';

const officers = onlyFor('programme_officer', 'programme_head', 'leader', 'inspector');

export const countsRoutes: readonly Route[] = [
  pageRoute('counts.show', countsPaths.show, officers, showCounts),
  download('counts.file', countsPaths.file, officers, sendFile),
];

async function showCounts(call: Call): Promise<Response> {
  const { language: lang, today } = call;
  const { db } = call.services;
  const asked = readPeriod((name) => call.query(name), today);
  const { period } = asked;
  const [days, pages, things, searched, missed] = await Promise.all([
    daysOfUse(db, period),
    pagesViewed(db, period),
    thingsUsed(db, period),
    wordsSearched(db, period, 'asked'),
    wordsSearched(db, period, 'missed'),
  ]);
  return page(
    call,
    { title: countsTexts(lang).title, active: 'desk', wide: true },
    <CountsView {...{ lang, today, asked, days, pages, things, searched, missed }} />,
  );
}

async function sendFile(call: Call): Promise<Response> {
  const lang = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const { period, errors } = readPeriod((name) => call.query(name), call.today);
  if (Object.keys(errors).length > 0) return seeOther(call, `${countsPaths.show}${call.url.search}`);
  const t = countsTexts(lang);
  const { columns } = t;
  const lines = await linesOfUse(call.services.db, period);
  const rows = lines
    .slice(0, fileMost)
    .map(({ day, what, page: route, thing, times }) => [
      writeDate(day),
      t.what[what],
      pageName(route)[lang],
      thing,
      String(times),
    ]);
  const head = [columns.day, columns.what, columns.page, columns.thing, columns.times];
  return new Response(csvFile([head, ...rows, ...(lines.length > fileMost ? [[t.cut]] : [])]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="luot-dung-${period.from}-${period.to}.csv"`,
    },
  });
}
