import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { singleSpaced } from '../../kernel/text.ts';
import { markUncertain, type UncertainWord, uncertainPlaces } from '../../office/index.ts';
import type { Services } from '../../platform/services.ts';
import { type Correctable, correctable, corrected, correctionText } from './import-corrections.ts';
import { reviseImport, sameText } from './import-revise.ts';
import { importRows, type ReviewedRow } from './import-store.ts';
import { titleLimit } from './inputs.ts';

/** A field of a row in which an uncertain word stands. */
export interface WordPlace {
  readonly position: number;
  readonly field: Correctable;
}

/** Fields offered for one word, at most. */
const MOST_PLACES = 4;

/** Where words still stand, whatever was corrected since. */
export function placesIn(rows: readonly ReviewedRow[]): (word: UncertainWord) => WordPlace[] {
  const texts = rows.flatMap((row) => {
    const read = corrected(row);
    return correctable
      .filter((field) => field !== 'sector')
      .map((field) => ({ text: correctionText(read, field), place: { position: row.position, field } }));
  });
  const places = uncertainPlaces(texts);
  return (word) => places(word).slice(0, MOST_PLACES);
}

function holds(text: string, word: UncertainWord): boolean {
  return markUncertain(text, [word]).some((stretch) => stretch.word !== null);
}

/**
 * Puts the right words in the place of an uncertain one, as a correction of its row; false where they are what stands
 * there, so that nothing changes. `version` is of the reading the
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
): Promise<boolean> {
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
  if (sameText(from, to)) return false;
  const change = { position: place.position, changes: { [place.field]: { from, to } } };
  await reviseImport(services, actor, importId, { version, row: change });
  return true;
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
