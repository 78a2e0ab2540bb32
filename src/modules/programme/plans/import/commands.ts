import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../../../kernel/refusal.ts';
import { singleSpaced, type Text } from '../../../../kernel/text.ts';
import { type OfficialDocument, type ReadPlan, readPastedRows } from '../../../../office/index.ts';
import type { Transaction } from '../../../../platform/database/open.ts';
import { appendEvent } from '../../../../platform/events/append.ts';
import type { Services } from '../../../../platform/services.ts';
import { matchOrganisations } from '../../../directory/index.ts';
import { keepStoredFile } from '../../../documents/index.ts';
import { agenciesOf, authoriseProgramme, mayDo } from '../../policy.ts';
import { refuseWrong } from '../inputs.ts';
import { itemsMost } from '../plan.ts';
import { accountOf, refuseStale } from '../store.ts';
import {
  columnFields,
  type ImportPart,
  importParts,
  type RowTexts,
  readAsPlan,
  rowFields,
  type TableChoice,
  tableChoice,
  unchosen,
} from './rows.ts';
import { lockPlanImport, readingOf } from './store.ts';

export interface ImportedFile {
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly name: string;
  readonly mediaType?: string;
}

const nothingRead: Text = {
  vi: 'Không tìm thấy chỉ tiêu, nhiệm vụ nào: cần bảng có cột “Chỉ tiêu” và “Kết quả”, bảng có cột “Tên nhiệm vụ” và cơ quan chủ trì, hoặc mục nhiệm vụ trong nội dung.',
  en: 'No targets and no tasks found: a table with columns “Chỉ tiêu” and “Kết quả”, one with “Tên nhiệm vụ” and the lead agency, or a section of tasks in the text is needed.',
};

/** Rows pasted from a spreadsheet, as `startPlanImport` takes them. Throws InvalidInput `rows`. */
export function readPastedPlan(text: string): OfficialDocument {
  const table = readPastedRows(text);
  if (table.rows.length === 0)
    throw new InvalidInput({
      rows: {
        vi: 'Chưa thấy dòng nào. Hãy chọn các dòng trong bảng tính (cả dòng tiêu đề), chép rồi dán vào đây.',
        en: 'No rows found. Select rows in the spreadsheet (with the header), copy and paste them here.',
      },
    });
  return {
    ...{ kind: 'other', number: null, symbol: null, place: null, date: null, dateText: null, issuer: null },
    ...{ title: null, signer: { name: null, roles: [] }, tables: [table] },
    ...{ recipients: [], citations: [], articles: [], statements: [], replaces: [], warnings: [] },
  };
}

/** Throws InvalidInput `field` where there is nothing to review, or more than a plan can have. */
function refuseUnfit({ tasks, targets }: ReadPlan, field: string): void {
  if (tasks.length + targets.length === 0) throw new InvalidInput({ [field]: nothingRead });
  if (tasks.length <= itemsMost && targets.length <= itemsMost) return;
  throw new InvalidInput({
    [field]: {
      vi: `Một kế hoạch có nhiều nhất ${itemsMost} nhiệm vụ và ${itemsMost} chỉ tiêu; hãy tách tệp.`,
      en: `A plan has at most ${itemsMost} tasks and ${itemsMost} targets; split the file.`,
    },
  });
}

/** Whose plan a person enters: of the house, else of their own agency. Throws Refusal. */
function ownerFor(actor: Actor) {
  const [own] = mayDo(actor, 'edit', null) ? [] : agenciesOf(actor);
  const owner =
    own === undefined
      ? ({ level: 'province', organisationId: null } as const)
      : ({ level: 'unit', organisationId: own } as const);
  authoriseProgramme(actor, 'edit', { ...owner, state: 'draft' });
  return owner;
}

