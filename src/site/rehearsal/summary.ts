import type { LocalDate } from '../../kernel/dates.ts';
import { weekOf } from '../../modules/programme/index.ts';
import { type Coming, type ComingKind, comingKinds } from '../../platform/coming-up.ts';

export type KindCounts = Readonly<Record<ComingKind, number>>;

export interface WeekRow {
  /** The first and the last of its days that are rehearsed. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly counts: KindCounts;
}

export interface AgencyRow {
  readonly id: number | null;
  readonly name: string;
  readonly counts: KindCounts;
}

export interface Summary {
  readonly weeks: readonly WeekRow[];
  readonly total: KindCounts;
  /** Those that hear most, the first of them. */
  readonly agencies: readonly AgencyRow[];
  /** How often each is told of what goes up, beside the officers of the agency. */
  readonly goesUpTo: ReadonlyMap<string, { readonly words: Coming['told']; readonly count: number }>;
}

const agenciesNamed = 10;

type Counting = Record<ComingKind, number>;

function noneOf(): Counting {
  return { opening: 0, reminder: 0, escalation: 0, explanation: 0, turn: 0, closing: 0 };
}

/** What of it all a person wants to know first. */
export function summarise(all: readonly Coming[], days: readonly LocalDate[]): Summary {
  const total = noneOf();
  const weeks = new Map<LocalDate, { from: LocalDate; to: LocalDate; counts: Counting }>();
  for (const day of days) {
    const week = weeks.get(weekOf(day));
    if (week) week.to = day;
    else weeks.set(weekOf(day), { from: day, to: day, counts: noneOf() });
  }
  const agencies = new Map<string, { id: number | null; name: string; counts: Counting }>();
  const goesUpTo = new Map<string, { words: Coming['told']; count: number }>();
  for (const one of all) {
    total[one.kind] += 1;
    const week = weeks.get(weekOf(one.day));
    if (week) week.counts[one.kind] += 1;
    for (const { id, name } of one.agencies) {
      const key = id === null ? name : String(id);
      const row = agencies.get(key) ?? { id, name, counts: noneOf() };
      row.counts[one.kind] += 1;
      agencies.set(key, row);
    }
    if (one.kind !== 'escalation') continue;
    const key = one.told?.vi ?? '';
    const told = goesUpTo.get(key) ?? { words: one.told, count: 0 };
    told.count += 1;
    goesUpTo.set(key, told);
  }
  const pressing = ({ counts }: AgencyRow) => counts.reminder + counts.escalation;
  const first = [...agencies.values()]
    .filter((row) => comingKinds.some((kind) => row.counts[kind] > 0))
    .sort((one, other) => pressing(other) - pressing(one) || one.name.localeCompare(other.name, 'vi'))
    .slice(0, agenciesNamed);
  return { weeks: [...weeks.values()], total, agencies: first, goesUpTo };
}
