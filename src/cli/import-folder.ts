import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '../kernel/actor.ts';
import {
  authorise,
  foreseen,
  knownByContent,
  type Outcome,
  readForIntake,
  readSpan,
  refusalOf,
  refused,
  type Target,
  takeIn,
} from '../modules/catalogue/index.ts';
import { warnOfStopped } from '../modules/documents/index.ts';
import { FILE_BYTES } from '../office/index.ts';
import type { Services } from '../platform/services.ts';
import type { CommandCall } from './arguments.ts';
import { tellFolder, tellProgress } from './folder-answer.ts';
import { type FolderFiles, filesBelow } from './folder-files.ts';
import { exits, WrongUsage } from './outcome.ts';
import { actingPerson } from './person.ts';
import { withRuntime } from './with-runtime.ts';

/** One file of the folder and what became of it. */
export interface FolderOutcome {
  /** Below the folder. */
  readonly path: string;
  /** null where it could not be read at all, or was not, for its size. */
  readonly sha256: string | null;
  readonly outcome: Outcome;
}

/**
 * `import folder DIR`: every official file below a folder, one after another, into the register (`--documents`, the
 * default) or into reviews of a catalogue. What is done stays done: run again, the content of each file says so.
 */
export async function importFolderCommand(call: CommandCall): Promise<number> {
  const folder = onlyFolder(call);
  const target = targetOf(call);
  const found = await filesBelow(folder);
  const answer = await withRuntime(async (services) => {
    const actor = await actingPerson(services, call);
    // asked once for all of them: somebody who may not is told before anything is read
    authorise(actor, 'edit', null);
    const list = await eachInTurn(services, actor, { call, folder, target, found });
    return { folder, target, list, passedOver: found.passedOver, baseUrl: services.config.baseUrl };
  });
  tellFolder(call, answer);
  return exitOf(answer.list, found);
}

interface Run {
  readonly call: CommandCall;
  readonly folder: string;
  readonly target: Target;
  readonly found: FolderFiles;
}

async function eachInTurn(services: Services, actor: Actor, run: Run): Promise<readonly FolderOutcome[]> {
  const list: FolderOutcome[] = [];
  for (const path of run.found.files) {
    const one = await takeFile(services, actor, run, path, list);
    list.push(one);
    tellProgress(run.call, run.target, one, { at: list.length, of: run.found.files.length });
  }
  return list;
}

async function takeFile(
  services: Services,
  actor: Actor,
  { call, folder, target }: Run,
  path: string,
  before: readonly FolderOutcome[],
): Promise<FolderOutcome> {
  const place = join(folder, path);
  const measured = await measure(place);
  if (!measured) return { path, sha256: null, outcome: cannotOpen };
  const { sha256 } = measured;
  const known = sha256 && ((await knownByContent(services.db, target, sha256)) ?? sameBefore(before, sha256));
  if (known) return { path, sha256, outcome: known };
  // what is too large to be read is not copied either
  if (!call.dryRun && sha256 !== null)
    return { path, sha256, outcome: await saveFile(services, actor, target, place) };
  return { path, sha256, outcome: alikeBefore(before, await tryFile(services, actor, target, place)) };
}

const name = (place: string) => basename(place).normalize('NFC');

const asked = (services: Services, place: string, path: string) => ({
  ...{ path, name: name(place), onStopped: warnOfStopped(services.log, place) },
});

const logFault = (services: Services, file: string) => (fault: unknown) =>
  services.log.error({ err: fault, file }, 'a file could not be read for a fault of the product');

async function tryFile(services: Services, actor: Actor, target: Target, place: string): Promise<Outcome> {
  const read = await readForIntake(asked(services, place, place), target, logFault(services, place));
  if ('state' in read) return read;
  try {
    const known = await services.db.transaction().execute((tx) => foreseen(tx, actor, read));
    return known ?? { state: 'done', as: read.as, documentId: null, importId: null };
  } catch (error) {
    return refusalOf(error, read.as);
  }
}