/** Reads a plan out of a document and keeps it for review. Returns its id. Throws InvalidInput `file` or `rows`, Refusal. */
export async function startPlanImport(
  services: Services,
  actor: Actor,
  { reading, file }: { readonly reading: OfficialDocument; readonly file: ImportedFile | null },
): Promise<number> {
  const owner = ownerFor(actor);
  const tables = unchosen(reading.tables);
  const read = readAsPlan(reading, tables);
  refuseUnfit(read, file ? 'file' : 'rows');
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    if (file) await keepStoredFile(tx, file);
    const { replaces, ...head } = read.plan;
    const { id } = await tx
      .insertInto('plan_import')
      .values({
        ...{ level: owner.level, organisation_id: owner.organisationId, file_name: file?.name ?? '' },
        ...{ file_sha256: file?.sha256 ?? null, reading: JSON.stringify(reading) },
        head: JSON.stringify({ ...head, replaces: replaces.map(({ raw }) => raw) }),
        ...{ tables: JSON.stringify(tables), warnings: JSON.stringify(warningsOfWhole(read)) },
        ...{ created_by: accountOf(actor), created_at: at, updated_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertRows(tx, id, read);
    await appendEvent(tx, {
      ...{ name: 'plan_import.started', actor, subject: { kind: 'plan_import', id }, at },
      facts: { tasks: read.tasks.length, targets: read.targets.length },
    });
    return id;
  });
}

function warningsOfWhole({ warnings }: ReadPlan): string[] {
  return [
    ...new Set(
      warnings.flatMap(({ part, row, message }) => (part === null || row === null ? [message] : [])),
    ),
  ];
}

/** Corrections of rows whose source is the same as before stay with them. */
async function insertRows(tx: Transaction, id: number, read: ReadPlan): Promise<void> {
  for (const part of importParts) {
    const rows = read[part].map((item, index) => ({
      ...{ part, position: index + 1, item },
      warnings: read.warnings.flatMap(({ column, message, ...warned }) =>
        warned.part === part && warned.row === index + 1 ? [{ column, message }] : [],
      ),
    }));
    await sql`insert into plan_import_row (import_id, part, position, item, warnings)
      select ${id}, part, position, item, warnings from json_to_recordset(${JSON.stringify(rows)}::json)
        as given (part text, position integer, item jsonb, warnings jsonb)`.execute(tx);
  }
}

/** An import that can still be revised. Throws Refusal: `wrong_state` when its review has ended. */
export async function lockReview(tx: Transaction, actor: Actor, id: number) {
  const row = await lockPlanImport(tx, id);
  const level = row.level === 'unit' ? 'unit' : 'province';
  authoriseProgramme(actor, 'edit', { level, organisationId: row.organisation_id, state: 'draft' });
  if (row.state === 'reviewing') return row;
  throw new Refusal('wrong_state', {
    vi: row.state === 'confirmed' ? 'Bản đọc này đã được lưu thành kế hoạch.' : 'Bản đọc này đã được bỏ.',
    en: row.state === 'confirmed' ? 'This is saved as a plan already.' : 'This was discarded.',
  });
}

/** What a step of a review does to it. */
interface Step {
  readonly tx: Transaction;
  readonly row: Awaited<ReturnType<typeof lockReview>>;
}

async function revise(
  services: Services,
  actor: Actor,
  id: number,
  change: (step: Step) => Promise<boolean>,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockReview(tx, actor, id);
    if (!(await change({ tx, row }))) return;
    await tx.updateTable('plan_import').set({ updated_at: at }).where('id', '=', id).execute();
    await appendEvent(tx, {
      ...{ name: 'plan_import.revised', actor, subject: { kind: 'plan_import', id }, at },
    });
  });
}

/** Corrects one row: what is typed as it was read is no correction. Throws Refusal (`conflict`), InvalidInput. */
export async function correctRow(
  services: Services,
  actor: Actor,
  id: number,
  typed: {
    readonly part: ImportPart;
    readonly position: number;
    readonly version: number;
    readonly shown: RowTexts;
    readonly texts: RowTexts;
    readonly skip: boolean;
  },
): Promise<void> {
  const { part, position, version, shown, texts, skip } = typed;
  for (const field of rowFields[part])
    refuseWrong({
      [field]:
        (texts[field] ?? '').length > 5_000
          ? { vi: 'Nội dung này dài quá 5.000 ký tự.', en: 'This has more than 5,000 characters.' }
          : null,
    });
  await revise(services, actor, id, async ({ tx }) => {
    const row = await tx
      .selectFrom('plan_import_row')
      .selectAll()
      .where('import_id', '=', id)
      .where('part', '=', part)
      .where('position', '=', position)
      .forUpdate()
      .executeTakeFirst();
    if (!row)
      throw new Refusal('conflict', {
        vi: 'Bảng đã được đọc lại nên dòng này không còn.',
        en: 'The table was read anew; this row is gone.',
      });
    refuseStale(row, version);
    const before = z.record(z.string(), z.string()).parse(row.corrections);
    const changed = rowFields[part].flatMap((field) =>
      texts[field] === undefined || singleLine(texts[field]) === singleLine(shown[field] ?? '')
        ? []
        : [[field, texts[field]] as const],
    );
    if (changed.length === 0 && skip === row.skip) return false;
    await tx
      .updateTable('plan_import_row')
      .set({
        corrections: JSON.stringify({ ...before, ...Object.fromEntries(changed) }),
        ...{ skip, version: row.version + 1 },
      })
      .where('import_id', '=', id)
      .where('part', '=', part)
      .where('position', '=', position)
      .execute();
    return true;
  });
}

