import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { localDateOf } from '../../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { RawSheet } from '../../../office/index.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { keepStoredFile } from '../../documents/index.ts';
import { accountOf, refuseStale } from '../plans/store.ts';
import { actsForAgency, agenciesOf } from '../policy.ts';
import { tasksReadBy } from '../tasks/queries.ts';
import type { RowTexts, SheetKind } from './columns.ts';
import { enterRow } from './enter-row.ts';
import { cleaned, type FilledRow, filledRows, isFilled } from './filled-rows.ts';
import {
  findWorkbook,
  type JudgedRow,
  judgeRows,
  lockWorkbook,
  rowsOfWorkbook,
  type SentWorkbook,
} from './store.ts';
import { rowsMost, targetsFilledInBy } from './subjects.ts';

export interface WorkbookFile {
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly name: string;
}

/** Characters of all rows together: a thousand for each of as many rows as there may be. */
const lettersMost = 2_000_000;

const wrongFile = (vi: string, en: string) => new InvalidInput({ file: { vi, en } });

/** Throws InvalidInput `file` where nothing in it can be reviewed. */
function readFilled(sheets: readonly RawSheet[]) {
  const filled = filledRows(sheets);
  if (filled.found === 0)
    throw wrongFile(
      'Không thấy bảng nào để đọc: cần dòng tiêu đề có cột “Mã nhiệm vụ” hoặc “Mã chỉ tiêu” và các cột để điền. Hãy dùng tệp tải ở trang này.',
      'Nothing to read was found: a head with a column “Mã nhiệm vụ” or “Mã chỉ tiêu” and columns to fill in is needed. Use the file of this page.',
    );
  if (filled.rows.length === 0)
    throw wrongFile(
      'Chưa có ô nào được điền. Hãy điền vào các cột màu vàng, lưu tệp rồi gửi lại.',
      'Nothing is filled in yet. Fill in the yellow columns, save the file and send it again.',
    );
  if (filled.rows.length > rowsMost)
    throw wrongFile(
      `Tệp có ${filled.rows.length} dòng đã điền; mỗi lần gửi nhiều nhất ${rowsMost} dòng. Hãy tách tệp.`,
      `${filled.rows.length} rows are filled in; at most ${rowsMost} are sent at a time. Split the file.`,
    );
  const letters = filled.rows.reduce((sum, { texts }) => sum + Object.values(texts).join('').length, 0);
  if (letters > lettersMost)
    throw wrongFile(
      'Nội dung điền trong tệp dài quá. Hãy viết gọn lại, hoặc tách tệp.',
      'Too much is written in the file. Make it shorter, or split the file.',
    );
  return filled;
}

