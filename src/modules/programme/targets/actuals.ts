import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import { fileFormats, readCitations, readFileFormat } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { foreignFileTexts, mostAttachmentBytes, nameFor } from '../../catalogue/index.ts';
import { documentsNumbered, keepStoredFile } from '../../documents/index.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { actsForAgency, mayDo } from '../policy.ts';
import type { SentLine } from '../tasks/typed-fact.ts';
import { type ReadActual, readActual, type TypedActual } from './actual-inputs.ts';
import { lockForm, repeatedActual } from './repeated-actual.ts';
import {
  concludeTarget,
  type LockedTarget,
  lockTarget,
  ownerFor,
  refuseFigures,
  speakerFor,
} from './store.ts';

/** A file already in the blob store; `name` as the sender's computer calls it. */
export interface SentFile {
  readonly sha256: string;
  readonly size: number;
  readonly name: string;
}

export interface NewActual extends TypedActual {
  readonly file: SentFile | null;
  /** Made with the form: the same form sent twice enters one figure. */
  readonly key: string;
  readonly way?: 'page' | 'file' | 'command';
  /** Where it must still be what it was when the figure was typed. */
  readonly version?: number;
  /** The file it was sent in, and its line there. */
  readonly sent?: SentLine;
}

/**
 * An officer of an owner, or whoever follows the plan, enters a figure of a period. Returns its number. Throws InvalidInput by
 * field and `file`, Doubted where the figure looks wrong; Refusal `wrong_state` where none is awaited, `conflict`. What stands there
 * already is not entered again: its number is returned.
 */
export async function enterActual(
  services: Services,
  actor: Actor,
  id: number,
  typed: NewActual,
): Promise<number> {
  const file = await readFile(services, typed.file);
  const at = services.clock();
  return services.db.transaction().execute((tx) => enterActualWithin(tx, actor, id, { typed, file, at }));
}

/** As `enterActual`, as part of more. */
export async function enterActualWithin(
  tx: Transaction,
  actor: Actor,
  id: number,
  { typed, file, at }: { readonly typed: NewActual; readonly file: KnownFile | null; readonly at: Date },
): Promise<number> {
  await lockForm(tx, typed.key);
  const locked = await lockTarget(tx, actor, id, at);
  const organisationId = speakerFor(actor, locked);
  const sent = { typed, sha256: file?.sha256 ?? null, organisationId, corrects: null };
  const repeated = await repeatedActual(tx, actor, locked, sent);
  if (repeated !== null) return repeated;
  refuseFigures(locked);
  if (typed.version !== undefined) refuseStale(locked.row, typed.version);
  const { target, actuals } = locked.loaded;
  const read = readActual(typed, target, actuals, { today: localDateOf(at), corrects: false });
  const of = { typed, read, file, organisationId, corrects: null, at };
  const entered = await insertActual(tx, actor, locked, of);
  const line = typed.sent ? { line: typed.sent.line } : {};
  await concludeTarget(tx, actor, locked, at, {
    event: { name: 'target.measured', facts: { ...factsOf(entered, read, organisationId), ...line } },
  });
  return entered;
}

/**
 * Enters the right figure in the place of one that was wrong, which stays in the history. Returns the new number. Throws as
 * `enterActual`, InvalidInput `reason`; Refusal `wrong_state` where it was corrected already.
 */
export async function correctActual(
  services: Services,
  actor: Actor,
  id: number,
  actualId: number,
  typed: NewActual,
): Promise<number> {
  const file = await readFile(services, typed.file);
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    await lockForm(tx, typed.key);
    const locked = await lockTarget(tx, actor, id, at);
    const former = await formerOf(tx, id, actualId);
    const successor = ownerFor(actor, locked.owners, former.organisationId);
    const own = actsForAgency(actor, former.organisationId);
    if (!own && successor === null && !mayDo(actor, 'edit', locked.plan))
      throw new Refusal('forbidden', {
        vi: 'Chỉ cơ quan đã ghi, hoặc người theo dõi kế hoạch, đính chính được số này.',
        en: 'Only the agency that entered this figure, or whoever follows the plan, can correct it.',
      });
    // who took over answers for what it corrects; the former figure keeps the name of who told it
    const organisationId = own ? former.organisationId : (successor ?? former.organisationId);
    const sent = { typed, sha256: file?.sha256 ?? null, organisationId, corrects: actualId };
    const repeated = await repeatedActual(tx, actor, locked, sent);
    if (repeated !== null) return repeated;
    refuseFigures(locked);
    if (former.corrected)
      throw new Refusal('wrong_state', {
        vi: 'Số này đã được đính chính; hãy đính chính số mới nhất.',
        en: 'This figure was corrected already; correct the latest one.',
      });
    const { target, actuals } = locked.loaded;
    const others = actuals.filter((one) => one.id !== actualId);
    const read = readActual(typed, target, others, { today: localDateOf(at), corrects: true });
    const kept = file ?? former.file;
    const entered = await insertActual(tx, actor, locked, {
      ...{ typed, read, file: kept, organisationId, corrects: actualId, at },
    });
    await concludeTarget(tx, actor, locked, at, {
      event: {
        name: 'target.figure_corrected',
        facts: { ...factsOf(entered, read, organisationId), corrects: actualId },
      },
    });
    return entered;
  });
}

