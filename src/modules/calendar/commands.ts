import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf, writeDate } from '../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { isWorkingDay, type WorkCalendar } from '../../kernel/working-days.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent, appendEvents, type NewEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import type { Services } from '../../platform/services.ts';
import { calendarOf, type KeptDay, markNames, markOf, yearOf, yearsAround } from './calendar.ts';
import { readSource, readTypedDay, type TypedDay, wrongSource } from './inputs.ts';
import { type PastedList, readPastedList } from './pasted-list.ts';
import { refuseUnlessKeeps } from './policy.ts';
import { keptDays } from './queries.ts';

/**
 * Keeps a day, or the two days of a swap; what is there already in the same words stays. Throws InvalidInput by field, Refusal
 * `forbidden`.
 */
export async function addDay(services: Services, actor: Actor, typed: TypedDay): Promise<readonly KeptDay[]> {
  refuseUnlessKeeps(actor, 'days');
  const days = readTypedDay(typed);
  await services.db.transaction().execute(async (tx) => {
    const problems = await keep(tx, services, actor, days);
    const [first, second] = days.map(({ day }) => problems.get(day));
    if (first || second)
      throw new InvalidInput({ ...(first && { day: first }), ...(second && { other: second }) });
  });
  return days;
}

/** Keeps a pasted list, whole or not at all: returns its days, and what is wrong with which line. Throws Refusal `forbidden`. */
export async function importDays(services: Services, actor: Actor, text: string): Promise<PastedList> {
  refuseUnlessKeeps(actor, 'days');
  const { days, problems } = readPastedList(text);
  const readable = problems.length === 0;
  const wrong = await services.db
    .transaction()
    .execute((tx) => keep(tx, services, actor, days, readable ? 'keep' : 'only look'));
  const refused = days.flatMap(({ day, line }) => {
    const said = wrong.get(day);
    return said ? [{ line, text: said }] : [];
  });
  return { days, problems: [...problems, ...refused].sort((one, other) => one.line - other.line) };
}

/** Writes all of these days, or none where something is wrong with any: that by day. */
async function keep(
  tx: Transaction,
  { config, clock }: Services,
  actor: Actor,
  wanted: readonly KeptDay[],
  how: 'keep' | 'only look' = 'keep',
): Promise<ReadonlyMap<LocalDate, Text>> {
  // what may be kept depends on the days there are, so writers go one after another
  await sql`lock table calendar_day in share row exclusive mode`.execute(tx);
  const at = clock();
  const known = await keptDays(tx);
  const fresh = wanted.filter((one) => !known.some((other) => sameDay(one, other)));
  const calendar = calendarOf(known, config.calendar);
  const problems = new Map<LocalDate, Text>();
  for (const one of fresh) {
    const other = known.find(({ day }) => day === one.day);
    const problem = other ? alreadyKept(other) : wrongWith(one, calendar, localDateOf(at));
    if (problem) problems.set(one.day, problem);
  }
  if (problems.size > 0 || fresh.length === 0 || how === 'only look') return problems;
  await tx
    .insertInto('calendar_day')
    .values(
      fresh.map(({ day, kind, name, source, swappedWith }) => ({
        ...{ day, kind, name, source, swapped_with: swappedWith },
      })),
    )
    .execute();
  await bumpContentVersion(tx);
  await appendEvents(
    tx,
    fresh.map((one) => changed('calendar.day_added', actor, one, at)),
  );
  return problems;
}

function sameDay(one: KeptDay, other: KeptDay): boolean {
  return (['day', 'kind', 'name', 'source', 'swappedWith'] as const).every((key) => one[key] === other[key]);
}

function alreadyKept({ day, kind, name }: KeptDay): Text {
  const mark = markNames[kind];
  return {
    vi: `Ngày ${writeDate(day)} đã có trong lịch: ${mark.vi}, ${name}. Nếu cần sửa, hãy bấm “Sửa” ở ngày đó.`,
    en: `${writeDate(day)} is in the calendar already: ${mark.en}, ${name}. Press “Change” beside it to change it.`,
  };
}

function wrongWith({ day, kind }: KeptDay, calendar: WorkCalendar, today: LocalDate): Text | null {
  const { first, last } = yearsAround(today);
  if (yearOf(day) < first || yearOf(day) > last)
    return {
      vi: `Năm phải trong khoảng ${first} đến ${last}.`,
      en: `The year has to be between ${first} and ${last}.`,
    };
  const works = isWorkingDay(day, calendar);
  if (works === (kind === 'off')) return null;
  const mark = markNames[markOf(day, calendar)];
  return {
    vi: `Ngày ${writeDate(day)} vốn là ${mark.vi}.`,
    en: `${writeDate(day)} is one already: ${mark.en}.`,
  };
}

function changed(
  name: 'calendar.day_added' | 'calendar.day_changed' | 'calendar.day_removed',
  actor: Actor,
  { day, kind, swappedWith }: Pick<KeptDay, 'day' | 'kind' | 'swappedWith'>,
  at: Date,
): NewEvent {
  return {
    ...{ name, actor, at, subject: { kind: 'calendar', id: yearOf(day) } },
    facts: { day, kind, ...(swappedWith && { with: swappedWith }) },
  };
}