async function saveFile(services: Services, actor: Actor, target: Target, place: string): Promise<Outcome> {
  // read from the copy that is kept: what is registered is what was read, whatever happens to the folder meanwhile
  const stored = await services.files.put(createReadStream(place));
  const file = { ...stored, name: name(place) };
  const kept = asked(services, place, services.files.pathOf(stored.sha256));
  const read = await readForIntake(kept, target, logFault(services, place));
  if ('state' in read) return read;
  try {
    return await services.db.transaction().execute((tx) => takeIn(tx, actor, file, read, services.clock()));
  } catch (error) {
    return refusalOf(error, read.as);
  }
}

/** Of the same content twice in one folder, the second is known; a dry run has saved nothing to find. */
function sameBefore(before: readonly FolderOutcome[], sha256: string): Outcome | null {
  const same = before.find((one) => one.sha256 === sha256 && one.outcome.state === 'done');
  if (same?.outcome.state !== 'done') return null;
  return { ...same.outcome, state: 'known', by: 'content' };
}

/** As `sameBefore`, by number, date and issuer. */
function alikeBefore(before: readonly FolderOutcome[], outcome: Outcome): Outcome {
  if (outcome.state !== 'done') return outcome;
  const { number, date, issuer } = outcome.as;
  const alike = before.some(
    ({ outcome: { state, as } }) =>
      state === 'done' && as?.number === number && as?.date === date && as?.issuer === issuer,
  );
  if (!alike || number === null || date === null || issuer === null) return outcome;
  return { ...outcome, state: 'known', by: 'number' };
}

/** The hash of a file, null where it is too large to be read; null as a whole where it cannot be opened. */
async function measure(place: string): Promise<{ readonly sha256: string | null } | null> {
  try {
    if ((await stat(place)).size > FILE_BYTES) return { sha256: null };
    const hash = createHash('sha256');
    await pipeline(createReadStream(place), hash);
    return { sha256: hash.digest('hex') };
  } catch {
    return null;
  }
}

const cannotOpen = refused('file', {
  vi: 'Không mở được tệp. Hãy kiểm tra quyền đọc tệp.',
  en: 'The file cannot be opened. Check that it may be read.',
});

/** A fault of the product before bad files before rules: whoever runs this in a script acts on the worst. */
function exitOf(list: readonly FolderOutcome[], { passedOver }: FolderFiles): number {
  const by = new Set(list.flatMap(({ outcome }) => (outcome.state === 'refused' ? [outcome.by] : [])));
  if (by.has('fault')) return exits.fault;
  if (by.has('file') || passedOver.some(({ reason }) => reason === 'closed')) return exits.input;
  return by.has('rule') ? exits.refused : exits.done;
}

function onlyFolder(call: CommandCall): string {
  const [folder, ...more] = call.operands;
  if (folder && more.length === 0) return resolve(folder);
  throw new WrongUsage({ vi: 'Cần đúng một thư mục.', en: 'Exactly one directory is needed.' });
}

function targetOf(call: CommandCall): Target {
  const kind = call.option('kind');
  const [year, period] = [call.option('year'), call.option('period')];
  if (kind === undefined) {
    if (year === undefined && period === undefined) return { kind: 'documents' };
    throw new WrongUsage({
      vi: '--year và --period chỉ dùng cùng --kind problems hoặc --kind needs.',
      en: '--year and --period go with --kind problems or --kind needs.',
    });
  }
  if (call.documents || (kind !== 'problems' && kind !== 'needs')) {
    throw new WrongUsage({
      vi: 'Cần một trong ba: --documents, --kind problems, --kind needs.',
      en: 'One of three is needed: --documents, --kind problems, --kind needs.',
    });
  }
  const typed = year ?? period;
  const span = typed === undefined ? null : readSpan(typed);
  const fits = year === undefined ? !span || 'from' in span : span !== null && 'year' in span;
  if ((typed !== undefined && !span) || !fits || (year !== undefined && period !== undefined)) {
    throw new WrongUsage({
      vi: 'Năm hoặc giai đoạn chưa đúng: dùng --year 2026 hoặc --period 2026-2030, hoặc bỏ cả hai để lấy theo từng văn bản.',
      en: 'The year or period is wrong: use --year 2026 or --period 2026-2030, or neither to take what each document says.',
    });
  }
  return { kind, span };
}
