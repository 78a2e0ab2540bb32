import { type Annex, type AnnexColumn, resultLine } from '../../../office/index.ts';
import { citationText } from '../../documents/index.ts';
import { entryStatusNames, type OrganisationRole } from '../entry.ts';
import type { EntryRecord } from '../entry-store.ts';
import type { Relation } from '../succession/relations.ts';
import type { Figures } from './figures.ts';
import type { OutgoingKind } from './outgoing.ts';

/** Columns an officer may leave out; number and title, and what the law or the sample has to say, always stay. */
type ChoosableColumn =
  | 'code'
  | 'bases'
  | 'context'
  | 'results'
  | 'leads'
  | 'partners'
  | 'deadline'
  | 'status';

interface Column extends AnnexColumn {
  /** Absent where it is not to be chosen. */
  readonly key?: ChoosableColumn;
  readonly cell: (entry: EntryRecord) => string;
  /** Stays where no entry says anything in it. */
  readonly always?: true;
}

function ownNumber(entry: EntryRecord): string {
  return entry.tt ?? String(entry.ordinal);
}

/**
 * The printed numbers of rows: a rising count is closed up, so that nothing tells of a row that is not for the public.
 * Numbers of any other kind (I.1, or a count that begins anew with each group) stay; so do those by which an adjustment names
 * rows of its edition.
 */
function printedNumbers(outgoing: OutgoingKind, entries: readonly EntryRecord[]): readonly string[] {
  const own = entries.map(ownNumber);
  const rises = own.every((text, at) => /^\d{1,9}$/.test(text) && Number(text) > Number(own[at - 1] ?? 0));
  if (!rises || (outgoing === 'adjustment' && entries.some(({ tt }) => tt !== null))) return own;
  const width = own[0]?.startsWith('0') ? own[0].length : 1;
  return own.map((_, at) => String(at + 1).padStart(width, '0'));
}

const named = (role: OrganisationRole) => (entry: EntryRecord) =>
  entry.organisations
    .filter((one) => one.role === role)
    .map(({ name }) => name)
    .join('; ');

/** Several things one under another with dashes, one thing alone without. */
function listed(items: readonly string[]): string {
  return items.length > 1 ? items.map((item) => `- ${item}`).join('\n') : (items[0] ?? '');
}

const tt: Column = {
  header: 'TT',
  width: 11,
  centred: true,
  always: true,
  cell: ownNumber,
};
const bases: Column = {
  key: 'bases',
  header: 'Căn cứ đề xuất',
  width: 52,
  cell: (entry) => listed(entry.bases.map((basis) => basis.raw || citationText('vi', basis))),
};
const results: Column = {
  key: 'results',
  header: 'Kết quả cần đạt được',
  width: 62,
  always: true,
  cell: ({ detail }) => listed(detail.results.map(resultLine)),
};
const partners: Column = {
  key: 'partners',
  header: 'Cơ quan phối hợp',
  width: 36,
  cell: named('partner'),
};
const title = (header: string): Column => ({ header, width: 58, always: true, cell: (entry) => entry.title });

/** Entries of the sample say in every file that they are. */
const illustrative: Column = {
  header: 'Ghi chú',
  width: 20,
  cell: (entry) => (entry.illustrative ? 'Dữ liệu minh họa' : ''),
};

const problems: readonly Column[] = [
  tt,
  title('Tên bài toán'),
  bases,
  {
    key: 'context',
    header: 'Hiện trạng',
    width: 50,
    cell: (entry) => (entry.kind === 'problems' ? (entry.detail.context ?? '') : ''),
  },
  results,
  { key: 'leads', header: 'Cơ quan chủ trì', width: 36, always: true, cell: named('lead') },
  partners,
  {
    key: 'deadline',
    header: 'Thời gian hoàn thành',
    width: 27,
    centred: true,
    cell: (entry) => (entry.kind === 'problems' ? timeOf(entry.detail.time) : ''),
  },
];

const needs: readonly Column[] = [
  tt,
  title('Tên nhu cầu công nghệ'),
  bases,
  {
    key: 'context',
    header: 'Hiện trạng công nghệ',
    width: 50,
    cell: (entry) => (entry.kind === 'needs' ? (entry.detail.currentTechnology ?? '') : ''),
  },
  results,
  {
    key: 'leads',
    header: 'Đơn vị có nhu cầu',
    width: 38,
    always: true,
    cell: (entry) => named('in_need')(entry) || named('lead')(entry),
  },
  partners,
  {
    key: 'deadline',
    header: 'Thời gian hoàn thành',
    width: 27,
    centred: true,
    cell: (entry) => (entry.kind === 'needs' ? (entry.detail.deadline ?? '') : ''),
  },
];

