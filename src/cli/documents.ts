import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Text } from '../kernel/text.ts';
import { importCatalogue } from '../modules/catalogue/index.ts';
import { importPlan, readAsPlan } from '../modules/programme/index.ts';
import {
  asPlainReading,
  type CatalogueTerm,
  readCatalogue,
  readOfficialFile,
  type StoppedPage,
  termWarnings,
} from '../office/index.ts';
import type { CommandCall } from './arguments.ts';
import { exits, WrongUsage } from './outcome.ts';
import { actingPerson } from './person.ts';
import { withRuntime } from './with-runtime.ts';

function onStopped(pages: readonly StoppedPage[]): void {
  for (const { page, program, reason } of pages)
    process.stderr.write(`Trang ${page}: nhận dạng chữ bị dừng (${program}: ${reason}).\n`);
}

/** `read FILE`: always JSON, touches no database. */
export async function readCommand(call: CommandCall): Promise<number> {
  const file = onlyFile(call);
  const reading = asPlainReading(await readOfficialFile({ path: file, name: basename(file), onStopped }));
  process.stdout.write(`${JSON.stringify(reading, null, call.json ? 0 : 2)}\n`);
  return exits.done;
}

/** `import catalogue FILE`: with --dry-run only says what would be imported; otherwise saves a draft edition. */
export async function importCatalogueCommand(call: CommandCall): Promise<number> {
  const file = onlyFile(call);
  const term = termOf(call);
  const reading = await readOfficialFile({ path: file, name: basename(file), onStopped });
  const read = readCatalogue(reading, term);
  const doubts = termWarnings(read);
  if (call.dryRun) {
    const shown = { ...read, warnings: [...doubts, ...read.warnings] };
    process.stdout.write(`${JSON.stringify(shown, null, call.json ? 0 : 2)}\n`);
    return exits.done;
  }
  const saved = await withRuntime(async (services) => {
    const actor = await actingPerson(services, call);
    const stored = await services.files.put(createReadStream(file));
    return importCatalogue(services, actor, { reading, ...term, file: { ...stored, name: basename(file) } });
  });
  for (const { message } of doubts) process.stderr.write(`${message}\n`);
  process.stdout.write(call.json ? `${JSON.stringify(saved)}\n` : `${saved.url}\n`);
  return exits.done;
}

const noPlan: Text = {
  vi: 'Không tìm thấy chỉ tiêu, nhiệm vụ nào: cần bảng có cột “Chỉ tiêu” và “Kết quả”, bảng có cột “Tên nhiệm vụ” và cơ quan chủ trì, hoặc mục nhiệm vụ trong nội dung.',
  en: 'No targets and no tasks found: a table with columns “Chỉ tiêu” and “Kết quả”, one with “Tên nhiệm vụ” and the lead agency, or a section of tasks in the text is needed.',
};

/** `import plan FILE`: with --dry-run only says which targets and tasks a plan holds; otherwise saves a draft plan. */
export async function importPlanCommand(call: CommandCall): Promise<number> {
  const file = onlyFile(call);
  const reading = await readOfficialFile({ path: file, name: basename(file), onStopped });
  if (call.dryRun) {
    const read = readAsPlan(reading);
    process.stdout.write(`${JSON.stringify(read, null, call.json ? 0 : 2)}\n`);
    if (read.targets.length > 0 || read.tasks.length > 0) return exits.done;
    process.stderr.write(`${noPlan[call.language]}\n`);
    return exits.input;
  }
  const saved = await withRuntime(async (services) => {
    const actor = await actingPerson(services, call);
    const stored = await services.files.put(createReadStream(file));
    return importPlan(services, actor, { reading, file: { ...stored, name: basename(file) } });
  });
  process.stdout.write(call.json ? `${JSON.stringify(saved)}\n` : `${saved.url}\n`);
  return exits.done;
}

function onlyFile(call: CommandCall): string {
  const [file, ...more] = call.operands;
  if (file && more.length === 0) return file;
  throw new WrongUsage({ vi: 'Cần đúng một tệp.', en: 'Exactly one file is needed.' });
}

function termOf(call: CommandCall): CatalogueTerm {
  const kind = call.option('kind');
  if (kind !== 'problems' && kind !== 'needs') {
    throw new WrongUsage({
      vi: 'Cần --kind problems hoặc --kind needs.',
      en: '--kind problems or --kind needs is needed.',
    });
  }
  const year = /^(20\d\d)$/.exec(call.option('year') ?? '');
  const period = /^(20\d\d)-(20\d\d)$/.exec(call.option('period') ?? '');
  if (year && call.option('period') === undefined) return { kind, year: Number(year[0]) };
  if (period && call.option('year') === undefined && Number(period[1]) < Number(period[2])) {
    return { kind, period: period[0] };
  }
  throw new WrongUsage({
    vi: 'Cần --year 2026 hoặc --period 2026-2030.',
    en: '--year 2026 or --period 2026-2030 is needed.',
  });
}
