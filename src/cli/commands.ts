import { createAccountCommand } from './account.ts';
import type { CommandCall } from './arguments.ts';
import { auditVerifyCommand } from './audit.ts';
import { exportCommand, restoreCommand } from './backup.ts';
import { importCatalogueCommand, readCommand } from './documents.ts';
import { exits } from './outcome.ts';
import { rebuildSearchCommand } from './search.ts';
import { migrateCommand, startCommand, webCommand, workerCommand } from './serve.ts';
import { usage } from './usage.ts';

/** What a command does; resolves to its exit code. */
export type Command = (call: CommandCall) => Promise<number>;

/** Every command by its words. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['start', startCommand],
  ['web', webCommand],
  ['worker', workerCommand],
  ['migrate', migrateCommand],
  ['read', readCommand],
  ['import catalogue', importCatalogueCommand],
  ['account create', createAccountCommand],
  ['search rebuild', rebuildSearchCommand],
  ['export', exportCommand],
  ['restore', restoreCommand],
  ['audit verify', auditVerifyCommand],
  ['help', helpCommand],
]);

async function helpCommand({ json, language }: CommandCall): Promise<number> {
  const text = usage[language];
  process.stdout.write(json ? `${JSON.stringify({ usage: text })}\n` : `${text}\n`);
  return exits.done;
}
