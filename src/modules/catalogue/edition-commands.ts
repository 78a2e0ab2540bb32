import type { Actor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import {
  type Edition,
  type EditionName,
  editionCode,
  editionLifecycle,
  isOpen,
  isUnpublished,
  writeSpan,
} from './edition.ts';
import { findEdition, findEditionByCode, lockEdition, readEdition, spanColumns } from './edition-store.ts';
import { type EditionContent, type EditionInput, editionErrors, editionInput } from './inputs.ts';
import { authorise } from './policy.ts';

/** Throws InvalidInput with a message for each wrong field. */
export function readEditionInput(input: unknown): EditionContent {
  const read = editionInput.safeParse(input);
  if (read.success) return read.data;
  throw new InvalidInput(editionErrors(read.error));
}

/** A draft edition. Throws InvalidInput (also when there already is one of this kind for this year or period). */
export async function createEdition(services: Services, actor: Actor, input: EditionInput): Promise<Edition> {
  const content = readEditionInput(input);
  return services.db.transaction().execute(async (tx) => {
    authorise(actor, 'edit', null);
    const edition = await insertEdition(tx, actor, content, services.clock());
    await appendEvent(tx, {
      name: 'edition.created',
      actor,
      subject: { kind: 'edition', id: edition.id },
      facts: { code: edition.code },
      at: services.clock(),
    });
    return edition;
  });
}

/** The row alone; the command that calls it appends the event. */
export async function insertEdition(
  tx: Transaction,
  actor: Actor,
  content: EditionContent,
  now: Date,
): Promise<Edition> {
  const code = editionCode(content.kind, content.span);
  await refuseUnknownDocument(tx, content.documentId);
  const row = await tx
    .insertInto('edition')
    .values({
      kind: content.kind,
      ...spanColumns(content.span),
      code,
      ...writable(content),
      created_by: actor.kind === 'account' ? actor.id : null,
      created_at: now,
      updated_at: now,
    })
    // two people creating the same edition at once: the second finds the first
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw await alreadyThere(tx, code, content);
  return readEdition(row);
}

async function alreadyThere(tx: Transaction, code: string, content: EditionContent): Promise<InvalidInput> {
  const known = await findEditionByCode(tx, code);
  const state = editionLifecycle.states[known?.state ?? 'draft'].internal;
  if (known?.state === 'withdrawn')
    return new InvalidInput({
      span: {
        vi: `Danh mục ${code} đã công bố rồi thu hồi; mã của danh mục và các mục không dùng lại được. Hãy chọn năm hoặc giai đoạn khác, hoặc đề nghị lãnh đạo công bố lại danh mục đó.`,
        en: `The edition ${code} was published and withdrawn; its codes are not used again. Choose another year or period, or have that edition published again.`,
      },
    });
  return new InvalidInput({
    span: {
      vi: `Đã có danh mục ${code} (${state.vi}) cho ${writeSpan(content.span)}. Hãy mở danh mục đó để làm tiếp.`,
      en: `There already is an edition ${code} (${state.en}) for ${writeSpan(content.span)}. Open it to go on.`,
    },
  });
}

async function refuseUnknownDocument(tx: Transaction, documentId: number | null): Promise<void> {
  if (documentId === null) return;
  const row = await tx.selectFrom('document').select('id').where('id', '=', documentId).executeTakeFirst();
  if (row) return;
  throw new InvalidInput({
    documentId: {
      vi: 'Không tìm thấy văn bản đã chọn. Hãy chọn lại trong danh sách.',
      en: 'The document chosen was not found. Choose again from the list.',
    },
  });
}

function writable(content: EditionContent) {
  return {
    title: content.title,
    title_en: content.titleEn,
    document_id: content.documentId,
    contact: JSON.stringify(content.contact),
    illustrative: content.illustrative,
    source: content.source,
  };
}

/**
 * Changes a draft. `version` is the one the person saw. The kind never changes; the year or period only while there
 * are no entries, since it is part of every code.
 */
export async function changeEdition(
  services: Services,
  actor: Actor,
  id: number,
  input: EditionInput & { readonly version: number },
): Promise<Edition> {
  const content = readEditionInput(input);
  return services.db.transaction().execute(async (tx) => {
    const edition = await lockEdition(tx, id);
    authorise(actor, 'edit', id);
    refuseUnlessOpen(edition);
    if (edition.version !== input.version) throw changedMeanwhile();
    await refuseUnknownDocument(tx, content.documentId);
    const newName = await newNameIn(tx, edition, content);
    const fields = changedEditionFields(edition, content, newName);
    if (fields.length === 0) return edition;
    if (fields.includes('span')) await refuseSpanChange(tx, edition, content);
    const row = await tx
      .updateTable('edition')
      .set({
        ...spanColumns(content.span),
        ...(edition.amends === null && { code: editionCode(edition.kind, content.span) }),
        ...writable(content),
        ...(edition.amends && content.reason !== undefined && { reason: content.reason }),
        ...(edition.amends && { new_title: newName?.title ?? null, new_title_en: newName?.titleEn ?? null }),
        version: edition.version + 1,
        updated_at: services.clock(),
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const changed = readEdition(row);
    await appendEvent(tx, {
      name: 'edition.changed',
      actor,
      subject: { kind: 'edition', id },
      facts: { fields, code: changed.code },
      at: services.clock(),
    });
    return changed;
  });
}

async function refuseSpanChange(tx: Transaction, edition: Edition, content: EditionContent): Promise<void> {
  if (edition.amends)
    throw new InvalidInput({
      span: {
        vi: 'Bản điều chỉnh luôn có cùng năm hoặc giai đoạn với danh mục được điều chỉnh.',
        en: 'An amendment covers the year or period of the edition it amends.',
      },
    });
  // seen or not: the code of every entry carries the year
  const entry = await tx
    .selectFrom('entry')
    .select('id')
    .where('edition_id', '=', edition.id)
    .executeTakeFirst();
  if (entry)
    throw new InvalidInput({
      span: {
        vi: 'Không đổi được năm hoặc giai đoạn khi danh mục đã có mục, vì mã của các mục mang năm này.',
        en: 'The year or period cannot change once there are entries: their codes carry it.',
      },
    });
  const code = editionCode(edition.kind, content.span);
  const other = await findEditionByCode(tx, code);
  if (other && other.id !== edition.id) throw await alreadyThere(tx, code, content);
}

/** What the amendment will call its edition; null where that stays what it is called now, and for a plain edition. */
async function newNameIn(
  tx: Transaction,
  { amends }: Edition,
  { amended }: EditionContent,
): Promise<EditionName | null> {
  if (!amends || amended === undefined) return amends?.newName ?? null;
  const { title, titleEn } = await findEdition(tx, amends.editionId);
  return amended.title === title && amended.titleEn === titleEn ? null : amended;
}

function changedEditionFields(
  edition: Edition,
  { amended: _typed, ...typed }: EditionContent,
  newName: EditionName | null,
): string[] {
  const { amends } = edition;
  const before: Record<string, unknown> = {
    ...edition,
    reason: amends?.reason,
    amended: amends?.newName ?? null,
  };
  const content = { ...typed, amended: newName };
  return Object.entries(content)
    .filter(([field]) => field !== 'kind' && (field !== 'reason' || edition.amends !== null))
    .filter(([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value))
    .map(([field]) => field);
}

export function changedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Có người vừa lưu thay đổi khác ở đây. Hãy xem lại nội dung mới rồi lưu lần nữa.',
    en: 'Somebody has just saved another change here. Look at the new content, then save again.',
  });
}

/** While it is on its way up an edition stays as it was handed on; once published it is changed by an adjustment. */
export function refuseUnlessOpen(edition: Edition): void {
  if (isOpen(edition)) return;
  const { vi, en } = editionLifecycle.states[edition.state].internal;
  if (edition.state === 'withdrawn')
    throw new Refusal('wrong_state', {
      vi: `Danh mục ${edition.code} đã thu hồi nên không sửa được nữa.`,
      en: `The edition ${edition.code} is withdrawn and is not edited any more.`,
    });
  if (edition.state === 'given_up')
    throw new Refusal('wrong_state', {
      vi: `${edition.code} là bản đã bỏ nên không sửa được. ${edition.amends ? 'Hãy lập bản điều chỉnh khác từ danh mục được điều chỉnh.' : 'Muốn dùng lại, hãy bấm “Làm tiếp bản này” ở trang của danh mục.'}`,
      en: `${edition.code} was given up and is not edited. ${edition.amends ? 'Begin another amendment of the edition it amends.' : 'To use it again, press “Go on with it” on its page.'}`,
    });
  if (edition.state === 'superseded')
    throw new Refusal('wrong_state', {
      vi: `Danh mục ${edition.code} đã được danh mục khác thay thế nên không sửa, không điều chỉnh được nữa. Nội dung cần thay đổi thì thực hiện ở danh mục thay thế.`,
      en: `The edition ${edition.code} was replaced by another one and is neither edited nor amended any more. Change the one that replaced it.`,
    });
  throw new Refusal(
    'wrong_state',
    isUnpublished(edition)
      ? {
          vi: `Danh mục ${edition.code} đang ở trạng thái “${vi}” nên không sửa được. Muốn sửa, hãy lấy lại hoặc đề nghị trả lại ở trang “Kiểm tra và trình duyệt”.`,
          en: `The edition ${edition.code} is “${en}” and cannot be edited. Take it back, or have it returned, on the page “Check and approve”.`,
        }
      : {
          vi: `Danh mục ${edition.code} ${vi} nên không sửa trực tiếp được. Thay đổi sau công bố được thực hiện bằng văn bản điều chỉnh.`,
          en: `The edition ${edition.code} is ${en} and cannot be edited. Changes after publication are made by an adjustment.`,
        },
  );
}