const singleLine = (text: string) => text.replaceAll('\r\n', '\n').trim();

/** Leaves rows out and takes them in again, of those a page showed. Throws Refusal. */
export async function leaveOut(
  services: Services,
  actor: Actor,
  id: number,
  typed: { readonly part: ImportPart; readonly shown: readonly number[]; readonly out: readonly number[] },
): Promise<void> {
  await revise(services, actor, id, async ({ tx }) => {
    const { rows } = await sql`update plan_import_row set skip = position = any(${[...typed.out]}::int[])
      where import_id = ${id} and part = ${typed.part} and position = any(${[...typed.shown]}::int[])
        and skip <> (position = any(${[...typed.out]}::int[])) returning position`.execute(tx);
    return rows.length > 0;
  });
}

/** Says whom names as printed mean: a name of the directory, or nothing, which keeps them as printed. Throws InvalidInput `agency-N`. */
export async function chooseAgencies(
  services: Services,
  actor: Actor,
  id: number,
  typed: readonly { readonly printed: string; readonly meant: string }[],
): Promise<void> {
  await revise(services, actor, id, async ({ tx, row }) => {
    const meant = typed.map((one) => ({ ...one, meant: singleSpaced(one.meant) }));
    const known = await matchOrganisations(
      tx,
      meant.map((one) => one.meant),
    );
    const wrong = Object.fromEntries(
      meant.map((one, index) => [
        `agency-${index}`,
        one.meant !== '' && !known.has(one.meant)
          ? {
              vi: `Danh bạ không có “${one.meant}”. Hãy chọn tên trong danh sách, hoặc để trống để giữ như đã in.`,
              en: `The directory has no “${one.meant}”. Choose a name from the list, or leave it empty.`,
            }
          : null,
      ]),
    );
    refuseWrong(wrong);
    const before = z.record(z.string(), z.number().nullable()).parse(row.agencies);
    const chosen = new Map(Object.entries(before));
    for (const one of meant) chosen.set(one.printed, known.get(one.meant)?.id ?? null);
    await tx
      .updateTable('plan_import')
      .set({ agencies: JSON.stringify(Object.fromEntries(chosen)), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    return true;
  });
}

/** One table read in another way than its header says. */
export interface TypedTable {
  readonly table: number;
  readonly as: string;
  /** Fields by number of the column, from 0. */
  readonly columns: Readonly<Record<string, string>>;
  readonly version: number;
}

/** Reads the document anew with what the reviewer says its columns are; corrections are of the former rows and go. Throws Refusal, InvalidInput `table`. */
export async function chooseColumns(
  services: Services,
  actor: Actor,
  id: number,
  typed: TypedTable,
): Promise<void> {
  await revise(services, actor, id, async ({ tx, row }) => {
    refuseStale(row, typed.version);
    const tables = z.array(tableChoice).parse(row.tables);
    const chosen = tables[typed.table];
    const as = (['auto', 'tasks', 'targets', 'none'] as const).find((one) => one === typed.as);
    if (!chosen || !as)
      throw new InvalidInput({ table: { vi: 'Hãy chọn cách đọc bảng.', en: 'Choose how to read it.' } });
    const next: TableChoice = { ...chosen, as, columns: knownColumns(as, typed.columns) };
    const all = tables.map((table, at) => (at === typed.table ? next : table));
    const read = readAsPlan(readingOf(row), all);
    refuseUnfit(read, 'table');
    await tx.deleteFrom('plan_import_row').where('import_id', '=', id).execute();
    await insertRows(tx, id, read);
    await tx
      .updateTable('plan_import')
      .set({
        ...{ tables: JSON.stringify(all), warnings: JSON.stringify(warningsOfWhole(read)) },
        version: row.version + 1,
      })
      .where('id', '=', id)
      .execute();
    return true;
  });
}

function knownColumns(as: TableChoice['as'], columns: Readonly<Record<string, string>>) {
  if (as !== 'tasks' && as !== 'targets') return {};
  return Object.fromEntries(
    Object.entries(columns).filter(([, field]) => Object.hasOwn(columnFields[as], field)),
  );
}

/** Ends a review without saving; the file and what was read stay. */
export async function discardPlanImport(services: Services, actor: Actor, id: number): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockPlanImport(tx, id);
    if (row.state === 'discarded' && mayDo(actor, 'edit', null)) return;
    await lockReview(tx, actor, id);
    await tx
      .updateTable('plan_import')
      .set({ state: 'discarded', version: row.version + 1, updated_at: at })
      .where('id', '=', id)
      .execute();
    await appendEvent(tx, {
      ...{ name: 'plan_import.discarded', actor, subject: { kind: 'plan_import', id }, at },
    });
  });
}
