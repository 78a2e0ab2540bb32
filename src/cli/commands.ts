import { verifyEvents } from '../platform/events/verify.ts';
import { createAccountCommand } from './account.ts';
import type { CommandCall } from './arguments.ts';
import { importCatalogueCommand, readCommand } from './documents.ts';
import { exits } from './outcome.ts';
import { rebuildSearchCommand } from './search.ts';
import { migrateCommand, startCommand, webCommand, workerCommand } from './serve.ts';
import { usage } from './usage.ts';
import { withRuntime } from './with-runtime.ts';

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
  ['audit verify', auditVerifyCommand],
  ['help', helpCommand],
]);

async function helpCommand({ json, language }: CommandCall): Promise<number> {
  const text = usage[language];
  process.stdout.write(json ? `${JSON.stringify({ usage: text })}\n` : `${text}\n`);
  return exits.done;
}

async function auditVerifyCommand(call: CommandCall): Promise<number> {
  const found = await withRuntime((services) => verifyEvents(services.db));
  if (call.json) process.stdout.write(`${JSON.stringify(found)}\n`);
  if (found.broken) {
    const { seq, reason } = found.broken;
    const reasons = {
      missing: { vi: 'bị thiếu', en: 'is missing' },
      changed: { vi: 'đã bị sửa', en: 'was changed' },
      relinked: { vi: 'không nối với sự kiện trước', en: 'does not follow the one before' },
      head: { vi: 'không khớp với đầu chuỗi đã ghi', en: 'does not match the recorded head' },
    }[reason];
    const line = {
      vi: `Chuỗi nhật ký hỏng: sự kiện ${seq} ${reasons.vi}.`,
      en: `The event chain is broken: event ${seq} ${reasons.en}.`,
    };
    process.stderr.write(`${line[call.language]}\n`);
    return exits.unverified;
  }
  if (!call.json) {
    const line = {
      vi: `Chuỗi nhật ký toàn vẹn: ${found.events} sự kiện, đầu chuỗi ${found.head}.`,
      en: `The event chain is whole: ${found.events} events, head ${found.head}.`,
    };
    process.stdout.write(`${line[call.language]}\n`);
  }
  return exits.done;
}
