import { type LocalDate, readTypedDate } from '../../../kernel/dates.ts';
import { type Period, readPeriod } from '../../../kernel/periods.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { silentName } from '../public/address.ts';
import { isItemCode } from '../public/open.ts';
import { everyTask, type TaskFilters } from '../public/task-queries.ts';
import { type TaskState, taskStates } from '../tasks/task.ts';
import type { BoardChartKey } from './chart-kinds.ts';
import {
  type Asked,
  type BoardFilters,
  type BoardView,
  one,
  sectorIn,
  viewAsked,
  withAsked,
} from './filters.ts';
import { type Behind, type BoardLinks, filesOf } from './links.ts';
import type { OpenChoices } from './open-queries.ts';
import { openBoardPaths } from './paths.ts';

/** What visitors ask of the board, by the codes that stand in public addresses. */
export interface OpenAsked {
  readonly plan: string | null;
  /** The position of a group of that plan. */
  readonly group: number | null;
  readonly agency: string | null;
  readonly sector: string | null;
  readonly period: Period | null;
  readonly page: number;
}

export function openAskedIn(call: Pick<Call, 'query'>): OpenAsked {
  const [plan, agency, group] = [call.query('ke-hoach'), call.query('co-quan'), call.query('nhom')];
  const known = isItemCode(plan) ? plan : null;
  return {
    plan: known,
    group: known !== null && /^[1-9]\d{0,5}$/.test(group) ? Number(group) : null,
    agency: /^[\p{L}\p{N}._-]{1,60}$/u.test(agency) ? agency : null,
    sector: sectorIn(call),
    ...{ period: readPeriod(call.query('ky')), page: readPageNumber(call.query('trang')) },
  };
}

/** The id of nothing: what is asked for and is not there counts nothing, instead of everything. */
const nothing = -1;

/** The same as the kept counts know it. */
export function filtersOf(lang: Language, asked: OpenAsked, choices: OpenChoices): BoardFilters {
  const idOf = (of: 'plans' | 'groups' | 'agencies', code: string | number | null) =>
    code === null ? null : (choices[of].find((choice) => choice.code === String(code))?.id ?? nothing);
  return {
    plan: idOf('plans', asked.plan),
    group: idOf('groups', asked.group),
    agency: idOf('agencies', asked.agency),
    ...{ sector: asked.sector, period: asked.period, page: asked.page, open: true, lang },
  };
}

const askedPairs = (asked: OpenAsked): Asked => [
  ...one('ke-hoach', asked.plan),
  ...one('nhom', asked.group),
  ...one('co-quan', asked.agency),
  ...one('linh-vuc', asked.sector),
];

export const openBoardAddress = (asked: OpenAsked, others: Asked = [], page = 1): string =>
  withAsked(openBoardPaths.board, [
    ...askedPairs(asked),
    ...one('ky', asked.period?.key ?? null),
    ...others,
    ...one('trang', page > 1 ? page : null),
  ]);

/** What the list of tasks is asked for beside that. */
export interface OpenList {
  readonly states: readonly TaskState[];
  readonly silent: boolean;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

export function openListIn(call: Pick<Call, 'query' | 'queries'>): OpenList {
  const states = call.queries('trang-thai');
  return {
    states: taskStates.filter((state) => states.includes(state)),
    silent: states.includes(silentName),
    ...{ from: readTypedDate(call.query('tu')), to: readTypedDate(call.query('den')) },
  };
}

export function openListAddress(asked: OpenAsked, list: Partial<OpenList>, page = 1): string {
  const days = (list.from ?? null) !== null || (list.to ?? null) !== null;
  return withAsked(openBoardPaths.tasks, [
    ...askedPairs(asked),
    ...(list.states ?? []).map((state) => ['trang-thai', state] as const),
    ...(list.silent ? [['trang-thai', silentName] as const] : []),
    ...(days
      ? [...one('tu', list.from ?? null), ...one('den', list.to ?? null)]
      : one('ky', asked.period?.key ?? null)),
    ...one('trang', page > 1 ? page : null),
  ]);
}

/** The tasks of plans in force that visitors read, as figures count them. */
export function tasksAsked(asked: OpenAsked, list: OpenList): TaskFilters {
  const { period } = asked;
  const [from, to] = [list.from ?? period?.from ?? null, list.to ?? period?.to ?? null];
  return {
    ...everyTask,
    ...{ planCode: asked.plan, groups: asked.group === null ? [] : [asked.group], inForce: true },
    agencies: asked.agency === null ? [] : [asked.agency],
    sectors: asked.sector === null ? [] : [asked.sector],
    ...{ states: list.states, silent: list.silent, due: from === null && to === null ? null : { from, to } },
  };
}

/** Where the public board leads. */
export function openLinks(lang: Language, asked: OpenAsked, view: BoardView): BoardLinks {
  const english: Asked = lang === 'en' ? [['ngon-ngu', 'en']] : [];
  const ledBy = (agency: Behind['agency']): OpenAsked =>
    agency === undefined ? asked : { ...asked, agency: agency.code };
  return {
    tasks: ({ agency, states, from, to } = {}) =>
      localPath(
        lang,
        openListAddress(ledBy(agency), { states: states ?? [], from: from ?? null, to: to ?? null }),
      ),
    unit: (unit) => localPath(lang, openBoardAddress(ledBy(unit))),
    task: ({ code }) => localPath(lang, programmePaths.task(code)),
    target: ({ code }) => localPath(lang, programmePaths.target(code)),
    here: (others, page) => localPath(lang, openBoardAddress(asked, [...viewAsked(view), ...others], page)),
    files(key: BoardChartKey, others = []) {
      const pairs: Asked = [
        ...askedPairs(asked),
        ...one('ky', asked.period?.key ?? null),
        ...one('trang', asked.page > 1 ? asked.page : null),
        ['bieu-do', key],
        ...others,
        ...english,
      ];
      return filesOf(key, withAsked(openBoardPaths.picture, pairs), withAsked(openBoardPaths.sheet, pairs));
    },
  };
}
