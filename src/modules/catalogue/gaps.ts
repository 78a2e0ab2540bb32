import { sql } from 'kysely';
import type { Text } from '../../kernel/text.ts';
import type { CatalogueKind } from './entry.ts';
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
  'measure',
  'scale',
  'available_data',
  'past_window',
  'past_due',
  'shared_sum',
] as const;
export type GapKind = (typeof gapKinds)[number];

interface Gap {
  readonly label: Text;
  readonly blocks: boolean;
  /** What to write, and what it is good for. */
  readonly advice: Text;
  /** The field of the form where it is written; needs may have another one than problems. */
  readonly field: string;
}

export const gapNames: Readonly<Record<GapKind, Gap>> = {
  title: {
    label: { vi: 'thiếu tên', en: 'no title' },
    blocks: true,
    field: 'title',
    advice: { vi: 'Viết tên của mục.', en: 'Write the title of the entry.' },
  },
  long_title: {
    label: { vi: `tên quá ${titleLimit} ký tự`, en: `title over ${titleLimit} characters` },
    blocks: true,
    field: 'title',
    advice: {
      vi: 'Rút gọn tên; phần mô tả nên để ở bối cảnh hoặc mục tiêu.',
      en: 'Shorten the title; descriptions belong to the context or the objective.',
    },
  },
  impossible_date: {
    label: { vi: 'ngày không có trong lịch', en: 'date that does not exist' },
    blocks: true,
    field: 'timeRaw',
    advice: { vi: 'Sửa ngày theo văn bản gốc.', en: 'Correct the date after the document.' },
  },
  results: {
    label: { vi: 'thiếu kết quả', en: 'no results' },
    blocks: false,
    field: 'results',
    advice: {
      vi: 'Nêu ít nhất một kết quả cần đạt: người đề xuất dựa vào đó để đưa lời giải.',
      en: 'Name at least one expected result: it is what proposals answer.',
    },
  },
  measure: {
    label: { vi: 'kết quả chưa đo được', en: 'results cannot be measured' },
    blocks: false,
    field: 'results',
    advice: {
      vi: 'Thêm mức cần đạt bằng số cho ít nhất một kết quả (ví dụ: ≥ 85 %, 05 cửa khẩu) để nghiệm thu không phải tranh luận.',
      en: 'Give at least one result a figure (such as ≥ 85 %, 5 gates), so that acceptance is no matter of opinion.',
    },
  },
  lead: {
    label: { vi: 'thiếu chủ trì', en: 'no lead' },
    blocks: false,
    field: 'lead',
    advice: {
      vi: 'Ghi cơ quan chủ trì hoặc nơi cần: mục không có chủ thường không ai theo.',
      en: 'Name the lead or the organisation in need: what nobody owns, nobody follows.',
    },
  },
  sector: {
    label: { vi: 'thiếu lĩnh vực', en: 'no sector' },
    blocks: false,
    field: 'sectors',
    advice: {
      vi: 'Chọn lĩnh vực để mục hiện trong bộ lọc và tới đúng người quan tâm.',
      en: 'Choose a sector, so that filters and those who follow it find the entry.',
    },
  },
  bases: {
    label: { vi: 'thiếu căn cứ', en: 'no legal basis' },
    blocks: false,
    field: 'bases',
    advice: {
      vi: 'Ghi văn bản làm căn cứ, tới số nhiệm vụ và phụ lục nếu có.',
      en: 'Cite the document it rests on, down to the task and annex where there is one.',
    },
  },
  unknown_organisation: {
    label: { vi: 'cơ quan ngoài danh bạ', en: 'unknown organisation' },
    blocks: false,
    field: 'lead',
    advice: {
      vi: 'Kiểm tra cách viết tên cơ quan, hoặc đề nghị quản trị viên thêm vào danh bạ.',
      en: 'Check the spelling, or ask the administrator to add it to the directory.',
    },
  },
  scale: {
    label: { vi: 'chưa rõ quy mô', en: 'scale unknown' },
    blocks: false,
    field: 'scale',
    advice: {
      vi: 'Nói rõ làm ở đâu, với bao nhiêu (ví dụ: 12 cửa khẩu, 65 xã, 300 hộ).',
      en: 'Say where and how many (such as 12 gates, 65 communes, 300 households).',
    },
  },
  available_data: {
    label: { vi: 'chưa nói dữ liệu sẵn có', en: 'available data not told' },
    blocks: false,
    field: 'availableData',
    advice: {
      vi: 'Cho biết có dữ liệu nào để làm, ai giữ và có thể cung cấp thế nào.',
      en: 'Tell which data exist to work with, who holds them and how they can be shared.',
    },
  },
  past_window: {
    label: { vi: 'còn thời gian nhận đề xuất của kỳ trước', en: 'window of an earlier year' },
    blocks: false,
    field: 'openTo',
    advice: {
      vi: 'Thời gian nhận đề xuất kết thúc trước năm của danh mục, thường do chuyển tiếp từ kỳ trước: ghi lại cho kỳ này, hoặc để trống.',
      en: 'The time for proposals ends before the year of the edition, as of an entry carried over: write that of this year, or leave it empty.',
    },
  },
  past_due: {
    label: { vi: 'còn thời hạn của kỳ trước', en: 'due date of an earlier year' },
    blocks: false,
    field: 'timeTo',
    advice: {
      vi: 'Thời gian hoàn thành hoặc hạn của một kết quả ở trước năm của danh mục, thường do chuyển tiếp từ kỳ trước: ghi thời hạn mới, kiểm tra cả hạn của từng kết quả và kinh phí.',
      en: 'The time of completion or the due date of a result lies before the year of the edition, as of an entry carried over: write the new one; look at the due date of each result and at the money as well.',
    },
  },
  shared_sum: {
    label: { vi: 'tách ra còn ghi cùng một kinh phí', en: 'same sum in several parts' },
    blocks: false,
    field: 'money',
    advice: {
      vi: 'Kinh phí giống hệt một phần khác của mục đã tách, nên có thể bị tính nhiều lần: chia kinh phí cho từng phần, hoặc chỉ ghi ở một phần.',
      en: 'The money is the same as of another part of the entry that was split, and may be counted several times: divide it among the parts, or write it in one of them.',
    },
  },
};

