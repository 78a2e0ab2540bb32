import { createHash } from 'node:crypto';
import { writeDate } from '../../../kernel/dates.ts';
import { composeDocument, type OfficialText, passagesOf } from '../../../office/index.ts';
import type { Consultation } from '../consultation.ts';
import { consultationTexts } from '../texts.ts';
import { dateOf, type SummaryHead } from './head.ts';
import type { SummaryCounts, SummedComment } from './queries.ts';

export interface SummarySource {
  readonly consultation: Consultation;
  readonly head: SummaryHead;
  readonly counts: SummaryCounts;
  readonly comments: readonly SummedComment[];
  /** Printed when it was published, and not to be shown any more. */
  readonly takenOut: number;
}

/** At the foot of pages that hold what was made for trying. */
const illustrativeMark = 'Có dữ liệu minh họa để xem thử, không phải văn bản chính thức';

/** The document is in Vietnamese, whoever reads it. */
const words = consultationTexts('vi');

/** “Bản tổng hợp, giải trình, tiếp thu ý kiến góp ý” as it is to be written. */
export function composedSummary(source: SummarySource): OfficialText {
  const { consultation, head } = source;
  const list = (text: string) => text.split('\n').filter(Boolean);
  return {
    superior: head.superior === '' ? null : head.superior.toLocaleUpperCase('vi'),
    issuer: list(head.issuer).map((line) => line.toLocaleUpperCase('vi')),
    number: head.number === '' ? null : head.number,
    ...{ symbol: head.symbol, place: head.place, date: dateOf(head) },
    kind: 'BẢN TỔNG HỢP, GIẢI TRÌNH, TIẾP THU Ý KIẾN GÓP Ý',
    abstract: `Đối với ${inSentence(consultation.title)}`,
    addressees: [],
    bases: list(head.bases),
    enacting: null,
    body: passagesOf(bodyOf(source)),
    signer: { roles: list(head.roles), name: head.signer === '' ? null : head.signer },
    recipients: list(head.recipients),
    annexes: [
      {
        number: null,
        title: 'Tổng hợp, giải trình, tiếp thu ý kiến góp ý',
        caption: `(Kèm theo Bản tổng hợp ý kiến góp ý đối với ${inSentence(consultation.title)})`,
        columns: [
          { header: 'TT', width: 11, centred: true },
          { header: 'Nhóm vấn đề hoặc điều, khoản, mục', width: 50 },
          { header: 'Chủ thể góp ý', width: 45 },
          { header: 'Nội dung góp ý', width: 80 },
          { header: 'Nội dung tiếp thu, giải trình', width: 71 },
        ],
        rows: rowsOf(source),
      },
    ],
    mark: consultation.illustrative ? illustrativeMark : null,
  };
}

function inSentence(title: string): string {
  return /^(?:Dự thảo|Danh mục|Đề án|Kế hoạch|Quy chế|Quyết định|Nghị quyết)/u.test(title)
    ? `${title.charAt(0).toLocaleLowerCase('vi')}${title.slice(1)}`
    : title;
}

const figure = (count: number) => (count > 0 && count < 10 ? `0${count}` : String(count));

