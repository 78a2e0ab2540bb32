import { dateWords, type OfficialText, passagesOf } from '../../../office/index.ts';
import type { Installation } from '../../../platform/installation.ts';
import { outcomeWords } from '../carry-over/outcome.ts';
import type { OutcomeCounts } from '../carry-over/queries.ts';
import { type Edition, writeSpan } from '../edition.ts';
import type { EntryRecord } from '../entry-store.ts';
import { adjustingWords, annexOf } from './annex.ts';
import { type FieldName, filled } from './fields.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type OutgoingKind, type OutgoingTexts, outgoingHeads, typedDate } from './outgoing.ts';

export interface OutgoingSource {
  readonly outgoing: OutgoingKind;
  readonly edition: Edition;
  readonly texts: OutgoingTexts;
  /** Without removed ones. */
  readonly entries: readonly EntryRecord[];
  /** Of all entries, where `entries` are an excerpt. */
  readonly figures?: Figures;
  readonly installation: Installation;
  /** How many entries that are not confidential came to what; for a report on a published edition. */
  readonly outcomes?: OutcomeCounts | null;
}

/** At the foot of pages that hold entries of the sample. */
const illustrativeMark = 'Có dữ liệu minh họa để xem thử, không phải văn bản chính thức';

/** The document as it is to be written. A confidential entry is never in it, and counts nowhere. */
export function composed(source: OutgoingSource): OfficialText {
  const { outgoing, edition, texts } = source;
  const entries = source.entries.filter(({ confidential }) => !confidential);
  const figures = source.figures ?? figuresOf(entries);
  const values = valuesOf(source, figures);
  const say = (text: string) => filled(text, values);
  const list = (text: string) => say(text).split('\n');
  const date = typedDate(texts.date) ?? null;
  const number = texts.number.trim() === '' ? null : texts.number.trim();
  const issuer = list(texts.issuer).map((line) => line.toLocaleUpperCase('vi'));
  return {
    superior: texts.superior.trim() === '' ? null : say(texts.superior).toLocaleUpperCase('vi'),
    issuer,
    number,
    symbol: say(texts.symbol),
    place: say(texts.place),
    date,
    kind: outgoingHeads[outgoing],
    abstract: say(texts.abstract),
    addressees: list(texts.addressees),
    bases: list(texts.bases),
    enacting:
      outgoing === 'decision' || outgoing === 'adjustment'
        ? { authority: issuer.join(' '), word: 'QUYẾT ĐỊNH:' }
        : null,
    body: passagesOf(say(texts.body)),
    signer: { roles: list(texts.roles), name: texts.signer.trim() === '' ? null : texts.signer },
    recipients: list(texts.recipients),
    annexes: [
      {
        number: null,
        title: say(texts.annexTitle),
        caption: captionOf(outgoing, number, say(texts.symbol), date, issuer),
        ...annexOf(outgoing, edition.kind, entries, texts.columns),
      },
    ],
    mark: figures.illustrative ? illustrativeMark : null,
  };
}

/** `(Kèm theo Thông báo số /TB-UBND ngày tháng 4 năm 2026 của UBND tỉnh Lạng Sơn)`; writers leave room for blanks. */
function captionOf(
  outgoing: OutgoingKind,
  number: string | null,
  symbol: string,
  date: string | null,
  issuer: readonly string[],
): string {
  const head = outgoingHeads[outgoing];
  const name = `${head.charAt(0)}${head.slice(1).toLocaleLowerCase('vi')}`;
  const padded = number === null ? '' : number.padStart(2, '0');
  return `(Kèm theo ${name} số ${padded}/${symbol} ${dateWords(date)} của ${agencyInWords(issuer)})`;
}

/** The issuer's capitals as they stand amid a sentence. */
export function agencyInWords(issuer: readonly string[]): string {
  const whole = issuer.join(' ');
  const [, place] = /^ỦY BAN NHÂN DÂN TỈNH (.+)$/u.exec(whole) ?? [];
  const capitalised = (text: string) =>
    text.toLocaleLowerCase('vi').replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toLocaleUpperCase('vi'));
  if (place !== undefined) return `UBND tỉnh ${capitalised(place)}`;
  return whole === 'SỞ KHOA HỌC VÀ CÔNG NGHỆ' ? 'Sở Khoa học và Công nghệ' : whole;
}

function inSentence(title: string): string {
  return `${title.charAt(0).toLocaleLowerCase('vi')}${title.slice(1)}`;
}

function valuesOf(
  { edition, installation, outcomes }: OutgoingSource,
  { entries, byStatus, ...deeds }: Figures,
): Record<FieldName, string> {
  const { contact } = edition;
  const figure = (count: number) => (count > 0 && count < 10 ? `0${count}` : String(count));
  return {
    năm: writeSpan(edition.span),
    'số mục': figure(entries),
    // of an amendment it is a deed, amid a sentence
    'tên danh mục': edition.amends ? inSentence(edition.title) : edition.title,
    tỉnh: installation.place,
    'đầu mối': contact.name ?? installation.operator,
    'địa chỉ': contact.address ?? installation.address ?? '',
    'điện thoại': contact.phone ?? installation.phone ?? '',
    'đang tìm lời giải': figure(byStatus.open),
    'đang triển khai': figure(byStatus.in_progress),
    'đã giải quyết': figure(byStatus.resolved),
    'chưa triển khai': figure(byStatus.not_taken_up),
    'kết quả các mục': outcomes ? outcomeWords(outcomes, figure) : '',
    'lý do điều chỉnh': edition.amends?.reason ?? '',
    'việc điều chỉnh': adjustingWords(deeds),
  };
}
