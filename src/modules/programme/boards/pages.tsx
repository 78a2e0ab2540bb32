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
import { readCalendar } from '../../calendar/index.ts';
import { attachmentHeaders } from '../../documents/index.ts';
import { decidesDirectives } from '../directives/policy.ts';
import { directivesAsked } from '../directives/queries.ts';
import { agenciesOf, authoriseProgramme, mayDo, programmeReaders } from '../policy.ts';
import { listLetters } from '../urging-letters/queries.ts';
import { type BoardChartKey, boardChart, boardCharts, tasksOnTimeline } from './charts.ts';
import { type BoardFilters, boardFiltersIn, monthsShown } from './filters.ts';
import { LeaderBoard, namedOnScreen, WallBoard } from './leader-view.tsx';
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
import { boardTexts } from './texts.ts';
import { AllBoard, UnitBoard, UnitChoice } from './views.tsx';

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
  const units = await unitRows(db, filters);
  const ids = units.rows.map(({ id }) => id);
  const choices = await boardChoicesOf(db, filters, null);
  return page(
    call,
    { ...drawn(choices), title: boardTexts(lang).allTitle },
    <AllBoard
      {...{ lang, today, filters, units, choices, own: false }}
      counts={await stateCounts(db, filters)}
      months={await monthCounts(db, filters, ids, monthsShown(filters, today))}
      silent={await namedTasks(db, filters, 'silent')}
      awaiting={await namedTasks(db, filters, 'awaiting')}
      targets={await targetsInDanger(db, filters)}
    />,
  );
}

/** Figures of the whole for one screen. Five statements. */
async function leaderFigures(call: Call) {
  const { services, today } = call;
  authoriseProgramme(call.actor, 'read', null);
  const { db } = services;
  const filters = { ...boardFiltersIn(call), page: 1 };
  const until = [addDays(today, 7), addDays(today, 30)] as const;
  return {
    ...{ lang: call.language, today, filters, own: false, until },
    counts: await stateCounts(db, filters),
    due: await dueUntil(db, filters, today, until),
    units: (await unitRows(db, filters, namedOnScreen)).rows,
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
    { ...drawn(figures.choices), title: boardTexts(lang).wall },
    <WallBoard {...figures} {...{ refreshes, at: services.clock() }} />,
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
  const { db, config } = services;
  const choices = await boardChoicesOf(db, filters, own);
  const frame = drawn(choices);
  const board = { lang, today, filters, choices, own: own !== null };
  const name = choices.agencies.find(({ value }) => value === String(filters.agency))?.label;
  if (name === undefined) {
    const unchosen = { ...board, filters: { ...filters, agency: null } };
    return page(call, { ...frame, title: boardTexts(lang).unitTitle }, <UnitChoice {...unchosen} />);
  }
  const month = monthIn(readPeriod(call.query('thang')), filters, today);
  return page(
    call,
    { ...frame, ...contentTitle(name) },
    <UnitBoard
      {...{ ...board, name, month }}
      counts={await stateCounts(db, filters)}
      owed={await namedTasks(db, filters, 'owed', tasksOnTimeline)}
      silent={await namedTasks(db, filters, 'silent')}
      targets={await targetsInDanger(db, filters)}
      days={await dueDays(db, filters, month)}
      calendar={await readCalendar(db, config)}
      letters={(await issuedTo(call, filters.agency)).rows}
    />,
  );
}

/** What a file is asked for, with its title in words. Throws Refusal `not_found`. */
async function chartAsked(call: Call) {
  const lang: Language = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const { own, ...scope } = scopeOf(call);
  // who acts for none gets a file without figures, not one with those of all
  const filters = own === null ? scope.filters : { ...scope.filters, agency: scope.filters.agency ?? nobody };
  const asked = call.query('bieu-do') || 'tinh-trang';
  const key = Object.keys(boardCharts).find((one): one is BoardChartKey => one === asked);
  if (key === undefined) throw notFound();
  const { services, today } = call;
  const month = readPeriod(call.query('thang'));
  const found = await boardChart(services, { lang, today, filters, month }, key);
  const words = askedWords(lang, filters, await boardChoicesOf(services.db, filters, own));
  const title = [found.title, ...words].join(' · ');
  const source = boardTexts(lang).source(services.installation.operator, formatDate(lang, today));
  return { ...found, lang, key, title, source };
}

function fileAnswer(name: string, bytes: Uint8Array): Response {
  const headers = attachmentHeaders(name, createHash('sha256').update(bytes).digest('hex'), false);
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
  const { annex, title, source, key } = await chartAsked(call);
  const bytes = await composeTable({ ...annex, title, caption: source }, 'xlsx');
  return fileAnswer(`${key}-${call.today}.xlsx`, bytes);
}

const readers = onlyFor(...programmeReaders);

export const boardRoutes: readonly Route[] = [
  readPage('board.leader', boardPaths.leader, overseers, showLeader),
  readPage('board.wall', boardPaths.wall, overseers, showWall),
  readPage('board.all', boardPaths.all, overseers, showAll),
  readPage('board.unit', boardPaths.unit, readers, showUnit),
  download('board.picture', boardPaths.picture, readers, picture),
  download('board.sheet', boardPaths.sheet, readers, sheet),
];