/** The field of an entry's form where a gap is closed. */
export function fieldOfGap(kind: CatalogueKind, gap: GapKind): string {
  if (kind === 'problems') return gapNames[gap].field;
  const ofNeeds: Readonly<Partial<Record<GapKind, string>>> = {
    lead: 'organisation',
    unknown_organisation: 'organisation',
    impossible_date: 'deadline',
    scale: 'capacity',
    past_due: 'deadline',
    shared_sum: 'moneyMin',
  };
  return ofNeeds[gap] ?? gapNames[gap].field;
}

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

/** The first year of the edition, as text. */
const firstYear = sql`(select coalesce(edition.year, edition.period_from)::text from edition where edition.id = entry.edition_id)`;

/** The last year that a text names lies before the edition. Of a date only its year counts, which texts order as numbers do. */
const namesEarlierYears = (text: ReturnType<typeof sql>) => sql`coalesce((select max(named.year[1])
  from regexp_matches(${text}, '(?<!\\d)(20\\d\\d)(?!\\d)', 'g') named (year)) < ${firstYear}, false)`;

/**
 * Another part of the split entry has the same money, as each has at first. Of one that is confidential nothing is told. In
 * a draft of an amendment the split entry itself stands as long as it is not taken out.
 */
const sharesItsSum = sql<boolean>`coalesce(entry.detail ->> 'money', '[]') <> '[]' and exists (
  select from entry_succession split
    join entry_succession part on part.kind = 'split' and part.from_entry_id = split.from_entry_id
    join entry other on other.id in (part.to_entry_id, part.from_entry_id) and not other.confidential
  where split.kind = 'split' and entry.id in (split.to_entry_id, split.from_entry_id) and other.id <> entry.id
    and other.edition_id = entry.edition_id and other.removed_at is null and not other.takes_out
    and other.detail -> 'money' = entry.detail -> 'money')`;

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
  // a need with technical requirements says in figures what it wants
  measure: sql<boolean>`coalesce(jsonb_array_length(entry.detail -> 'results'), 0) > 0
    and coalesce(jsonb_array_length(entry.detail -> 'requirements'), 0) = 0
    and not exists (select from jsonb_array_elements(entry.detail -> 'results') wanted
      where coalesce(wanted ->> 'value', '') <> '' or wanted ->> 'text' ~ '\\d')`,
  scale: sql<boolean>`coalesce(entry.detail ->> 'scale', entry.detail ->> 'capacity', '') = ''
    and not exists (select from entry_place located where located.entry_id = entry.id)`,
  available_data: sql<boolean>`entry.kind = 'problems' and coalesce(entry.detail ->> 'availableData', '') = ''`,
  past_window: sql<boolean>`coalesce(entry.open_to::text < ${firstYear}, false)`,
  past_due: sql<boolean>`(case when entry.detail -> 'time' ->> 'to' is not null
      then left(entry.detail -> 'time' ->> 'to', 4) < ${firstYear}
      else ${namesEarlierYears(sql`coalesce(entry.detail -> 'time' ->> 'raw', entry.detail ->> 'deadline')`)} end
    or exists (select from jsonb_array_elements(entry.detail -> 'results') wanted where left(wanted ->> 'due', 4) < ${firstYear}))`,
  shared_sum: sharesItsSum,
};

/** The gaps of the entry row in scope, as a text array; one that an amendment takes out needs nothing any more. */
export const gapsOfEntry = sql<
  string[]
>`case when entry.takes_out then '{}'::text[] else array_remove(array[${sql.join(
  gapKinds.map((kind) => sql`case when ${conditions[kind]} then ${sql.lit(kind)} end`),
)}], null) end`;

/** The entry row in scope has this gap. */
export const gapCondition = (kind: GapKind) => sql<boolean>`(not entry.takes_out and ${conditions[kind]})`;
