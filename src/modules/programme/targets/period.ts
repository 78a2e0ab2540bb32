import { addDays, type LocalDate } from '../../../kernel/dates.ts';

/** How often a target is measured. */
export type Frequency = 'month' | 'quarter' | 'half_year' | 'year';

export interface Period {
  /** `2026-03`, `2026-Q1`, `2026-H1` or `2026`. */
  readonly key: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const monthsIn: Readonly<Record<Frequency, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 };

/** The period in which a day lies. */
export function periodOf(frequency: Frequency, day: LocalDate): Period {
  const [year, months] = [day.slice(0, 4), monthsIn[frequency]];
  const number = Math.ceil(Number(day.slice(5, 7)) / months);
  const first = (number - 1) * months + 1;
  const two = (count: number) => String(count).padStart(2, '0');
  const after =
    first + months > 12
      ? `${String(Number(year) + 1).padStart(4, '0')}-01`
      : `${year}-${two(first + months)}`;
  const key = {
    month: `${year}-${two(number)}`,
    quarter: `${year}-Q${number}`,
    half_year: `${year}-H${number}`,
    year,
  }[frequency];
  return {
    key,
    from: `${year}-${two(first)}-01` as LocalDate,
    to: addDays(`${after}-01` as LocalDate, -1),
  };
}
