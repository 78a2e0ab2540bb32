import { createHash } from 'node:crypto';
import { addDays } from '../../../kernel/dates.ts';
import { readPeriod } from '../../../kernel/periods.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { composeTable } from '../../../office/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import { download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { svgFile } from '../../../ui/charts/svg-file.tsx';
import { formatDate } from '../../../ui/format.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { readCalendar } from '../../calendar/index.ts';
import { readId } from '../../directory/index.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { mayLay } from '../communes/commands.ts';
import { decidesDirectives } from '../directives/policy.ts';
import { directivesAsked } from '../directives/queries.ts';
import { inspected, lookedOver } from '../looks.ts';
import { findPlan } from '../plans/queries.ts';
import { agenciesOf, authoriseProgramme, mayDo, programmeReaders } from '../policy.ts';
import { listLetters } from '../urging-letters/queries.ts';
import { sheetToTake } from './chart.ts';
import { type BoardChartKey, boardCharts } from './chart-kinds.ts';
import { boardChart, tasksOnTimeline } from './charts.ts';
import { communeCounts } from './commune-queries.ts';
import {
  type BoardFilters,
  boardFiltersIn,
  metricIn,
  monthsShown,
  one,
  viewIn,
  withAsked,
} from './filters.ts';
import { LeaderBoard, namedOnScreen } from './leader-view.tsx';
import { officeLinks } from './links.ts';
import { boardPaths } from './paths.ts';
import {
  askedExtensions,
  type BoardChoices,
  boardChoicesOf,
  dueDays,
  dueUntil,
  monthCounts,
  namedTasks,
  stateCounts,
  targetCounts,
  targetsInDanger,
  unitRows,
} from './queries.ts';
import { askedWords, monthIn } from './shapes.ts';
import { drawnTargets } from './target-queries.ts';
import { boardTexts } from './texts.ts';
import type { Times } from './time-view.tsx';
import { AllBoard, AllTargets, AllTimes, PlanTargets, UnitBoard, UnitChoice, UnitTargets } from './views.tsx';
import { namedOnWall, WallBoard } from './wall-view.tsx';

/** Who looks at all units. */
const overseers = onlyFor('programme_officer', 'programme_head', 'leader', 'inspector');

/** The id of no organisation; 0 is “all” in the kept counts. */
const nobody = -1;

interface Scope {
  readonly filters: BoardFilters;
  /** null: of everybody. */
  readonly own: readonly number[] | null;
}

/** What the person may look at of what is asked for: an agency's officer their own agencies, the first unless they choose. */
function scopeOf(call: Call): Scope {
  const filters = boardFiltersIn(call);
  if (mayDo(call.actor, 'read', null)) return { filters, own: null };
  const own = agenciesOf(call.actor);
  const agency = filters.agency ?? own[0] ?? null;
  return { filters: { ...filters, agency: agency !== null && own.includes(agency) ? agency : null }, own };
}

/** The frame of every board. */
function drawn({ illustrative }: BoardChoices) {
  return { active: 'desk', wide: true, charts: true, illustrative } as const;
}

async function showAll(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  authoriseProgramme(call.actor, 'read', null);
  const { db } = services;
  const filters = boardFiltersIn(call);
  const choices = await boardChoicesOf(db, filters, null);
  const view = viewIn(call);
  const links = officeLinks(lang, filters, { path: boardPaths.all, view });
  const board = { lang, today, filters, choices, links, own: false };
  const frame = { ...drawn(choices), title: boardTexts(lang).allTitle };
  if (view === 'thoi-gian')
    return page(call, frame, <AllTimes {...board} {...(await timesOf(call, filters))} />);
  if (view === 'chi-tieu') {
    const targets = await drawnTargets(db, filters, { page: filters.page, lang, today });
    return page(call, frame, <AllTargets {...{ ...board, targets, page: filters.page }} />);
  }
  const units = await unitRows(db, filters);
  const ids = units.rows.map(({ id }) => id);
  return page(
    call,
    frame,
    <AllBoard
      {...{ ...board, units, metric: metricIn(call), mayLay: mayLay(call.actor) }}
      counts={await stateCounts(db, filters)}
      months={await monthCounts(db, filters, ids, monthsShown(filters, today))}
      silent={await namedTasks(db, filters, 'silent')}
      awaiting={await namedTasks(db, filters, 'awaiting')}
      targets={await targetsInDanger(db, filters)}
      communes={await communeCounts(db, filters)}
    />,
  );
}

/** When things are due, for a board. Three statements. */
export async function timesOf(call: Call, filters: BoardFilters): Promise<Times> {
  const { db, config } = call.services;
  const month = monthIn(readPeriod(call.query('thang')), filters, call.today);
  return {
    month,
    owed: await namedTasks(db, filters, 'owed', tasksOnTimeline),
    days: await dueDays(db, filters, month),
    calendar: await readCalendar(db, config),
  };
}

/** Figures of the whole for one screen. Five statements. */
async function leaderFigures(call: Call) {
  const { services, today } = call;
  authoriseProgramme(call.actor, 'read', null);
  const { db } = services;
  const filters = { ...boardFiltersIn(call), page: 1 };
  const until = [addDays(today, 7), addDays(today, 30)] as const;
  const units = await unitRows(db, filters, namedOnScreen);
  return {
    ...{ lang: call.language, today, filters, own: false, until },
    counts: await stateCounts(db, filters),
    due: await dueUntil(db, filters, today, until),
    ...{ units: units.rows, lateUnits: units.late },
    targetCounts: await targetCounts(db, filters),
    choices: await boardChoicesOf(db, filters, null),
  };
}

async function showLeader(call: Call): Promise<Response> {
  const { db } = call.services;
  const figures = await leaderFigures(call);
  return page(
    call,
    { ...drawn(figures.choices), title: boardTexts(call.language).leader },
    <LeaderBoard
      {...figures}
      late={await namedTasks(db, figures.filters, 'overdue', namedOnScreen)}
      extensions={await askedExtensions(db, figures.filters, namedOnScreen)}
      targets={await targetsInDanger(db, figures.filters, namedOnScreen)}
      directives={await directivesAsked(db, call.actor, call.today, namedOnScreen)}
      mayGive={decidesDirectives(call.actor)}
    />,
  );
}

/** Seconds after which the wall display is asked for anew. */
const wallSeconds = 120;

async function showWall(call: Call): Promise<Response> {
  const { services, language: lang } = call;
  const refreshes = call.query('lam-moi') !== 'khong';
  const figures = await leaderFigures(call);
  const answer = page(
    call,
    { ...drawn(figures.choices), title: boardTexts(lang).wall, screen: true },
    <WallBoard
      {...{ ...figures, refreshes, at: services.clock() }}
      late={await namedTasks(services.db, figures.filters, 'overdue', namedOnWall)}
    />,
  );
  // by the header, as it works without script; the page says how to stop it
  if (refreshes) answer.headers.set('refresh', String(wallSeconds));
  return answer;
}

/** The last letters issued to an agency, of those the reader may see. One statement. */
function issuedTo({ services, actor }: Call, agency: number | null) {
  const filters = { text: '', state: 'issued', agency, batch: '', page: 1 } as const;
  return listLetters(services.db, actor, filters, namedOnScreen);
}

async function showUnit(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  const { filters, own } = scopeOf(call);
  const { db } = services;
  const choices = await boardChoicesOf(db, filters, own);
  const frame = drawn(choices);
  const board = { lang, today, filters, choices, own: own !== null };
  const name = choices.agencies.find(({ value }) => value === String(filters.agency))?.label;
  if (name === undefined) {
    const unchosen = { ...board, filters: { ...filters, agency: null } };
    return page(call, { ...frame, title: boardTexts(lang).unitTitle }, <UnitChoice {...unchosen} />);
  }
  const view = viewIn(call) === 'chi-tieu' ? 'chi-tieu' : 'tong-quan';
  const links = officeLinks(lang, filters, { path: boardPaths.unit, view });
  const titled = { ...frame, ...contentTitle(name) };
  if (view === 'chi-tieu') {
    const targets = await drawnTargets(db, filters, { page: filters.page, lang, today });
    return page(call, titled, <UnitTargets {...{ ...board, links, name, targets, page: filters.page }} />);
  }
  const id = filters.agency ?? nobody;
  const months = monthsShown(filters, today);
  return page(
    call,
    titled,
    <UnitBoard
      {...{ ...board, links, name, monthsShown: months }}
      {...(await timesOf(call, filters))}
      unit={{ id, code: '', name, states: {}, total: 0 }}
      counts={await stateCounts(db, filters)}
      months={await monthCounts(db, filters, [id], months)}
      silent={await namedTasks(db, filters, 'silent')}
      targets={await targetsInDanger(db, filters)}
      letters={(await issuedTo(call, filters.agency)).rows}
    />,
  );
}

/** Which chart a file is asked for. Throws Refusal `not_found`. */
export function chartKeyIn(call: Call): BoardChartKey {
  const asked = call.query('bieu-do') || 'tinh-trang';
  const key = Object.keys(boardCharts).find((one): one is BoardChartKey => one === asked);
  if (key === undefined) throw notFound();
  return key;
}

export const partsAsked = (call: Call) => ({
  ...{
    month: readPeriod(call.query('thang')),
    metric: metricIn(call),
    target: call.query('ct').slice(0, 100),
  },
});

/** The targets of one plan against their trajectory; who does not look at all units takes none of it along as files. */
async function showPlanTargets(call: Call): Promise<Response> {
  const { services, actor, language: lang, today } = call;
  const { db } = services;
  const plan = await findPlan(db, actor, readId(call, 'id'), lang);
  const filters = { ...boardFiltersIn(call), plan: plan.id, group: null, agency: null };
  const path = boardPaths.planTargets(String(plan.id));
  const links = officeLinks(lang, filters);
  const t = boardTexts(lang);
  const targets = await drawnTargets(db, filters, { page: filters.page, lang, today });
  return page(
    call,
    { title: t.allTargets, active: 'desk', wide: true, charts: true, illustrative: plan.illustrative },
    <PlanTargets
      {...{ lang, today, targets, plan, page: filters.page }}
      links={{
        ...links,
        here: (others, at = 1) =>
          localPath(lang, withAsked(path, [...others, ...one('trang', at > 1 ? at : null)])),
        files: (key, others) => (mayDo(actor, 'read', null) ? links.files(key, others) : {}),
      }}
    />,
  );
}

/** What a file is asked for, with its title in words. Throws Refusal `not_found`. */
async function chartAsked(call: Call) {
  const lang: Language = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const { own, ...scope } = scopeOf(call);
  // who acts for none gets a file without figures, not one with those of all
  const agency = own === null ? scope.filters.agency : (scope.filters.agency ?? nobody);
  const filters = { ...scope.filters, lang, agency };
  const key = chartKeyIn(call);
  const { services, today } = call;
  const links = officeLinks(lang, filters);
  const found = await boardChart(services, { lang, today, filters, links, ...partsAsked(call) }, key);
  const words = askedWords(lang, filters, await boardChoicesOf(services.db, filters, own));
  const title = [found.title, ...words].join(' · ');
  const source = boardTexts(lang).source(services.installation.operator, formatDate(lang, today));
  return { ...found, lang, key, title, source };
}

export function fileAnswer(name: string, bytes: Uint8Array, open = false): Response {
  const headers = attachmentHeaders(name, createHash('sha256').update(bytes).digest('hex'), open);
  headers.set('content-length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
}

async function picture(call: Call): Promise<Response> {
  const { chart, lang, title, source, key } = await chartAsked(call);
  if (chart === null) throw notFound();
  const bytes = Buffer.from(svgFile({ lang, title, source }, chart));
  return fileAnswer(`${key}-${call.today}.svg`, bytes);
}

async function sheet(call: Call): Promise<Response> {
  const { lang, title, source, key, ...found } = await chartAsked(call);
  const bytes = await composeTable(sheetToTake(lang, found, title, source), 'xlsx');
  return fileAnswer(`${key}-${call.today}.xlsx`, bytes);
}

const readers = onlyFor(...programmeReaders);

export const boardRoutes: readonly Route[] = [
  readPage('board.leader', boardPaths.leader, overseers, showLeader),
  readPage('board.wall', boardPaths.wall, overseers, showWall),
  readPage('board.all', boardPaths.all, overseers, showAll),
  lookedOver('board', readPage('board.unit', boardPaths.unit, readers, showUnit)),
  inspected('plan', readPage('board.plan_targets', boardPaths.planTargets(':id'), readers, showPlanTargets)),
  lookedOver('board', download('board.picture', boardPaths.picture, readers, picture)),
  lookedOver('board', download('board.sheet', boardPaths.sheet, readers, sheet)),
];
