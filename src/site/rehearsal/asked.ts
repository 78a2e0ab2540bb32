import { addDays, type LocalDate, readTypedDate, writeDate } from '../../kernel/dates.ts';
import { InvalidInput } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import {
  readTypedUrgingRules,
  type TypedUrgingRules,
  typedUrgingRules,
  type UrgingRules,
} from '../../modules/programme/index.ts';
import { type ComingKind, comingKinds } from '../../platform/coming-up.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';

export const mostDays = 92;
/** Days from now on after which a rehearsal begins at the latest: each day until then is rehearsed, too. */
export const mostAhead = 366;
const usualDays = 31;

/** Names in the address of what is typed of other rules. */
export const ruleNames: Readonly<Record<Exclude<keyof TypedUrgingRules, 'source'>, string>> = {
  ...{ before: 'truoc', onTheDay: 'dung-ngay', afterFirst: 'sau', afterEvery: 'moi' },
  ...{ officerAfter: 'bac-can-bo', officerAnswer: 'giai-trinh-can-bo' },
  ...{ unit_headAfter: 'bac-thu-truong', unit_headAnswer: 'giai-trinh-thu-truong' },
  ...{ departmentAfter: 'bac-so', departmentAnswer: 'giai-trinh-so' },
  ...{ leaderAfter: 'bac-lanh-dao', leaderAnswer: 'giai-trinh-lanh-dao' },
};
export type RuleField = keyof typeof ruleNames;
export const ruleFields = [
  ...(['before', 'onTheDay', 'afterFirst', 'afterEvery'] as const),
  ...(['officerAfter', 'officerAnswer', 'unit_headAfter', 'unit_headAnswer'] as const),
  ...(['departmentAfter', 'departmentAnswer', 'leaderAfter', 'leaderAnswer'] as const),
] satisfies readonly RuleField[];

/** What is asked of a rehearsal; all of it stands in its address. */
export interface Asked {
  readonly first: LocalDate;
  readonly days: number;
  readonly last: LocalDate;
  readonly plan: number | null;
  readonly agency: number | null;
  readonly kinds: readonly ComingKind[];
  readonly page: number;
  /** Rules that are tried, as typed; null where the kept ones are rehearsed. */
  readonly typed: TypedUrgingRules | null;
  /** As they are read; null where none are tried, or what is typed is wrong. */
  readonly tried: UrgingRules | null;
  /** As typed, where it is no day or no number. */
  readonly shown: { readonly first: string; readonly days: string };
  readonly wrong: Readonly<Record<string, Text | undefined>>;
}

export function askedIn(call: Pick<Call, 'query' | 'queries' | 'today'>): Asked {
  const { today } = call;
  const id = (name: string) => {
    const typed = call.query(name);
    return /^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null;
  };
  const typedFirst = call.query('tu').trim().slice(0, 40);
  const typedDays = call.query('so-ngay').trim().slice(0, 40);
  const first = typedFirst === '' ? addDays(today, 1) : readTypedDate(typedFirst);
  const days = typedDays === '' ? usualDays : /^\d{1,3}$/.test(typedDays) ? Number(typedDays) : 0;
  const firstFits = first !== null && first >= today && first <= addDays(today, mostAhead);
  const daysFit = days >= 1 && days <= mostDays;
  const begins = firstFits ? first : addDays(today, 1);
  const lasts = daysFit ? days : usualDays;
  const kinds = call.queries('loai');
  return {
    ...{ first: begins, days: lasts, last: addDays(begins, lasts - 1) },
    ...{ plan: id('ke-hoach'), agency: id('co-quan'), page: readPageNumber(call.query('trang')) },
    kinds: comingKinds.filter((kind) => kinds.includes(kind)),
    shown: { first: firstFits ? writeDate(begins) : typedFirst, days: daysFit ? String(lasts) : typedDays },
    ...triedIn(call, { ...(!firstFits && { tu: wrongFirst }), ...(!daysFit && { 'so-ngay': wrongDays }) }),
  };
}

const wrongFirst: Text = {
  vi: 'Hãy ghi một ngày từ hôm nay đến một năm sau, ví dụ 01/06/2026.',
  en: 'Give a day from today to a year ahead, such as 01/06/2026.',
};
const wrongDays: Text = {
  vi: `Hãy ghi số ngày từ 1 đến ${mostDays}.`,
  en: `Give a number of days from 1 to ${mostDays}.`,
};

/** Rules are tried only where the address says so, as an empty box means “none” there. */
function triedIn(
  call: Pick<Call, 'query'>,
  wrong: Readonly<Record<string, Text>>,
): Pick<Asked, 'typed' | 'tried' | 'wrong'> {
  if (call.query('thu') !== 'co') return { typed: null, tried: null, wrong };
  const none = typedUrgingRules({ before: [], onTheDay: false, after: null, ladder: [] });
  const boxes = ruleFields.map((field) => [field, call.query(ruleNames[field]).trim().slice(0, 60)] as const);
  // what a trial rests on nobody asks
  const typed: TypedUrgingRules = { ...none, ...Object.fromEntries(boxes), source: '-' };
  try {
    return { typed, tried: readTypedUrgingRules(typed), wrong };
  } catch (failure) {
    if (!(failure instanceof InvalidInput)) throw failure;
    const { fields }: InvalidInput<RuleField> = failure;
    const byName = ruleFields.map((field) => [ruleNames[field], fields[field]] as const);
    return { typed, tried: null, wrong: { ...wrong, ...Object.fromEntries(byName) } };
  }
}

type Named = readonly (readonly [name: string, value: string])[];

/** What stands in the address, but for the page and parts named. */
export function named(asked: Asked, ...but: readonly ('kinds' | 'tried')[]): Named {
  const { typed } = asked;
  return [
    ['tu', asked.shown.first],
    ['so-ngay', asked.shown.days],
    ...(asked.plan === null ? [] : [['ke-hoach', String(asked.plan)] as const]),
    ...(asked.agency === null ? [] : [['co-quan', String(asked.agency)] as const]),
    ...(but.includes('kinds') ? [] : asked.kinds.map((kind) => ['loai', kind] as const)),
    ...(typed === null || but.includes('tried')
      ? []
      : [
          ['thu', 'co'] as const,
          ...ruleFields
            .map((field) => [ruleNames[field], typed[field]] as const)
            .filter(([, value]) => value !== ''),
        ]),
  ];
}

export function addressOf(path: string, pairs: Named): string {
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString()}`;
}
