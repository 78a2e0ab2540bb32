import { join, resolve } from 'node:path';
import type { Text } from '../kernel/text.ts';
import {
  checkExport,
  type Exported,
  exportAll,
  type Restored,
  rehearseRestore,
  restoreExport,
} from '../platform/backup/index.ts';
import { openLocalBlobStore } from '../platform/files.ts';
import { recordFromCommand } from '../site/backup/index.ts';
import { rebuildSearchIn } from '../site/rebuild-search.ts';
import { keepSampleOut } from '../site/sample/load.ts';
import type { CommandCall } from './arguments.ts';
import { exits, WrongUsage } from './outcome.ts';
import { withRuntime, withServer } from './with-runtime.ts';

/** `export DIR`: everything of this installation into a new directory, while it runs. Appends no event. */
export async function exportCommand(call: CommandCall): Promise<number> {
  const directory = onlyDirectory(call);
  const startedAt = new Date();
  const made = await withRuntime(async (services, connection) => {
    const exported = await exportAll({ connection, files: services.files }, directory);
    await recordFromCommand(services, 'export', directory, startedAt, exported);
    return exported;
  });
  tell(
    call,
    { directory, ...made },
    sentence(made, `Đã xuất vào ${directory}`, `Exported into ${directory}`),
  );
  return tellMissing(call, made);
}

/** `restore DIR`: an export into an empty database. With --rehearse only tries it, in a database of its own. */
export async function restoreCommand(call: CommandCall): Promise<number> {
  const directory = onlyDirectory(call);
  if (call.rehearse) return rehearse(call, directory);
  // before a database is started, or made, for something that cannot be restored
  const opened = await checkExport(directory);
  const restored = await withServer(async ({ dataDir }, log, { connection }) => {
    const files = openLocalBlobStore(join(dataDir, 'files'));
    const done = await restoreExport({ connection, files, log, rebuild: rebuildSearchIn }, opened);
    await keepSampleOut(dataDir);
    return done;
  });
  tell(
    call,
    { directory, ...restored },
    sentence(restored, `Đã khôi phục từ ${directory}`, `Restored from ${directory}`),
  );
  return tellMissing(call, restored);
}

async function rehearse(call: CommandCall, directory: string): Promise<number> {
  const startedAt = new Date();
  const rehearsed = await withRuntime(async (services, connection) => {
    const target = { connection, log: services.log, rebuild: rebuildSearchIn };
    const restored = await rehearseRestore(target, directory);
    await recordFromCommand(services, 'rehearsal', directory, startedAt, restored);
    return restored;
  });
  tell(
    call,
    { directory, ...rehearsed },
    sentence(
      rehearsed,
      `Diễn tập khôi phục ${directory} đạt, không đụng tới dữ liệu đang dùng`,
      `The rehearsal of restoring ${directory} passed; the data in use was not touched`,
    ),
  );
  return tellMissing(call, rehearsed);
}

function onlyDirectory(call: CommandCall): string {
  const [directory, ...more] = call.operands;
  if (directory && more.length === 0) return resolve(directory);
  throw new WrongUsage({ vi: 'Cần đúng một thư mục.', en: 'Exactly one directory is needed.' });
}

function sentence(made: Exported | Restored, vi: string, en: string): Text {
  const { tables, rows, files, events, head } = made;
  return {
    vi: `${vi}: ${tables} bảng, ${rows} dòng, ${files} tệp, ${events} sự kiện; đầu chuỗi nhật ký ${head}.`,
    en: `${en}: ${tables} tables, ${rows} rows, ${files} files, ${events} events; head of the event chain ${head}.`,
  };
}

function tell(call: CommandCall, answer: object, line: Text): void {
  process.stdout.write(`${call.json ? JSON.stringify(answer) : line[call.language]}\n`);
}

/** Files that were lost before are no reason to have no backup, but somebody must look for them. */
function tellMissing(call: CommandCall, { missing }: Exported): number {
  if (missing.length === 0) return exits.done;
  const line = {
    vi: `Thiếu hoặc hỏng nội dung của ${missing.length} tệp trong sổ đăng ký (ghi trong manifest.json): ${missing[0]}…`,
    en: `The content of ${missing.length} registered files is lost or damaged (named in manifest.json): ${missing[0]}…`,
  };
  process.stderr.write(`${line[call.language]}\n`);
  return exits.unverified;
}
