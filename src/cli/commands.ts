import type { CommandCall } from './arguments.ts';
import { exits } from './outcome.ts';
import { usage } from './usage.ts';

/** What a command does; resolves to its exit code. */
export type Command = (call: CommandCall) => Promise<number>;

/** Every command by its words, loaded when it is called: help and audits do not wait for the web server's parts. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['start', async (call) => (await import('./serve.ts')).startCommand(call)],
  ['web', async (call) => (await import('./serve.ts')).webCommand(call)],
  ['worker', async (call) => (await import('./serve.ts')).workerCommand(call)],
  ['migrate', async (call) => (await import('./serve.ts')).migrateCommand(call)],
  ['read', async (call) => (await import('./documents.ts')).readCommand(call)],
  ['import catalogue', async (call) => (await import('./documents.ts')).importCatalogueCommand(call)],
  ['import plan', async (call) => (await import('./documents.ts')).importPlanCommand(call)],
  ['import folder', async (call) => (await import('./import-folder.ts')).importFolderCommand(call)],
  ['account create', async (call) => (await import('./account.ts')).createAccountCommand(call)],
  ['mail returned', async (call) => (await import('./mail.ts')).mailReturnedCommand(call)],
  ['account code', async (call) => (await import('./account.ts')).accountCodeCommand(call)],
  ['account reset-factors', async (call) => (await import('./account.ts')).resetFactorsCommand(call)],
  ['search rebuild', async (call) => (await import('./search.ts')).rebuildSearchCommand(call)],
  ['export', async (call) => (await import('./backup.ts')).exportCommand(call)],
  ['restore', async (call) => (await import('./backup.ts')).restoreCommand(call)],
  ['audit verify', async (call) => (await import('./audit.ts')).auditVerifyCommand(call)],
  ['help', helpCommand],
] satisfies [string, Command][]);

async function helpCommand({ json, language }: CommandCall): Promise<number> {
  const text = usage[language];
  process.stdout.write(json ? `${JSON.stringify({ usage: text })}\n` : `${text}\n`);
  return exits.done;
}
