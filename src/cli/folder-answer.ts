import { relative } from 'node:path';
import { writeDate } from '../kernel/dates.ts';
import type { Language, Text } from '../kernel/text.ts';
import { type Outcome, type Target, work } from '../modules/catalogue/index.ts';
import { documentWork, kindNames } from '../modules/documents/index.ts';
import type { CommandCall } from './arguments.ts';
import { type PassedOver, passedOverReasons } from './folder-files.ts';
import type { FolderOutcome } from './import-folder.ts';

type Word = 'registered' | 'review' | 'known' | 'refused';

const words: Readonly<Record<Word, Text>> = {
  registered: { vi: 'đã vào sổ', en: 'registered' },
  review: { vi: 'chờ rà soát', en: 'for review' },
  known: { vi: 'đã có', en: 'known' },
  refused: { vi: 'không nhận', en: 'refused' },
};
const foreseenWords: Readonly<Record<Word, Text>> = {
  ...words,
  registered: { vi: 'sẽ vào sổ', en: 'would be registered' },
  review: { vi: 'sẽ rà soát', en: 'would be reviewed' },
};

/** What a run says at its end. */
export interface FolderAnswer {
  readonly folder: string;
  readonly target: Target;
  readonly list: readonly FolderOutcome[];
  readonly passedOver: readonly PassedOver[];
  readonly baseUrl: URL;
}

function wordOf(outcome: Outcome, target: Target): Word {
  if (outcome.state !== 'done') return outcome.state;
  return target.kind === 'documents' ? 'registered' : 'review';
}

/** `12/87 quyet-dinh/99.docx: đã vào sổ`, on standard error. */
export function tellProgress(
  { language, dryRun }: CommandCall,
  target: Target,
  { path, outcome }: FolderOutcome,
  place: { readonly at: number; readonly of: number },
): void {
  const word = (dryRun ? foreseenWords : words)[wordOf(outcome, target)][language];
  process.stderr.write(`${place.at}/${place.of} ${path.normalize('NFC')}: ${word}\n`);
}

/** The table of a run, or with --json all of it as data; a line on standard error where something was not taken. */
export function tellFolder(call: CommandCall, answer: FolderAnswer): void {
  const { language } = call;
  process.stdout.write(call.json ? `${JSON.stringify(asJson(call, answer))}\n` : asTable(call, answer));
  const count = answer.list.filter(({ outcome }) => outcome.state === 'refused').length;
  const closed = answer.passedOver.filter(({ reason }) => reason === 'closed').length;
  if (count + closed === 0) return;
  const line: Text = {
    vi: `Không nhận được ${count} tệp${closed > 0 ? `, không mở được ${closed} thư mục` : ''}; lý do ghi trong bảng.`,
    en: `${count} files were not taken${closed > 0 ? `, ${closed} directories cannot be opened` : ''}; the table says why.`,
  };
  process.stderr.write(`${line[language]}\n`);
}

function countsOf({ list, target, passedOver }: FolderAnswer) {
  const count = (word: Word) => list.filter(({ outcome }) => wordOf(outcome, target) === word).length;
  return {
    files: list.length,
    registered: count('registered'),
    review: count('review'),
    known: count('known'),
    refused: count('refused'),
    passedOver: passedOver.length,
  };
}

function asJson({ dryRun, language }: CommandCall, answer: FolderAnswer) {
  const { folder, target, list, passedOver, baseUrl } = answer;
  return {
    directory: folder,
    into: target.kind,
    dryRun,
    files: list.map(({ path, sha256, outcome }) => ({
      path,
      sha256,
      outcome: wordOf(outcome, target),
      kind: outcome.as?.kind ?? null,
      number: outcome.as?.number ?? null,
      date: outcome.as?.date ?? null,
      issuer: outcome.as?.issuer ?? null,
      title: outcome.as?.title ?? null,
      rows: outcome.as?.rows ?? null,
      address: addressOf(outcome, baseUrl),
      message: reasonOf(outcome, language),
    })),
    passedOver: passedOver.map(({ path, reason }) => ({
      path,
      reason,
      message: passedOverReasons[reason][language],
    })),
    counts: countsOf(answer),
  };
}

function asTable({ language, dryRun }: CommandCall, answer: FolderAnswer): string {
  const vi = language === 'vi';
  const head = vi
    ? ['Tệp', 'Kết quả', 'Loại', 'Số', 'Ngày', 'Số dòng', 'Địa chỉ, lý do']
    : ['File', 'Outcome', 'Kind', 'Number', 'Date', 'Rows', 'Address, reason'];
  const rows = answer.list.map(({ path, outcome }) => [
    path.normalize('NFC'),
    (dryRun ? foreseenWords : words)[wordOf(outcome, answer.target)][language],
    outcome.as ? kindNames[outcome.as.kind][language] : '',
    outcome.as?.number ?? '',
    outcome.as?.date ? writeDate(outcome.as.date) : '',
    outcome.as?.rows?.toString() ?? '',
    [reasonOf(outcome, language), addressOf(outcome, answer.baseUrl)].filter(Boolean).join(' '),
  ]);
  const passed = answer.passedOver.map(({ path, reason }) => [
    path.normalize('NFC'),
    vi ? 'bỏ qua' : 'passed over',
    ...['', '', '', ''],
    passedOverReasons[reason][language],
  ]);
  return `${aligned([head, ...rows, ...passed])}\n${summary(answer, language, dryRun)}\n`;
}

function summary(answer: FolderAnswer, language: Language, dryRun: boolean): string {
  const { files, registered, review, known, refused, passedOver } = countsOf(answer);
  const place = relative(process.cwd(), answer.folder) || '.';
  const told: Text = {
    vi: `${place}: ${files} tệp; ${registered} vào sổ, ${review} chờ rà soát, ${known} đã có, ${refused} không nhận, ${passedOver} bỏ qua.${dryRun ? ' Chạy thử, chưa lưu gì.' : ''}`,
    en: `${place}: ${files} files; ${registered} registered, ${review} for review, ${known} known, ${refused} refused, ${passedOver} passed over.${dryRun ? ' Only tried, nothing is saved.' : ''}`,
  };
  return told[language];
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function reasonOf(outcome: Outcome, language: Language): string | null {
  if (outcome.state === 'refused') return outcome.message[language];
  if (outcome.state === 'done') return null;
  return knownBy[outcome.by][language];
}

const knownBy: Readonly<Record<'content' | 'number', Text>> = {
  content: { vi: 'Cùng nội dung với tệp đã có.', en: 'The same content is there already.' },
  number: {
    vi: 'Cùng số, ngày và cơ quan ban hành với văn bản đã có.',
    en: 'A document of the same number, date and issuer is there already.',
  },
};

/** The page of what the file became; null where it became nothing. */
function addressOf(outcome: Outcome, baseUrl: URL): string | null {
  if (outcome.state === 'refused') return null;
  if (outcome.importId !== null) return new URL(work.import(outcome.importId), baseUrl).href;
  if (outcome.documentId !== null) return new URL(documentWork.document(outcome.documentId), baseUrl).href;
  return null;
}
