import { readArguments } from './cli/arguments.ts';
import { commands } from './cli/commands.ts';
import { endingOf, languageOf, WrongUsage } from './cli/outcome.ts';
import { usage } from './cli/usage.ts';

/** Entry of every command: `start` (all together), web, worker, migrate, and the command line. */
async function main(): Promise<void> {
  const language = languageOf(process.env);
  try {
    const invocation = readArguments(process.argv.slice(2));
    const command = commands[invocation.command];
    if (!command) throw new WrongUsage(usage(invocation.command));
    process.exitCode = await command({ ...invocation, language });
  } catch (error) {
    const ending = endingOf(error);
    for (const line of ending.lines) process.stderr.write(`${line[language]}\n`);
    process.exitCode = ending.exit;
  }
}

await main();
