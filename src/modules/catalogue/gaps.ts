import { sql } from 'kysely';
import type { Text } from '../../kernel/text.ts';
import { titleLimit } from './inputs.ts';

/** What an entry still lacks. `blocks`: the edition cannot be published before it is there. */
export const gapKinds = [
  'title',
  'long_title',
  'impossible_date',
  'results',
  'lead',
  'sector',
  'bases',
  'unknown_organisation',
] as const;
export type GapKind = (typeof gapKinds)[number];

export const gapNames: Readonly<Record<GapKind, { readonly label: Text; readonly blocks: boolean }>> = {
  title: { label: { vi: 'thiếu tên', en: 'no title' }, blocks: true },
  long_title: {
    label: { vi: `tên quá ${titleLimit} ký tự`, en: `title over ${titleLimit} characters` },
    blocks: true,
  },
  impossible_date: {
    label: { vi: 'ngày không có trong lịch', en: 'date that does not exist' },
    blocks: true,
  },
  results: { label: { vi: 'thiếu kết quả', en: 'no results' }, blocks: false },
  lead: {
    label: { vi: 'thiếu chủ trì', en: 'no lead' },
    blocks: false,
  },
  sector: { label: { vi: 'thiếu lĩnh vực', en: 'no sector' }, blocks: false },
  bases: { label: { vi: 'thiếu căn cứ', en: 'no legal basis' }, blocks: false },
  unknown_organisation: {
    label: { vi: 'cơ quan ngoài danh bạ', en: 'unknown organisation' },
    blocks: false,
  },
};

export function isGap(text: string): text is GapKind {
  return gapKinds.some((kind) => kind === text);
}

/** A day such as 31/02/2027 in the words of the time or deadline. The month is kept in range, since make_date fails outside. */
const impossibleDate = sql<boolean>`exists (
  select from regexp_matches(concat_ws(' ', entry.detail -> 'time' ->> 'raw', entry.detail ->> 'deadline'),
    '(?<!\\d)(\\d{1,2})/(\\d{1,2})/([12]\\d{3})(?!\\d)', 'g') written (parts)
  where written.parts[2]::int not between 1 and 12
    or written.parts[1]::int not between 1 and extract(day from
      make_date(written.parts[3]::int, greatest(1, least(12, written.parts[2]::int)), 1) + interval '1 month - 1 day'))`;

const conditions: Readonly<Record<GapKind, ReturnType<typeof sql<boolean>>>> = {
  title: sql<boolean>`entry.title = ''`,
  long_title: sql<boolean>`length(entry.title) > ${sql.lit(titleLimit)}`,
  impossible_date: impossibleDate,
  results: sql<boolean>`coalesce(jsonb_array_length(entry.detail -> 'results'), 0)
    + coalesce(jsonb_array_length(entry.detail -> 'requirements'), 0) = 0`,
  lead: sql<boolean>`not exists (select from entry_organisation named
    where named.entry_id = entry.id and named.role in ('lead', 'in_need'))`,
  sector: sql<boolean>`entry.sectors = '{}'`,
  // a need rarely cites anything; a problem is announced on a legal basis
  bases: sql<boolean>`entry.kind = 'problems' and not exists (select from entry_basis basis where basis.entry_id = entry.id)`,
  unknown_organisation: sql<boolean>`exists (select from entry_organisation named
    where named.entry_id = entry.id and named.organisation_id is null)`,
};

/** The gaps of the entry row in scope, as a text array. */
export const gapsOfEntry = sql<string[]>`array_remove(array[${sql.join(
  gapKinds.map((kind) => sql`case when ${conditions[kind]} then ${sql.lit(kind)} end`),
)}], null)`;

export const gapCondition = (kind: GapKind) => conditions[kind];
