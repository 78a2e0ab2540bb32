import { parseArgs } from 'node:util';
import type { Language } from '../kernel/text.ts';
import { WrongUsage } from './outcome.ts';

const options = {
  json: { type: 'boolean' },
  as: { type: 'string' },
  kind: { type: 'string' },
  year: { type: 'string' },
  period: { type: 'string' },
  'dry-run': { type: 'boolean' },
  documents: { type: 'boolean' },
  rehearse: { type: 'boolean' },
  email: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  recipient: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type OptionName = keyof typeof options;

export interface Invocation {
  /** One or two words: `read`, `audit verify`. */
  readonly command: string;
  readonly operands: readonly string[];
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly rehearse: boolean;
  readonly documents: boolean;
  /** E-mail of the person the command acts for; undefined = the product itself. */
  readonly as: string | undefined;
  option(
    name: Exclude<OptionName, 'json' | 'dry-run' | 'rehearse' | 'documents' | 'help'>,
  ): string | undefined;
}

/** An invocation with the language its messages are written in. */
export type CommandCall = Invocation & { readonly language: Language };

const twoWords = new Set(['import', 'account', 'audit', 'search', 'mail']);

/** Throws WrongUsage for an option that does not exist or lacks its value. */
export function readArguments(words: readonly string[]): Invocation {
  let read: ReturnType<typeof parse>;
  try {
    read = parse(words);
  } catch (error) {
    // Node’s own word; what follows its first sentence is advice for programmers
    const reason = (error instanceof Error ? error.message : String(error)).split(/\.\s/, 1)[0] ?? '';
    throw new WrongUsage({
      vi: `Dòng lệnh chưa đúng (${reason}). Gõ “nhipcau help” để xem cách dùng.`,
      en: `The command line is wrong (${reason}). Type “nhipcau help” for usage.`,
    });
  }
  const { values, positionals } = read;
  const length = twoWords.has(positionals[0] ?? '') ? 2 : 1;
  const command = values.help ? 'help' : positionals.slice(0, length).join(' ') || 'help';
  return {
    command,
    operands: positionals.slice(length),
    json: values.json ?? false,
    dryRun: values['dry-run'] ?? false,
    rehearse: values.rehearse ?? false,
    documents: values.documents ?? false,
    as: values.as,
    option: (name) => values[name],
  };
}

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
}
