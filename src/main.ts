import { languageOf } from './cli/outcome.ts';
import { perform } from './cli/run.ts';

/** Entry of every command: `start` (all together), web, worker, migrate, and the command line. */
const { exit, lines } = await perform(process.argv.slice(2), process.env);
for (const line of lines) process.stderr.write(`${line[languageOf(process.env)]}\n`);
process.exitCode = exit;