/** A day as a form shows it, so that what somebody else saved meanwhile is not overwritten. */
export function shownDay(one: KeptDay): string {
  return JSON.stringify([one.day, one.kind, one.name, one.source, one.swappedWith]);
}

const words = ({ name, source }: Pick<KeptDay, 'name' | 'source'>) => `${name} (${source})`;

/**
 * Puts other words, another day or another kind in the place of a day that is kept, of a swap of both; what it said before stays in the
 * history. Sent twice it happens once. Returns the days that are kept now. Throws InvalidInput by field; Refusal `forbidden`,
 * `not_found`, `conflict`.
 */
export async function changeDay(
  services: Services,
  actor: Actor,
  day: LocalDate,
  typed: TypedDay & { readonly shown: string },
): Promise<readonly KeptDay[]> {
  refuseUnlessKeeps(actor, 'days');
  const wanted = readTypedDay(typed);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    await sql`lock table calendar_day in share row exclusive mode`.execute(tx);
    const all = await keptDays(tx);
    if (wanted.every((one) => all.some((other) => sameDay(one, other)))) return;
    const former = all.find((one) => one.day === day);
    if (!former) throw notFound();
    if (shownDay(former) !== typed.shown)
      throw new Refusal('conflict', {
        vi: 'Ngày này vừa được người khác sửa. Những gì bạn gõ vẫn còn; hãy mở lại ngày này để xem rồi sửa tiếp.',
        en: 'Somebody else has just changed this day. What you typed is still here; open the day again before you go on.',
      });
    const replaced = all.filter((one) => one.day === day || one.swappedWith === day);
    const others = all.filter((one) => !replaced.includes(one));
    refuseWrongDays(wanted, others, services, localDateOf(at));
    await tx
      .deleteFrom('calendar_day')
      .where((e) => e('day', '=', e.fn.any(e.val(replaced.map((one) => one.day)))))
      .execute();
    await tx
      .insertInto('calendar_day')
      .values(wanted.map(({ swappedWith, ...one }) => ({ ...one, swapped_with: swappedWith })))
      .execute();
    await bumpContentVersion(tx);
    await appendEvents(
      tx,
      wanted.map((one, index) => {
        const before = replaced.find((other) => other.kind === one.kind) ?? replaced[index] ?? former;
        const event = changed('calendar.day_changed', actor, one, at);
        return {
          ...event,
          facts: { ...event.facts, former: before.day },
          personal: { former: words(before) },
        };
      }),
    );
  });
  return wanted;
}

/** Throws InvalidInput `day`, `other`. */
function refuseWrongDays(
  wanted: readonly KeptDay[],
  others: readonly KeptDay[],
  { config }: Services,
  today: LocalDate,
): void {
  const calendar = calendarOf(others, config.calendar);
  const [day, other] = wanted.map((one) => {
    const known = others.find((kept) => kept.day === one.day);
    return known ? alreadyKept(known) : wrongWith(one, calendar, today);
  });
  if (day || other) throw new InvalidInput({ ...(day && { day }), ...(other && { other }) });
}

/** Takes a day out, of a swap both days. Throws Refusal `forbidden`, and `not_found` where it is not there. */
export async function removeDay(services: Services, actor: Actor, day: LocalDate): Promise<void> {
  refuseUnlessKeeps(actor, 'days');
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    await sql`lock table calendar_day in share row exclusive mode`.execute(tx);
    const all = await keptDays(tx);
    const removed = all.filter((one) => one.day === day || one.swappedWith === day);
    if (removed.length === 0) throw notFound();
    await tx
      .deleteFrom('calendar_day')
      .where((e) => e('day', '=', e.fn.any(e.val(removed.map((one) => one.day)))))
      .execute();
    await bumpContentVersion(tx);
    await appendEvents(
      tx,
      removed.map((one) => changed('calendar.day_removed', actor, one, at)),
    );
  });
}

/**
 * Notes that the days of a year were held against what was announced for it. Throws InvalidInput `source`; Refusal `forbidden`, and
 * `not_found` for a year that is too far away.
 */
export async function checkYear(
  services: Services,
  actor: Actor,
  { year, source: typed }: { readonly year: number; readonly source: string },
): Promise<void> {
  refuseUnlessKeeps(actor, 'days');
  const at = services.clock();
  const { first, last } = yearsAround(localDateOf(at));
  if (!Number.isInteger(year) || year < first || year > last) throw notFound();
  const source = readSource(typed);
  if (!source) throw new InvalidInput({ source: wrongSource });
  await services.db.transaction().execute(async (tx) => {
    const changed = await tx
      .insertInto('calendar_year')
      .values({ year, source, checked_at: at })
      .onConflict((conflict) =>
        conflict
          .column('year')
          .doUpdateSet({ source, checked_at: at })
          .where('calendar_year.source', '<>', source),
      )
      .returning('year')
      .executeTakeFirst();
    if (!changed) return;
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      ...{ name: 'calendar.year_checked', actor, at, subject: { kind: 'calendar', id: year } },
      facts: { year },
    });
  });
}
