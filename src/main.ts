import { languageOf } from './cli/outcome.ts';
import { perform } from './cli/run.ts';

/** Entry of every command: `start` (all together), web, worker, migrate, and the command line. */
const { exit, lines } = await perform(process.argv.slice(2), process.env);
for (const line of lines) process.stderr.write(`${line[languageOf(process.env)]}\n`);
process.exitCode = exit;
// told to stop, or cut off from its database, a command may leave something waiting that nobody needs any more
setTimeout(() => process.exit(), exit > 128 ? 0 : 5_000).unref();
