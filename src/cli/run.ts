import { readArguments } from './arguments.ts';
import { commands } from './commands.ts';
import { type Ending, endingOf, languageOf, WrongUsage } from './outcome.ts';

/** Commands that work on files named on the line; after any other a further word is a mistake not to be passed over. */
const withOperands = new Set([
  ...[
    'read',
    'import catalogue',
    'import plan',
    'import folder',
    'export',
    'restore',
    'audit verify',
    'help',
  ],
]);

/** What a command line ends with: its exit code, and what it says on standard error where it failed. */
export async function perform(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ending> {
  try {
    const invocation = readArguments(words);
    const command = commands.get(invocation.command);
    if (!command) throw unknownCommand(invocation.command);
    if (invocation.operands.length > 0 && !withOperands.has(invocation.command)) {
      throw unexpectedWords(invocation.command, invocation.operands.join(' '));
    }
    return { exit: await command({ ...invocation, language: languageOf(environment) }), lines: [] };
  } catch (error) {
    return endingOf(error);
  }
}

function unknownCommand(words: string): WrongUsage {
  return new WrongUsage({
    vi: `Không có lệnh “${words}”. Gõ “nhipcau help” để xem cách dùng.`,
    en: `There is no command “${words}”. Type “nhipcau help” for usage.`,
  });
}

function unexpectedWords(command: string, words: string): WrongUsage {
  return new WrongUsage({
    vi: `Không hiểu “${words}” sau “${command}”. Gõ “nhipcau help” để xem cách dùng.`,
    en: `“${words}” after “${command}” makes no sense. Type “nhipcau help” for usage.`,
  });
}
