import type { Annex, AnnexColumn } from '../../../office/index.ts';
import { citationText } from '../../documents/index.ts';
import { entryStatusNames, type OrganisationRole } from '../entry.ts';
import type { EntryRecord } from '../entry-store.ts';
import type { OutgoingKind } from './outgoing.ts';

interface Column extends AnnexColumn {
  readonly cell: (entry: EntryRecord) => string;
  /** Stays where no entry says anything in it. */
  readonly always?: true;
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
  cell: (entry) => entry.tt ?? String(entry.ordinal),
};
const bases: Column = {
  header: 'Căn cứ đề xuất',
  width: 52,
  cell: (entry) => listed(entry.bases.map((basis) => basis.raw || citationText('vi', basis))),
};
const results: Column = {
  header: 'Kết quả cần đạt được',
  width: 62,
  always: true,
  cell: ({ detail }) => listed(detail.results.map(({ text }) => text)),
};
const partners: Column = { header: 'Cơ quan phối hợp', width: 36, cell: named('partner') };
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
    header: 'Hiện trạng',
    width: 50,
    cell: (entry) => (entry.kind === 'problems' ? (entry.detail.context ?? '') : ''),
  },
  results,
  { header: 'Cơ quan chủ trì', width: 36, always: true, cell: named('lead') },
  partners,
  {
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
    header: 'Hiện trạng công nghệ',
    width: 50,
    cell: (entry) => (entry.kind === 'needs' ? (entry.detail.currentTechnology ?? '') : ''),
  },
  results,
  {
    header: 'Đơn vị có nhu cầu',
    width: 38,
    always: true,
    cell: (entry) => named('in_need')(entry) || named('lead')(entry),
  },
  partners,
  {
    header: 'Thời gian hoàn thành',
    width: 27,
    centred: true,
    cell: (entry) => (entry.kind === 'needs' ? (entry.detail.deadline ?? '') : ''),
  },
];

const progress = (kind: EntryRecord['kind']): readonly Column[] => [
  tt,
  { header: 'Mã', width: 30, always: true, cell: ({ code }) => code },
  title(kind === 'problems' ? 'Tên bài toán' : 'Tên nhu cầu công nghệ'),
  {
    header: 'Cơ quan chủ trì',
    width: 45,
    always: true,
    cell: (entry) => named('lead')(entry) || named('in_need')(entry),
  },
  { header: 'Tình trạng', width: 35, always: true, cell: ({ status }) => entryStatusNames[status].vi },
];

function timeOf({ from, to, raw }: { from: string | null; to: string | null; raw: string | null }): string {
  if (raw !== null && raw !== '') return raw;
  const shown = (iso: string | null) => (iso === null ? '' : iso.split('-').reverse().join('/'));
  return [shown(from), shown(to)].filter(Boolean).join(' - ');
}

/** Of an amendment: what becomes of the entry. */
const purpose: Column = {
  header: 'Nội dung điều chỉnh',
  width: 30,
  always: true,
  cell: ({ amends }) => (amends === null ? 'Bổ sung' : amends.takesOut ? 'Đưa ra khỏi danh mục' : 'Sửa đổi'),
};

/** The table of an edition as its document prints it: columns nobody filled are left out. */
export function annexOf(
  outgoing: OutgoingKind,
  kind: EntryRecord['kind'],
  entries: readonly EntryRecord[],
): Pick<Annex, 'columns' | 'rows'> {
  const own = outgoing === 'report' ? progress(kind) : kind === 'problems' ? problems : needs;
  const all = [...own, ...(outgoing === 'adjustment' ? [purpose] : []), illustrative];
  const columns = all.filter((column) => column.always || entries.some((entry) => column.cell(entry) !== ''));
  return {
    columns: columns.map(({ header, width, centred }) => ({ header, width, ...(centred && { centred }) })),
    rows: entries.map((entry) => columns.map((column) => column.cell(entry))),
  };
}
