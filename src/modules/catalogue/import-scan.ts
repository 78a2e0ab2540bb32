import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { singleSpaced } from '../../kernel/text.ts';
import { markUncertain, type UncertainWord } from '../../office/index.ts';
import type { Services } from '../../platform/services.ts';
import { type Correctable, correctable, corrected, correctionText } from './import-corrections.ts';
import { reviseImport } from './import-revise.ts';
import { importRows, type ReviewedRow } from './import-store.ts';
import { titleLimit } from './inputs.ts';

/** A field of a row in which an uncertain word stands. */
export interface WordPlace {
  readonly position: number;
  readonly field: Correctable;
}

/** Rows a word is looked for in, at most; a scan has some hundred. */
const MOST_PLACES = 4;

/** Where a word still stands, whatever was corrected since. */
export function placesOf(rows: readonly ReviewedRow[], word: UncertainWord): WordPlace[] {
  const places: WordPlace[] = [];
  for (const row of rows) {
    const read = corrected(row);
    for (const field of correctable) {
      if (field === 'sector' || !holds(correctionText(read, field), word)) continue;
      places.push({ position: row.position, field });
      if (places.length === MOST_PLACES) return places;
    }
  }
  return places;
}

function holds(text: string, word: UncertainWord): boolean {
  return markUncertain(text, [word]).some((stretch) => stretch.word !== null);
}

/**
 * Puts the right words in the place of an uncertain one, as a correction of its row. `version` is of the reading the
 * page showed. Throws InvalidInput `right`, Refusal `conflict` where the word does not stand there any more, and what
 * reviseImport throws.
 */
export async function correctWord(
  services: Services,
  actor: Actor,
  input: {
    readonly importId: number;
    readonly version: number;
    readonly word: UncertainWord;
    readonly place: WordPlace;
    readonly right: string;
  },
): Promise<void> {
  const { importId, version, word, place } = input;
  const right = singleSpaced(input.right);
  if (right === '') throw new InvalidInput({ right: nothingTyped });
  const [row] = await importRows(services.db, importId, {
    ...{ flagged: false, limit: 1, offset: 0, from: place.position },
  });
  const from = row?.position === place.position ? correctionText(corrected(row), place.field) : '';
  if (!holds(from, word)) throw new Refusal('conflict', gone);
  const to = markUncertain(from, [word])
    .map((stretch) => (stretch.word === null ? stretch.text : right))
    .join('');
  if (place.field === 'title' && [...to].length > titleLimit) throw new InvalidInput({ right: tooLong });
  const change = { position: place.position, changes: { [place.field]: { from, to } } };
  await reviseImport(services, actor, importId, { version, row: change });
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
