import type { Text } from '../../kernel/text.ts';
import type { PlaceName } from './places.ts';

/** The last part of a guide's address. */
export const guideNames = ['khach', 'dau-moi', 'chuyen-vien', 'phu-trach', 'lanh-dao'] as const;
export type GuideName = (typeof guideNames)[number];

/**
 * A sentence of the guide. Words between `[[` and `]]` stand on the interface: a test finds them, in the language
 * of the sentence, on the page of `at`.
 */
export interface Told extends Text {
  readonly at?: PlaceName;
}

/** What can go wrong, and what to do then. */
export interface Trouble {
  readonly wrong: Told;
  readonly remedy: Told;
}

export interface Picture {
  /** Name of the file in public/guide, without its ending. */
  readonly file: string;
  readonly at: PlaceName;
  /** The element pictured: `tag`, `.class` or `#id`; the first of the page. */
  readonly part: string;
  /** Pixels kept from its top; all when left out. */
  readonly height?: number;
  /** What it shows, for those who do not see it. */
  readonly alt: Text;
  readonly caption: Text;
  /** Words of the Vietnamese page that must be seen on it. */
  readonly words: readonly string[];
}

export interface Chapter {
  /** The anchor. */
  readonly id: string;
  readonly title: Text;
  /** What it is for, in one or two sentences. */
  readonly purpose: Told;
  /** A page with an address of its own, where the work begins. */
  readonly begin?: PlaceName;
  readonly steps: readonly Told[];
  readonly pictures?: readonly Picture[];
  readonly troubles: readonly Trouble[];
}

export interface Guide {
  readonly name: GuideName;
  readonly title: Text;
  /** For whom it is and what it holds, in one sentence. */
  readonly lead: Text;
  readonly chapters: readonly Chapter[];
}

/** The pieces of a sentence: plain words, and words of the interface. */
export function piecesOf(sentence: string): { readonly text: string; readonly shown: boolean }[] {
  return sentence
    .split(/(\[\[.+?\]\])/)
    .filter(Boolean)
    .map((piece) =>
      piece.startsWith('[[') ? { text: piece.slice(2, -2), shown: true } : { text: piece, shown: false },
    );
}
