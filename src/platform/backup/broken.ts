import type { Text } from '../../kernel/text.ts';

/** An export that cannot be trusted: what is wrong with it, and in which of its files. Nothing of it is used. */
export class BrokenExport extends Error {
  readonly text: Text;

  /** `place`: a path within the export, with the line where one is known; null for the export as a whole. */
  constructor(place: string | null, what: Text, line?: number) {
    const vi = [place, line && `dòng ${line}`].filter(Boolean).join(', ');
    const en = [place, line && `line ${line}`].filter(Boolean).join(', ');
    super(`${vi}: ${what.vi}`);
    this.name = 'BrokenExport';
    this.text = {
      vi: `Bản xuất không dùng được${vi && `: ${vi}`}: ${what.vi} Hãy dùng một bản xuất khác hoặc chép lại từ nơi cất giữ.`,
      en: `The export cannot be used${en && `: ${en}`}: ${what.en} Use another export, or copy it anew from where it is kept.`,
    };
  }
}
