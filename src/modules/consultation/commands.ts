import { sql } from 'kysely';
import type { Actor } from '../../kernel/actor.ts';
import { localDateOf } from '../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import { askForJob } from '../../platform/jobs/ask.ts';
import type { Services } from '../../platform/services.ts';
import { answeringAgencies, authorise, findEdition } from '../catalogue/index.ts';
import { askedKey, changedIn, refuseChanged } from './changes.ts';
import { windowsJob } from './clock.ts';
import { windowFrom } from './consultation.ts';
import { keepParts, refuseNoDraft, textOfEdition } from './content.ts';
import {
  type ConsultationInput,
  readConsultation,
  readLaterEnd,
  readReason,
  type TypedConsultation,
} from './inputs.ts';
import { partSeenBy, readersOfParts } from './policy.ts';
import { indexConsultation } from './search-items.ts';
import {
  accountOf,
  audienceOf,
  type ConsultationRow,
  lockConsultation,
  refuseStale,
  step,
  tell,
  windowOf,
} from './store.ts';

export interface NewConsultation extends TypedConsultation {
  /** The edition whose draft is consulted on; null: a document. */
  readonly editionId: number | null;
  /** Made with the form: the same form sent twice makes one. */
  readonly key: string;
  readonly illustrative?: boolean;
}

function columnsOf(input: ConsultationInput) {
  return {
    ...{ title: input.title, title_en: input.titleEn, introduction: input.introduction },
    ...{ agency: input.agency, contact: input.contact, audience: input.audience },
    ...{ names_shown: input.namesShown, from_on: input.window.from, to_on: input.window.to },
  };
}

