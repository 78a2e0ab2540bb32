import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../kernel/text.ts';
import {
  markUncertain,
  namesUncertain,
  standingWords,
  type UncertainWord,
  uncertainCells,
} from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { editionCode } from './edition.ts';
import { lockReview } from './import-commands.ts';
import { type Correctable, correctable, corrected, correctionText } from './import-corrections.ts';
import { type Changes, reviseImport, warningsAfter } from './import-revise.ts';
import { type ImportRecord, importRows, type ReviewedRow, sourceOf } from './import-store.ts';
import { titleLimit } from './inputs.ts';

/** A field of a row in which an uncertain word stands. */
export interface WordPlace {
  readonly position: number;
  readonly field: Correctable;
}

/** Fields offered for one word, at most. */
const MOST_PLACES = 4;

/** Where the words of a page stand in the rows. */
export interface WordsInRows {
  /** Where a word still stands, whatever was corrected since. */
  readonly places: (word: UncertainWord) => readonly WordPlace[];
  /** Whether a word still wants to be looked at: neither put right in its rows nor compared. */
  readonly isOpen: (word: UncertainWord) => boolean;
}

export function wordsIn(rows: readonly ReviewedRow[], words: readonly UncertainWord[]): WordsInRows {
  const places = new Map<UncertainWord, WordPlace[]>();
  const read = new Set<UncertainWord>();
  for (const row of rows) {
    const now = corrected(row);
    for (const field of correctable) {
      if (field === 'sector') continue;
      const before = correctionText(row.read, field);
      for (const { word } of markUncertain(before, words)) if (word) read.add(word);
      const standing = standingWords(before, correctionText(now, field), words);
      for (const word of new Set(standing.map((one) => one.word)))
        places.set(word, [...(places.get(word) ?? []), { position: row.position, field }]);
    }
  }
  return {
    places: (word) => places.get(word)?.slice(0, MOST_PLACES) ?? [],
    isOpen: (word) => !word.compared && (places.has(word) || !read.has(word)),
  };
}

/** What was typed for a word of the page; `number` counts from 1. */
export interface TypedWord {
  readonly number: number;
  readonly place: WordPlace;
  readonly right: string;
}

export interface RefusedWord extends TypedWord {
  readonly message: Text;
  readonly kind: 'invalid' | 'conflict';
}

/** What one person typed and ticked beside the picture of a page. */
export interface PageOfWords {
  readonly import: Pick<ImportRecord, 'id' | 'columns'>;
  /** Of the reading the page showed. */
  readonly version: number;
  /** The uncertain words of the page, in their order. */
  readonly words: readonly UncertainWord[];
  readonly typed: readonly TypedWord[];
  /** Numbers of words that are right as they were read, and of those that are doubted again. */
  readonly ticked: readonly number[];
  readonly unticked: readonly number[];
}

/**
 * Puts each right word in the place of the uncertain one, as corrections of the rows, and keeps which words were
 * compared. Row by row: what cannot be saved is answered with its message, all else is saved; `saved` counts words,
 * `ended` says why no tick was kept.
 */
export async function saveWords(
  services: Services,
  actor: Actor,
  page: PageOfWords,
): Promise<{
  readonly saved: number;
  readonly refused: readonly RefusedWord[];
  readonly ended: Text | null;
}> {
  const positions = [...new Set(page.typed.map(({ place }) => place.position))];
  const refused: RefusedWord[] = [];
  let saved = 0;
  for (const position of positions) {
    const typed = page.typed.filter(({ place }) => place.position === position);
    const wrong = await saveRow(services, actor, page, position, typed);
    refused.push(...wrong);
    saved += typed.length - wrong.length;
  }
  const wordAt = (number: number) => page.words[number - 1] ?? [];
  const ticked = page.ticked.flatMap(wordAt);
  const unticked = page.unticked.flatMap(wordAt);
  try {
    if (ticked.length + unticked.length > 0)
      saved += await compareWords(services, actor, page.import.id, ticked, unticked);
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'wrong_state') throw error;
    return { saved, refused, ended: error.text };
  }
  return { saved, refused, ended: null };
}

async function saveRow(
  services: Services,
  actor: Actor,
  { import: record, version, words }: PageOfWords,
  position: number,
  typed: readonly TypedWord[],
): Promise<RefusedWord[]> {
  const only = { flagged: false, limit: 1, offset: 0, from: position };
  const [row] = mayBePosition(position) ? await importRows(services.db, record, only) : [];
  const changes: Record<string, { from: string; to: string }> = {};
  const refused: RefusedWord[] = [];
  for (const field of new Set(typed.map(({ place }) => place.field))) {
    const inField = typed.filter(({ place }) => place.field === field);
    const outcome = fieldWith(row?.position === position ? row : null, field, words, inField);
    refused.push(...outcome.refused);
    if (outcome.change) changes[field] = outcome.change;
  }
  if (Object.keys(changes).length === 0) return refused;
  try {
    await reviseImport(services, actor, record.id, {
      version,
      row: { position, changes: changes as Changes<Correctable> },
    });
    return refused;
  } catch (error) {
    if (!(error instanceof Refusal) || (error.kind !== 'conflict' && error.kind !== 'wrong_state'))
      throw error;
    const { text } = error;
    const told = (one: TypedWord) =>
      refused.find(({ number, place }) => number === one.number && place === one.place);
    return typed.map((one) => told(one) ?? refusedFor(one, 'conflict', text));
  }
}

