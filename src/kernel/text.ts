/** A sentence for people, Vietnamese first. */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

export type Language = 'vi' | 'en';

/** NFC with single spaces and no leading or trailing space: the one spelling in which texts are stored and compared. */
export function singleSpaced(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