/** Begins a consultation. Returns its id. Throws InvalidInput by field, `edition`; Refusal. */
export async function createConsultation(
  services: Services,
  actor: Actor,
  input: NewConsultation,
): Promise<number> {
  authorise(actor, 'edit', input.editionId);
  const read = readConsultation(input);
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`consultation ${input.key}`}))`.execute(tx);
    const before = await tx
      .selectFrom('consultation')
      .select('id')
      .where('form_key', '=', input.key)
      .executeTakeFirst();
    if (before) return before.id;
    const parts =
      input.editionId === null ? [] : await textOfEdition(tx, await findEdition(tx, input.editionId));
    const { id } = await tx
      .insertInto('consultation')
      .values({
        ...columnsOf(read),
        ...{ edition_id: input.editionId, form_key: input.key, illustrative: input.illustrative ?? false },
        ...{ created_by: accountOf(actor), created_at: at, taken_at: parts.length > 0 ? at : null },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (parts.length > 0) await keepParts(tx, id, parts);
    await keepAsked(tx, id, read);
    await tell(tx, actor, id, 'consultation.created', at);
    return id;
  });
}

/** Changes what is said of a consultation that is being prepared. Throws InvalidInput by field; Refusal. */
export async function changeConsultation(
  services: Services,
  actor: Actor,
  id: number,
  input: TypedConsultation & { readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'change');
    step(row, 'change');
    const read = readConsultation(input);
    refuseStale(row, input.version);
    await tx
      .updateTable('consultation')
      .set({ ...columnsOf(read), version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    const asked = await askedKey(tx, id);
    await keepAsked(tx, id, read);
    const altered = changedIn(row, read, asked !== (await askedKey(tx, id)));
    await tell(tx, actor, id, 'consultation.changed', at, altered === '' ? {} : { altered });
  });
}

/** Throws InvalidInput `agencies`, `people`. */
async function keepAsked(tx: Transaction, id: number, input: ConsultationInput): Promise<void> {
  const { agencies, people } = input;
  const known = agencies.length > 0 ? await answeringAgencies(tx) : [];
  const unknown = agencies.some((one) => !known.some(({ id: known }) => known === one));
  const accounts =
    people.length === 0
      ? []
      : await tx
          .selectFrom('account')
          .select(['id', sql<string>`lower(email)`.as('email')])
          .where('state', '=', 'active')
          .where(sql<boolean>`lower(email) = any(${[...people]}::text[])`)
          .execute();
  const missing = people.filter((address) => !accounts.some(({ email }) => email === address));
  if (unknown || missing.length > 0)
    throw new InvalidInput({
      ...(unknown && {
        agencies: {
          vi: 'Có cơ quan không còn cán bộ đầu mối nào; hãy chọn lại.',
          en: 'One of the agencies has no officer any longer; choose again.',
        },
      }),
      ...(missing.length > 0 && {
        people: {
          vi: `Không có tài khoản đang hoạt động nào với e-mail: ${missing.slice(0, 5).join(', ')}.`,
          en: `No open account has the e-mail: ${missing.slice(0, 5).join(', ')}.`,
        },
      }),
    });
  await tx.deleteFrom('consultation_asked').where('consultation_id', '=', id).execute();
  await sql`insert into consultation_asked (consultation_id, organisation_id, account_id)
    select ${id}::bigint, one, null::bigint from unnest(${[...agencies]}::bigint[]) as one
    union all select ${id}::bigint, null, one from unnest(${accounts.map((account) => account.id)}::bigint[]) as one`.execute(
    tx,
  );
}

const moves = {
  submit: { reached: 'waiting', name: 'consultation.submitted' },
  take_back: { reached: 'draft', name: 'consultation.taken_back' },
} as const;

/** Hands a consultation up to the head, or takes it back. Throws Refusal (`conflict` as announcing does). */
export async function moveConsultation(
  services: Services,
  actor: Actor,
  id: number,
  verb: keyof typeof moves,
  version: number,
): Promise<void> {
  const at = services.clock();
  const { reached, name } = moves[verb];
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, verb);
    if (row.state === reached) return;
    const state = step(row, verb);
    await refuseChanged(tx, row, version);
    if (verb === 'submit') await refuseUnready(tx, row, at);
    await tx
      .updateTable('consultation')
      .set({ state, version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await tell(tx, actor, id, name, at);
  });
}

/**
 * Announces a consultation: from now on its text stays, and it opens by the clock, at once where its first day is past; the
 * window begins with the day on which people could read of it. Asked for twice it happens once. Throws
 * Refusal (`conflict` when somebody saved since `version`), InvalidInput `edition`.
 */
export async function announceConsultation(
  services: Services,
  actor: Actor,
  id: number,
  version: number,
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'announce');
    if (row.state === 'announced' && row.version === version + 1) return;
    const state = step(row, 'announce');
    await refuseChanged(tx, row, version);
    await refuseUnready(tx, row, at);
    const { from } = windowFrom(windowOf(row), localDateOf(at));
    await tx
      .updateTable('consultation')
      .set({
        ...{ state, announced_at: at, announced_by: accountOf(actor), version: row.version + 1 },
        from_on: from,
      })
      .where('id', '=', id)
      .execute();
    await indexConsultation(tx, id);
    await bumpContentVersion(tx);
    await tell(tx, actor, id, 'consultation.announced', at);
    // those asked hear of it now, not at the next full hour
    await askForJob(tx, windowsJob);
  });
}

/** Throws Refusal `wrong_state` for one that nobody could comment on, InvalidInput `edition`. */
async function refuseUnready(tx: Transaction, row: ConsultationRow, at: Date): Promise<void> {
  if (row.edition_id !== null) refuseNoDraft(await findEdition(tx, row.edition_id));
  const part = await tx
    .selectFrom('consultation_part as part')
    .select('position')
    .where('consultation_id', '=', row.id)
    .where(partSeenBy(readersOfParts))
    .limit(1)
    .executeTakeFirst();
  if (!part)
    throw new Refusal('wrong_state', {
      vi: 'Chưa có nội dung dự thảo để mọi người đọc. Hãy đưa tệp lên, gõ các phần của dự thảo hoặc lấy lại nội dung danh mục trước.',
      en: 'There is no text of the draft that people may read yet. Upload its file, type its parts or take the text of the edition again first.',
    });
  if (row.file_sha256 !== null && row.taken_at === null)
    throw new Refusal('wrong_state', {
      vi: 'Tệp mới chưa được tách thành các phần; các phần đang có là của nội dung trước. Hãy sửa các phần cho đúng với tệp rồi lưu.',
      en: 'The new file was not taken apart; its parts are still those of what was there before. Make them match the file and save them.',
    });
  if (windowOf(row).to < localDateOf(at))
    throw new Refusal('wrong_state', {
      vi: 'Ngày kết thúc đã qua. Hãy sửa thời gian lấy ý kiến trước.',
      en: 'The last day is past. Change the window first.',
    });
}

/** Lets a window end later. Throws InvalidInput `to`, `reason`; Refusal. */
export async function prolongConsultation(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly to: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'prolong');
    step(row, 'prolong');
    const to = readLaterEnd(input.to, windowOf(row));
    if (to < localDateOf(at))
      throw new InvalidInput({
        to: { vi: 'Ngày kết thúc mới đã qua.', en: 'The new last day is past.' },
      });
    await refuseChanged(tx, row, input.version);
    await tx
      .updateTable('consultation')
      .set({
        ...{ to_on: to, version: row.version + 1 },
        // of the new end people are told as of the first
        told: row.told === null ? null : 'opened',
      })
      .where('id', '=', id)
      .execute();
    await indexConsultation(tx, id);
    await bumpContentVersion(tx);
    await tell(tx, actor, id, 'consultation.prolonged', at, { from: row.to_on, to });
  });
}

/** Ends a consultation without a summary; everybody reads why. Throws InvalidInput `reason`; Refusal. */
export async function withdrawConsultation(
  services: Services,
  actor: Actor,
  id: number,
  input: { readonly reason: string; readonly version: number },
): Promise<void> {
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const row = await lockConsultation(tx, actor, id, 'withdraw');
    const withdrawal = readReason(input.reason);
    if (row.state === 'withdrawn' && row.withdrawal === withdrawal) return;
    const state = step(row, 'withdraw');
    await refuseChanged(tx, row, input.version);
    await tx
      .updateTable('consultation')
      .set({ state, withdrawal, withdrawn_at: at, version: row.version + 1 })
      .where('id', '=', id)
      .execute();
    await indexConsultation(tx, id);
    await bumpContentVersion(tx);
    await tell(tx, actor, id, 'consultation.withdrawn', at, { audience: audienceOf(row) });
  });
}