function bodyOf({ consultation, counts, takenOut }: SummarySource): string {
  const { window, agency, audience } = consultation;
  const days = `từ ngày ${writeDate(window.from)} đến hết ngày ${writeDate(window.to)}`;
  const how =
    audience === 'public'
      ? `${agency} đã lấy ý kiến công khai trên cổng thông tin${counts.asked > 0 ? ' và gửi xin ý kiến các cơ quan, cá nhân' : ''} ${days}.`
      : `${agency} đã lấy ý kiến các cơ quan, cá nhân ${days}.`;
  return [
    'I. TÌNH HÌNH LẤY Ý KIẾN',
    how,
    ...(counts.asked > 0
      ? [
          `Tổng số cơ quan, cá nhân được xin ý kiến: ${figure(counts.asked)}; đã có ý kiến: ${figure(counts.answered)}; chưa có ý kiến: ${figure(counts.asked - counts.answered)}.`,
        ]
      : []),
    `Tổng số ý kiến nhận được: ${figure(counts.comments)}, của ${figure(counts.byOrganisations)} cơ quan, tổ chức và ${figure(counts.byPeople)} cá nhân; trong đó đồng ý: ${figure(counts.agree)}, không đồng ý: ${figure(counts.disagree)}, đề nghị sửa đổi, bổ sung: ${figure(counts.suggest)}.`,
    'II. KẾT QUẢ TIẾP THU, GIẢI TRÌNH',
    `Số ý kiến được tiếp thu: ${figure(counts.accepted)}; tiếp thu một phần: ${figure(counts.partly)}; không tiếp thu, có giải trình: ${figure(counts.declined)}.`,
    ...(counts.hidden > 0
      ? [
          `Có ${figure(counts.hidden)} ý kiến không in trong bản này; từng người góp ý đã được thông báo lý do.`,
        ]
      : []),
    ...(takenOut > 0
      ? [`Sau khi công bố, ${figure(takenOut)} ý kiến không còn in trong bản này vì không còn được hiện.`]
      : []),
    'Nội dung từng ý kiến và việc tiếp thu, giải trình tại Phụ lục kèm theo.',
  ].join('\n');
}

/** Comments answered together stand in one row, where the first of them stands. */
function rowsOf({ consultation, comments }: SummarySource): string[][] {
  const rows = new Map<string, SummedComment[]>();
  for (const comment of comments) {
    const key = comment.replyId === null ? `comment ${comment.id}` : `reply ${comment.replyId}`;
    const row = rows.get(key);
    if (row) row.push(comment);
    else rows.set(key, [comment]);
  }
  const named = consultation.audience === 'internal' || consultation.namesShown;
  return [...rows.values()].map((group, at) => [
    String(at + 1),
    unique(group.map(({ part, partName }) => (part === 0 ? words.whole : (partName ?? '')))).join('\n'),
    (named ? unique(group.map(byName)) : byKind(group)).join('\n'),
    saidBy(group, named).join('\n'),
    answerTo(group),
  ]);
}

const unique = (texts: readonly string[]) => [...new Set(texts)];

function byName({ author, organisation }: SummedComment): string {
  return organisation ?? author;
}

function byKind(group: readonly SummedComment[]): string[] {
  const organisations = group.filter(({ organisation }) => organisation !== null).length;
  const people = group.length - organisations;
  return [
    ...(organisations > 0 ? [`${words.organisation}${organisations > 1 ? ` (${organisations})` : ''}`] : []),
    ...(people > 0 ? [`${words.person}${people > 1 ? ` (${people})` : ''}`] : []),
  ];
}

/** What was said, each by whom where several said different things. */
function saidBy(group: readonly SummedComment[], named: boolean): string[] {
  const said = unique(group.map(saidIn));
  if (!named || said.length === 1) return said;
  return group.map((comment) => `${byName(comment)}. ${saidIn(comment)}`);
}

function saidIn({ kind, body, proposed }: SummedComment): string {
  return [`${words.kinds[kind]}: ${body}`, ...(proposed ? [`${words.proposed}: ${proposed}`] : [])].join(
    '\n',
  );
}

function answerTo([first]: readonly SummedComment[]): string {
  if (!first?.outcome) return first?.kind === 'agree' ? 'Ghi nhận ý kiến đồng ý.' : '';
  return [`${words.outcomes[first.outcome]}.`, first.reply ?? ''].filter(Boolean).join('\n');
}

/** Files kept in memory: the same summary is downloaded again and again while it is news. */
const mostKept = 8;
const files = new Map<string, Promise<Uint8Array>>();

/** The summary as a file; written once for as long as it says the same. */
export async function summaryFile(text: OfficialText, form: 'docx' | 'pdf'): Promise<Uint8Array> {
  const key = createHash('sha256').update(form).update(JSON.stringify(text)).digest('hex');
  const known = files.get(key);
  if (known) return known;
  const written = composeDocument(text, form);
  files.set(key, written);
  // what failed is tried again
  written.catch(() => files.delete(key));
  for (const old of [...files.keys()].slice(0, Math.max(0, files.size - mostKept))) files.delete(old);
  return written;
}