/** A field of a row with the right words in it; words that cannot be put there are left out of it. */
function fieldWith(
  row: ReviewedRow | null,
  field: Correctable,
  words: readonly UncertainWord[],
  typed: readonly TypedWord[],
): { readonly change: { from: string; to: string } | null; readonly refused: RefusedWord[] } {
  const from = row ? correctionText(corrected(row), field) : '';
  const standing = row ? standingWords(correctionText(row.read, field), from, words) : [];
  const refused: RefusedWord[] = [];
  const right = new Map<UncertainWord, string>();
  for (const one of typed) {
    const word = words[one.number - 1];
    const stands = word !== undefined && standing.some((known) => known.word === word);
    if (!stands) refused.push(refusedFor(one, 'conflict', gone));
    else if (singleSpaced(one.right) === '') refused.push(refusedFor(one, 'invalid', nothingTyped));
    else right.set(word, singleSpaced(one.right));
  }
  // from the last one on, so that the places of those before it stay
  const to = standing.toReversed().reduce((text, { word, at, text: old }) => {
    const put = right.get(word);
    return put === undefined ? text : text.slice(0, at) + put + text.slice(at + old.length);
  }, from);
  if (field === 'title' && [...to].length > titleLimit)
    return { change: null, refused: typed.map((one) => refusedFor(one, 'invalid', tooLong)) };
  return { change: to === from ? null : { from, to }, refused };
}

function refusedFor(typed: TypedWord, kind: RefusedWord['kind'], message: Text): RefusedWord {
  return { ...typed, kind, message };
}

function mayBePosition(position: number): boolean {
  return Number.isInteger(position) && position > 0 && position < 1_000_000;
}

/** Keeps that words are right as they were read, or doubted again; answers how many changed. */
async function compareWords(
  services: Services,
  actor: Actor,
  importId: number,
  ticked: readonly UncertainWord[],
  unticked: readonly UncertainWord[],
): Promise<number> {
  return await services.db.transaction().execute(async (tx) => {
    const record = await lockReview(tx, actor, importId);
    const known = (await sourceOf(tx, importId)).recognition?.uncertain ?? [];
    const among = (words: readonly UncertainWord[], one: UncertainWord) =>
      words.some((word) => samePlace(word, one));
    const right = known.filter((word) => !word.compared && among(ticked, word));
    const doubted = known.filter((word) => word.compared && among(unticked, word));
    if (right.length + doubted.length === 0) return 0;
    const now = known.map(({ compared, ...word }) =>
      (compared && !among(doubted, word)) || among(right, word) ? { ...word, compared: true as const } : word,
    );
    const at = services.clock();
    await tx
      .updateTable('catalogue_import')
      .set({
        recognition: sql`jsonb_set(recognition, '{uncertain}', ${JSON.stringify(now)}::jsonb)`,
        updated_at: at,
      })
      .where('id', '=', importId)
      .execute();
    await warnAnew(tx, record, now, [...right, ...doubted]);
    await appendEvent(tx, {
      name: 'import.revised',
      actor,
      subject: { kind: 'import', id: importId },
      facts: {
        code: editionCode(record.kind, record.span),
        ...{ compared: right.length, doubted: doubted.length },
      },
      at,
    });
    return right.length + doubted.length;
  });
}

function samePlace(one: UncertainWord, other: UncertainWord): boolean {
  return one.page === other.page && one.text === other.text && String(one.box) === String(other.box);
}

/** What is said of rows in which these words stand. */
async function warnAnew(
  tx: Transaction,
  record: ImportRecord,
  words: readonly UncertainWord[],
  changed: readonly UncertainWord[],
): Promise<void> {
  const open = changed.map((word) => ({ ...word, compared: undefined }));
  const rows = (await importRows(tx, record)).filter(({ read }) =>
    Object.values(read.fields).some((text) => markUncertain(text, open).some(({ word }) => word !== null)),
  );
  for (const row of rows) {
    const doubts = uncertainCells([row.read], words).map(({ column, message }) => ({ column, message }));
    const said = [...row.said.filter((one) => !namesUncertain(one)), ...doubts];
    await tx
      .updateTable('catalogue_import_row')
      .set({
        warnings: JSON.stringify(warningsAfter({ ...row, said }, row.corrections, record.columns, words)),
      })
      .where('import_id', '=', record.id)
      .where('position', '=', row.position)
      .execute();
  }
}

const nothingTyped = {
  vi: 'Hãy gõ chữ đúng. Nếu phải bỏ hẳn chữ này, hãy sửa dòng ở trang rà soát.',
  en: 'Type the right word. To take it out altogether, correct the row in the review.',
};

const tooLong = {
  vi: `Tên dài quá ${titleLimit} ký tự.`,
  en: `The title would be longer than ${titleLimit} characters.`,
};

const gone = {
  vi: 'Chữ này không còn ở dòng đó: có người vừa sửa, hoặc bảng đã được đọc lại. Hãy xem lại danh sách.',
  en: 'The word does not stand in that row any more: somebody corrected it, or the table was read anew.',
};
