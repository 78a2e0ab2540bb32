import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { composeTable } from '../../../office/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import { anyone, download, publicPage, type Route } from '../../../platform/http/route.ts';
import { svgFile } from '../../../ui/charts/svg-file.tsx';
import { formatDate } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { texts } from '../../../ui/texts/texts.ts';
import { listOpenTasks, tasksPerPage } from '../public/task-queries.ts';
import { sheetToTake } from './chart.ts';
import { boardChart } from './charts.ts';
import { communeCounts } from './commune-queries.ts';
import { metricIn, monthsShown, viewIn } from './filters.ts';
import { filtersOf, openAskedIn, openLinks, openListIn, tasksAsked } from './open-asked.ts';
import { openChoicesOf, partRows } from './open-queries.ts';
import { OpenBoard, OpenTargets, OpenTasks, OpenTimes, openWords } from './open-views.tsx';
import { chartKeyIn, fileAnswer, partsAsked, timesOf } from './pages.tsx';
import { openBoardPaths } from './paths.ts';
import { monthCounts, stateCounts, unitRows } from './queries.ts';
import { drawnTargets } from './target-queries.ts';
import { boardTexts } from './texts.ts';

async function askedBy(call: Call) {
  const { services, language: lang, today } = call;
  const asked = openAskedIn(call);
  const choices = await openChoicesOf(services.db, lang, asked);
  return { lang, today, asked, choices, licence: services.config.openDataLicence };
}

async function showBoard(call: Call): Promise<Response> {
  const { db } = call.services;
  const board = await askedBy(call);
  const { lang, today, asked, choices } = board;
  const filters = filtersOf(lang, asked, choices);
  const view = viewIn(call);
  const links = openLinks(lang, asked, view);
  const t = boardTexts(lang).open;
  const frame = {
    ...({ title: t.title, description: t.lead, active: 'plans', wide: true, charts: true } as const),
    illustrative: choices.illustrative,
  };
  if (view === 'thoi-gian')
    return page(call, frame, <OpenTimes {...{ ...board, links }} {...(await timesOf(call, filters))} />);
  if (view === 'chi-tieu') {
    const targets = await drawnTargets(db, filters, { page: filters.page, lang, today });
    return page(call, frame, <OpenTargets {...{ ...board, links, targets, page: filters.page }} />);
  }
  const units = await unitRows(db, filters);
  const ids = units.rows.map(({ id }) => id);
  return page(
    call,
    frame,
    <OpenBoard
      {...{ ...board, filters, links, units, metric: metricIn(call) }}
      counts={await stateCounts(db, filters)}
      parts={await partRows(db, filters)}
      months={await monthCounts(db, filters, ids, monthsShown(filters, today))}
      communes={await communeCounts(db, filters)}
    />,
  );
}

async function showTasks(call: Call): Promise<Response> {
  const board = await askedBy(call);
  const list = openListIn(call);
  const found = await listOpenTasks(call.services.db, tasksAsked(board.asked, list), {
    ...{ limit: tasksPerPage, offset: (board.asked.page - 1) * tasksPerPage, order: 'han' },
  });
  const t = boardTexts(call.language).open;
  return page(
    call,
    {
      ...{ title: t.tasks, description: t.tasksLead, active: 'plans' },
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <OpenTasks {...{ ...board, list, found }} />,
  );
}

/** What a file is asked for, with its title in words, its source and the licence. Throws Refusal `not_found`. */
async function chartAsked(call: Call) {
  const lang: Language = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const { services, today } = call;
  const asked = openAskedIn(call);
  const choices = await openChoicesOf(services.db, lang, asked);
  const filters = filtersOf(lang, asked, choices);
  const key = chartKeyIn(call);
  const links = openLinks(lang, asked, 'tong-quan');
  const found = await boardChart(services, { lang, today, filters, links, ...partsAsked(call) }, key);
  const { illustrativeMark } = texts(lang);
  const words = [...openWords(lang, asked, choices), ...(choices.illustrative ? [illustrativeMark] : [])];
  const from = boardTexts(lang).source(services.installation.operator, formatDate(lang, today));
  return {
    ...{ ...found, lang, key, title: [found.title, ...words].join(' · ') },
    source: `${from}. ${boardTexts(lang).open.licence} ${services.config.openDataLicence}`,
  };
}

async function picture(call: Call): Promise<Response> {
  const { chart, lang, title, source, key } = await chartAsked(call);
  if (chart === null) throw notFound();
  const bytes = Buffer.from(svgFile({ lang, title, source }, chart));
  return fileAnswer(`${key}-${call.today}.svg`, bytes, true);
}

async function sheet(call: Call): Promise<Response> {
  const { lang, title, source, key, ...found } = await chartAsked(call);
  const bytes = await composeTable(sheetToTake(lang, found, title, source), 'xlsx');
  return fileAnswer(`${key}-${call.today}.xlsx`, bytes, true);
}

const costly = { costly: 'always' } as const;

/** Before the pages of plans, whose codes stand in the same place. */
export const openBoardRoutes: readonly Route[] = [
  publicPage('board.open', openBoardPaths.board, showBoard),
  publicPage('board.open_tasks', openBoardPaths.tasks, showTasks),
  { ...download('board.open_picture', openBoardPaths.picture, anyone, picture), ...costly },
  { ...download('board.open_sheet', openBoardPaths.sheet, anyone, sheet), ...costly },
];
