/** What is known of pages that are pictures. Imports nothing, so that any shape of a document may hold it. */

/** A page without text of its own. */
export interface PicturePage {
  readonly number: number;
  /** In points, as it is read: once it is turned upright. */
  readonly width: number;
  readonly height: number;
  /** Degrees by which it is turned, clockwise, to be read. */
  readonly turned: Turn;
}

export const TURNS = [0, 90, 180, 270] as const;
export type Turn = (typeof TURNS)[number];

/** Left, top, width and height as fractions of the page turned upright. */
export type Box = readonly [number, number, number, number];

export interface RecognisedWord {
  readonly text: string;
  /** 0 to 100, as the recogniser gives it. */
  readonly confidence: number;
  readonly box: Box;
  /** Printed line from 1, counted from the top of the page. */
  readonly line: number;
  /** The words that stand together with it on its line. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A recognised word that may be wrong. */
export interface UncertainWord extends RecognisedWord {
  readonly page: number;
  /** Somebody held it against the picture: it is right as it was read. */
  readonly compared?: true | undefined;
}

/** Which pages of a document were recognised from pictures, and what is uncertain in them. */
export interface Recognition {
  readonly pages: readonly PicturePage[];
  readonly uncertain: readonly UncertainWord[];
  /** Numbers of pages that stayed nothing but pictures. */
  readonly unread: readonly number[];
}