function factsOf(actualId: number, { period, estimate }: ReadActual, organisationId: number | null) {
  return { actualId, period: period.key, estimate, organisationId };
}

interface KnownFile {
  readonly sha256: string;
  readonly name: string;
  /** null: the store knows it already. */
  readonly stored: { readonly size: number; readonly mediaType: string } | null;
}

async function formerOf(tx: Transaction, targetId: number, actualId: number) {
  const { rows } = await sql<{
    organisationId: number | null;
    sha256: string | null;
    name: string | null;
    corrected: boolean;
  }>`select organisation_id as "organisationId", file_sha256 as sha256, file_name as name,
      exists (select 1 from target_actual later where later.corrects_id = actual.id) as corrected
    from target_actual actual where id = ${actualId} and target_id = ${targetId}`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound();
  const { sha256, name, ...former } = row;
  const file: KnownFile | null = sha256 === null || name === null ? null : { sha256, name, stored: null };
  return { ...former, file };
}

/** Looks into what was sent before any row is locked. Throws InvalidInput `file`. */
async function readFile(services: Services, file: SentFile | null): Promise<KnownFile | null> {
  if (file === null) return null;
  if (file.size > mostAttachmentBytes)
    throw new InvalidInput({
      file: {
        vi: 'Tệp lớn quá 25 MB. Hãy nén hình trong tệp hoặc tách tệp.',
        en: 'The file is larger than 25 MB. Compress its pictures or split it.',
      },
    });
  const found = await readFileFormat(services.files.pathOf(file.sha256), file.name);
  if ('foreign' in found) throw new InvalidInput({ file: foreignFileTexts[found.foreign] });
  const { mediaType } = fileFormats[found.format];
  const { sha256, size } = file;
  return { sha256, name: nameFor(file.name, found.format), stored: { size, mediaType } };
}

async function insertActual(
  tx: Transaction,
  actor: Actor,
  { row }: LockedTarget,
  of: {
    readonly typed: NewActual;
    readonly read: ReadActual;
    readonly file: KnownFile | null;
    readonly organisationId: number | null;
    readonly corrects: number | null;
    readonly at: Date;
  },
): Promise<number> {
  const { typed, read, file } = of;
  if (file?.stored) await keepStoredFile(tx, { sha256: file.sha256, ...file.stored });
  const { id } = await tx
    .insertInto('target_actual')
    .values({
      ...{ target_id: row.id, organisation_id: of.organisationId, period: read.period.key },
      ...{ last_day: read.period.to, scope: read.scope, value: read.value, words: read.words },
      ...{ fulfilled: read.fulfilled, as_of: read.asOf, estimate: read.estimate, source: read.source },
      ...{ document_id: await citedIn(tx, read.source), reason: read.reason, corrects_id: of.corrects },
      ...{ file_sha256: file?.sha256 ?? null, file_name: file?.name ?? null },
      ...{ way: typed.way ?? 'page', form_key: typed.key, entered_by: accountOf(actor), entered_at: of.at },
      ...{ sent_file: typed.sent?.file ?? null, sent_line: typed.sent?.line ?? null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The document of the register that the source names by number and date, where there is one and no other. */
async function citedIn(tx: Transaction, source: string): Promise<number | null> {
  const [cited, ...others] = readCitations(source).filter(({ number, date }) => number && date);
  if (!cited?.number || !cited.date || others.length > 0) return null;
  const { number, date } = cited;
  const found = await documentsNumbered(tx, { number, issued: date, issuer: null }, null);
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}
