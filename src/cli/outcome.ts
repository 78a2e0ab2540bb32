import { InvalidInput, Refusal } from '../kernel/refusal.ts';
import type { Language, Text } from '../kernel/text.ts';
import { UnreadableFile } from '../office/index.ts';
import { WrongSettings } from '../platform/config.ts';
import { EmbeddedRefusal } from '../platform/embedded/index.ts';
import { failureOf } from '../platform/http/refusals.ts';

/** Exit codes are a stable interface. */
export const exits = { done: 0, fault: 1, input: 2, refused: 3, unverified: 4 } as const;

/** What was typed on the command line cannot be understood. */
export class WrongUsage extends Error {
  readonly text: Text;
  constructor(text: Text) {
    super(text.vi);
    this.name = 'WrongUsage';
    this.text = text;
  }
}

export interface Ending {
  readonly exit: number;
  readonly lines: readonly Text[];
}

/** How a failed command ends: its exit code and what it says on standard error. */
export function endingOf(error: unknown): Ending {
  if (error instanceof WrongUsage) return { exit: exits.input, lines: [error.text] };
  if (error instanceof WrongSettings) return { exit: exits.input, lines: error.problems };
  if (error instanceof UnreadableFile) return { exit: exits.input, lines: [error.text] };
  if (error instanceof InvalidInput) {
    const fields = Object.entries<Text | undefined>(error.fields);
    return {
      exit: exits.input,
      lines: fields.map(([field, text]) => ({
        vi: `${field}: ${text?.vi ?? ''}`,
        en: `${field}: ${text?.en ?? ''}`,
      })),
    };
  }
  if (error instanceof Refusal || error instanceof EmbeddedRefusal)
    return { exit: exits.refused, lines: [error.text] };
  const failure = failureOf(error);
  if (!failure.fault) return { exit: exits.fault, lines: [failure.text] };
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    exit: exits.fault,
    lines: [{ vi: `Lỗi của chương trình: ${reason}`, en: `Fault of the program: ${reason}` }],
  };
}

/** Vietnamese unless LANG (or LC_ALL) asks for English. */
export function languageOf(environment: NodeJS.ProcessEnv): Language {
  const asked = environment.LC_ALL || environment.LANG || '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'vi';
}