const progress = (kind: EntryRecord['kind']): readonly Column[] => [
  tt,
  { key: 'code', header: 'Mã', width: 30, always: true, cell: ({ code }) => code },
  title(kind === 'problems' ? 'Tên bài toán' : 'Tên nhu cầu công nghệ'),
  {
    key: 'leads',
    header: 'Cơ quan chủ trì',
    width: 45,
    always: true,
    cell: (entry) => named('lead')(entry) || named('in_need')(entry),
  },
  {
    key: 'status',
    header: 'Tình trạng',
    width: 35,
    always: true,
    cell: ({ status }) => entryStatusNames[status].vi,
  },
];

function timeOf({ from, to, raw }: { from: string | null; to: string | null; raw: string | null }): string {
  if (raw !== null && raw !== '') return raw;
  const shown = (iso: string | null) => (iso === null ? '' : iso.split('-').reverse().join('/'));
  return [shown(from), shown(to)].filter(Boolean).join(' - ');
}

export const purposeHeader = 'Nội dung điều chỉnh';

/** Of an amendment: what becomes of the entry. */
const purpose: Column = {
  header: purposeHeader,
  width: 30,
  always: true,
  cell: purposeWords,
};

/** “Sửa đổi; gộp từ BTL-2026-02”: what an amendment does with one of its entries. */
export function purposeWords(entry: EntryRecord): string {
  const { amends, succession } = entry;
  const deed = amends === null ? 'Bổ sung' : amends.takesOut ? 'Đưa ra khỏi danh mục' : 'Sửa đổi';
  const of = (wanted: Relation['deed']) => succession.filter((relation) => relation.deed === wanted);
  const [into] = of('merged_into');
  // codes of new entries are given at publication
  if (into) return `Gộp vào ${into.isNew ? `mục “${into.title}”` : into.code}`;
  const from = of('merged_from').filter(({ endsPublic }) => endsPublic);
  const parts = of('split_into');
  const [origin] = of('split_from');
  return [
    deed,
    from.length > 0 && `gộp từ ${from.map(({ code }) => code).join(', ')}`,
    parts.length > 0 && `tách ${amends?.takesOut ? 'thành' : 'một phần sang'} ${parts.length} mục mới`,
    origin && !origin.isNew && `tách từ ${origin.code}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** What an amendment does, in the words of its decision: “sửa đổi, bổ sung, gộp hoặc đưa ra khỏi Danh mục”. */
export function adjustingWords({ merges, splits }: Pick<Figures, 'merges' | 'splits'>): string {
  return `${['sửa đổi', 'bổ sung', merges && 'gộp', splits && 'tách'].filter(Boolean).join(', ')} hoặc đưa ra khỏi Danh mục`;
}

const ownColumns = (outgoing: OutgoingKind, kind: EntryRecord['kind']) =>
  outgoing === 'report' ? progress(kind) : kind === 'problems' ? problems : needs;

/** The columns of a document's annex that may be left out, as they are headed, in printed order. */
export function columnsToChoose(
  outgoing: OutgoingKind,
  kind: EntryRecord['kind'],
): readonly { readonly key: ChoosableColumn; readonly header: string }[] {
  return ownColumns(outgoing, kind).flatMap(({ key, header }) => (key ? [{ key, header }] : []));
}

/** What is kept of a choice: keys parted by spaces, `title` among them; empty while all columns are wanted. */
export function keptChoice(
  outgoing: OutgoingKind,
  kind: EntryRecord['kind'],
  ticked: readonly string[],
): string {
  const named = ticked.flatMap((keys) => keys.split(' ')).filter(Boolean);
  const known = columnsToChoose(outgoing, kind).map(({ key }) => key);
  const chosen = known.filter((key) => named.includes(key));
  return named.length === 0 || chosen.length === known.length ? '' : ['title', ...chosen].join(' ');
}

/** Whether a column is printed under a choice as it is kept. */
export function isChosen(choice: string, key: ChoosableColumn): boolean {
  return choice === '' || choice.split(' ').includes(key);
}

/**
 * The table of an edition as its document prints it: of the chosen columns (`choice` as kept) those somebody filled, in
 * their own order.
 */
export function annexOf(
  outgoing: OutgoingKind,
  kind: EntryRecord['kind'],
  entries: readonly EntryRecord[],
  choice = '',
): Pick<Annex, 'columns' | 'rows'> {
  const own = ownColumns(outgoing, kind).filter(({ key }) => key === undefined || isChosen(choice, key));
  const all = [...own, ...(outgoing === 'adjustment' ? [purpose] : []), illustrative];
  const numbers = printedNumbers(outgoing, entries);
  const columns = all.filter((column) => column.always || entries.some((entry) => column.cell(entry) !== ''));
  return {
    columns: columns.map(({ header, width, centred }) => ({ header, width, ...(centred && { centred }) })),
    rows: entries.map((entry, at) =>
      columns.map((column) => (column === tt ? (numbers[at] ?? '') : column.cell(entry))),
    ),
  };
}
