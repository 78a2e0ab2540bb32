import { setImmediate } from 'node:timers/promises';
import { addDays, type LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import type { WorkCalendar } from '../../kernel/working-days.ts';
import { catalogueComing } from '../../modules/catalogue/index.ts';
import { consultationsComing } from '../../modules/consultation/index.ts';
import {
  copyProgramme,
  type ProgrammeCopy,
  rehearse,
  type UrgingRules,
} from '../../modules/programme/index.ts';
import { type Coming, type ComingUp, comingKinds } from '../../platform/coming-up.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Call } from '../../platform/http/call.ts';
import type { Asked } from './asked.ts';
import { type Summary, summarise } from './summary.ts';

/** What modules beside the programme foresee; a module that has something to foresee stands here. */
const sources: readonly ComingUp[] = [catalogueComing, consultationsComing];

export interface Foreseen {
  readonly days: readonly LocalDate[];
  /** Of all kinds, day by day. */
  readonly all: readonly Coming[];
  readonly summary: Summary;
  /** The same by the kept rules, where others are tried. */
  readonly kept: Summary | null;
  readonly calendar: WorkCalendar;
  readonly rules: ProgrammeCopy['rules'];
  readonly counted: ProgrammeCopy['counted'];
  readonly choices: ProgrammeCopy['choices'];
}

interface Foreseeing extends Pick<Call, 'services' | 'actor' | 'today'> {
  /** In which agencies are named. */
  readonly lang: Language;
}

/** Reads a copy in a transaction that cannot write, and lets the days pass on it. Nine statements. */
export async function foresee({ services, actor, today, lang }: Foreseeing, asked: Asked): Promise<Foreseen> {
  const { first, last, plan, agency, tried } = asked;
  const { copied, others } = await services.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const reach = { actor, lang, today, to: last, plan, agency };
      const copied = await copyProgramme(tx, services, reach, tried);
      return {
        copied,
        others: plan === null ? await foreseenBy(tx, actor, asked, today, copied.calendar) : [],
      };
    });
  const days: LocalDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  const run = (rules: UrgingRules) => pass(copied, { ...asked, today }, rules, others);
  const all = await run(tried ?? copied.rules);
  return {
    ...{ days, all, summary: summarise(all, days) },
    kept: tried === null ? null : summarise(await run(copied.rules), days),
    ...{ calendar: copied.calendar, rules: copied.rules, counted: copied.counted, choices: copied.choices },
  };
}

async function foreseenBy(
  tx: Querying,
  actor: Call['actor'],
  { last }: Asked,
  today: LocalDate,
  calendar: WorkCalendar,
): Promise<readonly Coming[]> {
  const found: Coming[] = [];
  for (const source of sources) found.push(...(await source(tx, { actor, from: today, to: last, calendar })));
  return found;
}

/** From today on, since what is said once is said once; told is what falls from the first day asked for on. */
async function pass(
  { copy, laws }: ProgrammeCopy,
  { first, last, agency, today }: Asked & { readonly today: LocalDate },
  rules: UrgingRules,
  others: readonly Coming[],
): Promise<readonly Coming[]> {
  const byDay = Map.groupBy(others, ({ day }) => day);
  const all: Coming[] = [];
  for (const { day, coming } of rehearse(copy, { from: today, to: last }, laws, rules)) {
    // a quarter of a province's tasks takes its time: others are answered between two days
    await setImmediate();
    if (day < first) continue;
    const whose = [...coming, ...(byDay.get(day) ?? [])].filter(
      ({ agencies }) => agency === null || agencies.some(({ id }) => id === agency),
    );
    all.push(...whose.sort((one, other) => place(one) - place(other)));
  }
  return all;
}

const place = ({ kind }: Coming) => comingKinds.indexOf(kind);