/** Keeps what was filled in for review. Returns its id. Throws InvalidInput `file`. */
export async function startWorkbook(
  services: Services,
  actor: Actor,
  { sheets, file }: { readonly sheets: readonly RawSheet[]; readonly file: WorkbookFile },
): Promise<number> {
  const { rows, unchanged, missing } = readFilled(sheets);
  const at = services.clock();
  const own = rows.find(({ key }) => key && actsForAgency(actor, key.organisationId))?.key?.organisationId;
  return services.db.transaction().execute(async (tx) => {
    await keepStoredFile(tx, file);
    const { id } = await tx
      .insertInto('unit_workbook')
      .values({
        ...{ organisation_id: own ?? agenciesOf(actor)[0] ?? null, file_sha256: file.sha256, unchanged },
        ...{ file_name: fileNameOf(file.name), missing: JSON.stringify(missing) },
        ...{ created_by: accountOf(actor), created_at: at, updated_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertRows(tx, id, { rows, sha256: file.sha256, actor });
    await appendEvent(tx, {
      ...{ name: 'workbook.sent', actor, subject: { kind: 'workbook', id }, at },
      facts: { rows: rows.length },
    });
    return id;
  });
}

function fileNameOf(name: string): string {
  return cleaned(name).replaceAll('\n', ' ').slice(-150) || 'bang-tinh.xlsx';
}

/**
 * What the rows are about is looked up; rows of the same file that were written before are written. A key of what the sender may not see
 * was made by nobody here, and counts for nothing: not even its code is told.
 */
async function insertRows(
  tx: Transaction,
  id: number,
  {
    rows,
    sha256,
    actor,
  }: { readonly rows: readonly FilledRow[]; readonly sha256: string; readonly actor: Actor },
): Promise<void> {
  const given = rows.map(({ sheet, line, code, scope, key, texts, problems }, at) => ({
    ...{ position: at + 1, sheet, line, code, scope, texts, problems },
    ...{ key_id: key?.sheet === sheet ? key.id : null, base_version: key?.version ?? null },
    organisation_id: key?.organisationId ?? null,
  }));
  await sql`with given as (select * from json_to_recordset(${JSON.stringify(given)}::json) as row (position int, sheet text, line int,
      code text, scope text, key_id bigint, base_version int, organisation_id bigint, texts jsonb, problems jsonb)),
    item as (
      select 'tasks' as sheet, task.id, task.code, ${tasksReadBy(actor)} as seen from task join plan on plan.id = task.plan_id
        where task.id in (select key_id from given where sheet = 'tasks') or task.code in (select upper(code) from given where sheet = 'tasks')
      union all select 'targets', target.id, target.code, ${targetsFilledInBy(actor)} from target join plan on plan.id = target.plan_id
        where target.id in (select key_id from given where sheet = 'targets')
          or target.code in (select upper(code) from given where sheet = 'targets')),
    known as (
      select given.*, named.id as named_id, keyed.id as keyed_id, keyed.code as keyed_code,
        coalesce(named.id <> keyed.id, false) or (keyed.id is not null and named.id is null and given.code <> '') as mixed
      from given left join item named on named.sheet = given.sheet and named.code = upper(given.code)
        left join item keyed on keyed.sheet = given.sheet and keyed.id = given.key_id and keyed.seen)
    insert into unit_workbook_row (workbook_id, position, sheet, line, code, task_id, target_id, organisation_id, scope, base_version,
      texts, problems, written_at)
    select ${id}, position, sheet, line, coalesce(nullif(code, ''), keyed_code, ''),
      case when sheet = 'tasks' then case when code = '' then keyed_id else named_id end end,
      case when sheet = 'targets' then case when code = '' then keyed_id else named_id end end,
      (select organisation.id from organisation where organisation.id = known.organisation_id), scope,
      case when not mixed and keyed_id is not null then base_version end, texts,
      case when mixed and named_id is not null then problems || jsonb_build_array(jsonb_build_object('field', 'code',
        'vi', ${mixed.vi} || keyed_code || '.', 'en', ${mixed.en} || keyed_code || '.')) else problems end,
      (select max(before.written_at) from unit_workbook_row before join unit_workbook on unit_workbook.id = before.workbook_id
        where file_sha256 = ${sha256} and before.sheet = known.sheet and before.line = known.line)
    from known`.execute(tx);
}

const mixed: Text = {
  vi: 'Mã ở dòng này khác mã khi lập bảng; có thể ô đã bị chép hoặc xếp lệch. Hãy mở dòng, xem các ô có đúng là của mã này không rồi lưu. Mã khi lập bảng: ',
  en: 'The code is not that of the row when the workbook was made; cells may have been moved. Open the row, see whether it is about this code, and save it. The code then: ',
};

/** A workbook whose review goes on. Throws Refusal `not_found`, `wrong_state`. */
async function lockReview(tx: Transaction, actor: Actor, id: number): Promise<void> {
  const { state } = await lockWorkbook(tx, actor, id);
  if (state === 'reviewing') return;
  throw new Refusal('wrong_state', {
    vi: 'Bảng này đã được xử lý xong. Hãy gửi bảng mới nếu còn phải ghi.',
    en: 'This workbook is done with. Send another one for anything else.',
  });
}

async function touch(
  tx: Transaction,
  id: number,
  at: Date,
  more: { readonly state?: 'ended' } = {},
): Promise<void> {
  await tx
    .updateTable('unit_workbook')
    .set((e) => ({ ...more, updated_at: at, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/**
 * Takes what was typed for a row instead of what stands in the file, as an answer to what it is about now (`seen`). A row of which
 * nothing is left is left out. Throws Refusal `conflict`, `wrong_state`, `not_found`.
 */
export async function mendRow(
  services: Services,
  actor: Actor,
  id: number,
  typed: {
    readonly position: number;
    readonly version: number;
    readonly seen: number | null;
    readonly texts: RowTexts;
    readonly confirmed: string;
  },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    await lockReview(tx, actor, id);
    const [row] = await rowsOfWorkbook(tx, id, typed.position);
    if (!row || row.writtenAt)
      throw new Refusal('wrong_state', {
        vi: 'Dòng này đã được ghi hoặc đã bỏ.',
        en: 'This row is written already, or was left out.',
      });
    refuseStale(row, typed.version);
    const place = tx.updateTable('unit_workbook_row').where('workbook_id', '=', id);
    if (isFilled(row.sheet, typed.texts))
      await place
        .set({
          ...{ texts: JSON.stringify(typed.texts), problems: '[]', confirmed: typed.confirmed },
          ...{ base_version: typed.seen, version: row.version + 1 },
        })
        .where('position', '=', typed.position)
        .execute();
    else
      await tx
        .deleteFrom('unit_workbook_row')
        .where('workbook_id', '=', id)
        .where('position', '=', typed.position)
        .execute();
    await touch(tx, id, at);
    await appendEvent(tx, { ...{ name: 'workbook.mended', actor, at }, subject: { kind: 'workbook', id } });
  });
}

export interface Written {
  readonly written: number;
  /** Good rows left for another time: the request would have taken too long. */
  readonly left: number;
  /** Rows refused after all, with why. */
  readonly refused: readonly { readonly sheet: SheetKind; readonly line: number; readonly text: Text }[];
}

/** As long as somebody may be kept waiting; what is left is written at the next press of the button. */
const writingMilliseconds = 20_000;

/** Writes the good rows, each whole or not at all, in the order of the file. Pressed twice, or sent twice, each is written once. */
export async function writeRows(services: Services, actor: Actor, id: number): Promise<Written> {
  const workbook = await findWorkbook(services.db, actor, id);
  const began = performance.now();
  const now = { today: localDateOf(services.clock()), sentAt: workbook.createdAt };
  const judged = await judgeRows(services.db, actor, await rowsOfWorkbook(services.db, id), now);
  const good = judged.filter(({ verdict }) => verdict === 'good');
  let written = 0;
  let tried = 0;
  const refused: { sheet: SheetKind; line: number; text: Text }[] = [];
  for (const one of good) {
    if (performance.now() - began > writingMilliseconds) break;
    tried += 1;
    const outcome = await writeRow(services, actor, workbook, one);
    if (outcome === 'written') written += 1;
    else if (outcome !== 'known') refused.push({ sheet: one.sheet, line: one.row.line, text: outcome });
  }
  await conclude(services, actor, id, written);
  return { written, left: good.length - tried, refused };
}

/** A row in a transaction of its own; what is refused leaves it as it was, with why. */
async function writeRow(
  services: Services,
  actor: Actor,
  workbook: SentWorkbook,
  judged: JudgedRow,
): Promise<'written' | 'known' | Text> {
  const { position, version } = judged.row;
  try {
    return await services.db.transaction().execute(async (tx) => {
      await lockReview(tx, actor, workbook.id);
      const [row] = await rowsOfWorkbook(tx, workbook.id, position);
      if (!row || row.writtenAt || row.version !== version) return 'known';
      await enterRow(tx, services, actor, { workbook, judged, row });
      return 'written';
    });
  } catch (error) {
    if (error instanceof InvalidInput) return firstOf(error);
    if (error instanceof Refusal && error.kind !== 'unavailable') return error.text;
    throw error;
  }
}

function firstOf(error: InvalidInput): Text {
  const [first] = Object.values<Text | undefined>(error.fields).flatMap((text) => text ?? []);
  return first ?? { vi: error.message, en: error.message };
}

/** Says how many were written; a workbook with nothing left is done with. */
async function conclude(services: Services, actor: Actor, id: number, written: number): Promise<void> {
  if (written === 0) return;
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    await lockWorkbook(tx, actor, id);
    const rows = await rowsOfWorkbook(tx, id);
    await touch(tx, id, at, rows.every(({ writtenAt }) => writtenAt !== null) ? { state: 'ended' } : {});
    await appendEvent(tx, {
      ...{ name: 'workbook.entered', actor, at, subject: { kind: 'workbook', id } },
      facts: { rows: written },
    });
  });
}

/** Ends a review; what was written stays, the other rows are not. Doing it twice is doing it once. */
export async function endWorkbook(services: Services, actor: Actor, id: number): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const { state } = await lockWorkbook(tx, actor, id);
    if (state === 'ended') return;
    await touch(tx, id, at, { state: 'ended' });
    await appendEvent(tx, { ...{ name: 'workbook.ended', actor, at }, subject: { kind: 'workbook', id } });
  });
}
