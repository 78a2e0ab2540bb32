import { resolve } from 'node:path';
import { flawText, verifyExportedEvents } from '../platform/backup/index.ts';
import { verifyEvents } from '../platform/events/verify.ts';
import type { CommandCall } from './arguments.ts';
import { exits, WrongUsage } from './outcome.ts';
import { withRuntime } from './with-runtime.ts';

/** `audit verify`: the event chain of the database, or of the export in the directory named. */
export async function auditVerifyCommand(call: CommandCall): Promise<number> {
  const [directory, ...more] = call.operands;
  if (more.length > 0)
    throw new WrongUsage({
      vi: `Cần nhiều nhất một thư mục; thừa “${more.join(' ')}”.`,
      en: `One directory at most; “${more.join(' ')}” is too much.`,
    });
  const found =
    directory === undefined
      ? await withRuntime((services) => verifyEvents(services.db))
      : await verifyExportedEvents(resolve(directory));
  if (call.json) process.stdout.write(`${JSON.stringify(found)}\n`);
  if (found.broken) {
    process.stderr.write(`${flawText(found.broken)[call.language]}\n`);
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
