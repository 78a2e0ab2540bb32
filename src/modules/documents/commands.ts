import type { Actor } from '../../kernel/actor.ts';
import { transition } from '../../kernel/lifecycle.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Citation } from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { bumpContentVersion } from '../../platform/http/content-version.ts';
import type { Services } from '../../platform/services.ts';
import { matchOrganisations } from '../directory/index.ts';
import { citationKey, lawKey } from './citation-key.ts';
import { documentLifecycle, type KeptCitation, type RegisteredDocument } from './document.ts';
import type { DocumentEdit, EditedCitation } from './inputs.ts';
import { askGuards } from './news.ts';
import { can, onBehalf, refuseUnlessCan } from './policy.ts';
import { indexDocument } from './search-items.ts';
import { showChanged } from './show-changed.ts';
import { type DocumentHead, headColumns, insertCitations, loadCitations, lockDocument } from './store.ts';

/** Locks the document and refuses who may not read it as if it did not exist. */
async function lockFor(tx: Transaction, actor: Actor, id: number): Promise<RegisteredDocument> {
  const document = await lockDocument(tx, id);
  if (!can(actor, 'read', document)) throw notFound();
  return document;
}

/**
 * Saves what a person made of the head and the citations. `edit.version` is the version they started from.
 *
 * Throws Refusal `conflict` when somebody saved meanwhile, `forbidden`, `not_found`. Saving what stands there already
 * changes nothing and is no event.
 */
export async function editDocument(
  services: Services,
  actor: Actor,
  id: number,
  edit: DocumentEdit,
): Promise<{ version: number; changed: readonly string[] }> {
  return services.db.transaction().execute(async (tx) => {
    const document = await lockFor(tx, actor, id);
    refuseUnlessCan(actor, 'edit', document);
    transition(documentLifecycle, document.state, document.state === 'published' ? 'correct' : 'edit');
    if (document.version !== edit.version) throw savedMeanwhile();
    if (document.state === 'draft') await askGuards(tx, id);
    const before = await loadCitations(tx, id);
    const after = citationsAfter(before, edit.citations);
    const head = await headAfter(tx, document, edit);
    const changed = changedFields(document, head);
    if (sameCitations(before, after)) {
      if (changed.length === 0) return { version: document.version, changed };
    } else {
      changed.push('citations');
      await tx.deleteFrom('citation').where('document_id', '=', id).execute();
      await insertCitations(tx, id, after);
    }
    const version = document.version + 1;
    await tx
      .updateTable('document')
      .set({ ...headColumns(head), version, updated_at: services.clock() })
      .where('id', '=', id)
      .execute();
    if (document.state === 'published') await showChanged(tx, id, changed);
    await appendEvent(tx, {
      name: 'document.changed',
      actor,
      subject: { kind: 'document', id },
      facts: {
        ...{ version, fields: changed, published: document.state === 'published' },
        ...onBehalf(actor, 'edit', document),
      },
      at: services.clock(),
    });
    return { version, changed };
  });
}

/** Makes a draft public. Publishing what is public already changes nothing. Throws `forbidden`, `not_found`. */
export async function publishDocument(services: Services, actor: Actor, id: number): Promise<void> {
  await services.db.transaction().execute((tx) => publishDocumentWithin(tx, actor, id, services.clock()));
}

/**
 * Publishes a document as part of another command, for instance with its edition. It locks the head of the event
 * chain: call `holdDocument` before that command's first write to the search index, and this after its last write,
 * right before its own event. `approved`: what it issues is public by the word of who may publish.
 */
export async function publishDocumentWithin(
  tx: Transaction,
  actor: Actor,
  id: number,
  at: Date,
  { approved = false }: { readonly approved?: boolean } = {},
): Promise<{ published: boolean }> {
  const document = await lockFor(tx, actor, id);
  if (!approved) refuseUnlessCan(actor, 'publish', document);
  if (document.state === 'published') return { published: false };
  const state = transition(documentLifecycle, document.state, 'publish');
  const version = document.version + 1;
  await tx
    .updateTable('document')
    .set({ state, published_at: at, version, updated_at: at })
    .where('id', '=', id)
    .execute();
  await indexDocument(tx, id);
  await bumpContentVersion(tx);
  await appendEvent(tx, {
    name: 'document.published',
    actor,
    subject: { kind: 'document', id },
    facts: {
      ...{ version, number: document.number, symbol: document.symbol, issued: document.issued },
      ...(!approved && onBehalf(actor, 'publish', document)),
    },
    at,
  });
  return { published: true };
}

/**
 * Takes a draft out of the register; its file stays in the store. Throws `wrong_state` for a published document and
 * `conflict` while something else stands on it, such as an edition it issues.
 */
export async function removeDraft(services: Services, actor: Actor, id: number): Promise<void> {
  try {
    await services.db.transaction().execute(async (tx) => {
      const document = await lockFor(tx, actor, id);
      refuseUnlessCan(actor, 'remove', document);
      transition(documentLifecycle, document.state, 'remove');
      await deleteDocument(tx, id);
      await appendEvent(tx, {
        name: 'document.removed',
        actor,
        subject: { kind: 'document', id },
        facts: { kind: document.kind, number: document.number, file: document.file?.sha256 ?? null },
        at: services.clock(),
      });
    });
  } catch (error) {
    throw isStillUsed(error) ? stillUsed() : error;
  }
}

async function deleteDocument(tx: Transaction, id: number): Promise<void> {
  await tx.deleteFrom('citation').where('document_id', '=', id).execute();
  await tx.deleteFrom('document').where('id', '=', id).execute();
}

/**
 * Gives the file and the body of a draft to the document the register already had without a file, fills in what that
 * one leaves open, and removes the draft. Throws `wrong_state` unless the first is a draft with a file and the other
 * has none, `forbidden`, `conflict`, `not_found`.
 */
export async function joinDocuments(
  services: Services,
  actor: Actor,
  draftId: number,
  knownId: number,
): Promise<void> {
  try {
    await services.db.transaction().execute(async (tx) => {
      // always in the order of their ids, so that two people who join crosswise do not wait for each other
      const [first, second] = [Math.min(draftId, knownId), Math.max(draftId, knownId)];
      const locked = [await lockFor(tx, actor, first), await lockFor(tx, actor, second)];
      const draft = locked.find((one) => one.id === draftId);
      const known = locked.find((one) => one.id === knownId);
      if (!draft || !known || draftId === knownId) throw notFound();
      refuseUnlessCan(actor, 'remove', draft);
      refuseUnlessCan(actor, 'edit', known);
      if (draft.state !== 'draft' || !draft.file || known.file) throw cannotJoin();
      if (known.state === 'draft') await askGuards(tx, known.id);
      await joinWithin(tx, draft, known, services.clock());
      if (known.state === 'published') {
        await indexDocument(tx, known.id);
        await bumpContentVersion(tx);
      }
      await appendEvent(tx, {
        name: 'document.completed',
        actor,
        subject: { kind: 'document', id: known.id },
        facts: {
          ...{ version: known.version + 1, file: draft.file.sha256, draft: draft.id },
          ...onBehalf(actor, 'edit', known),
        },
        at: services.clock(),
      });
    });
  } catch (error) {
    throw isStillUsed(error) ? stillUsed() : error;
  }
}

async function joinWithin(
  tx: Transaction,
  draft: RegisteredDocument,
  known: RegisteredDocument,
  at: Date,
): Promise<void> {
  const [draftCitations, knownCitations] = [
    await loadCitations(tx, draft.id),
    await loadCitations(tx, known.id),
  ];
  const { body_text: bodyText } = await tx
    .selectFrom('document')
    .select('body_text')
    .where('id', '=', draft.id)
    .executeTakeFirstOrThrow();
  await deleteDocument(tx, draft.id);
  const seen = new Set(knownCitations.map(citationMark));
  const added = draftCitations.filter((citation) => !seen.has(citationMark(citation)));
  if (added.length > 0) {
    await tx.deleteFrom('citation').where('document_id', '=', known.id).execute();
    await insertCitations(tx, known.id, [...knownCitations, ...added]);
  }
  await tx
    .updateTable('document')
    .set({
      file_sha256: draft.file?.sha256 ?? null,
      file_name: draft.file?.name ?? null,
      content: JSON.stringify(draft.content),
      body_text: bodyText,
      place: known.place ?? draft.place,
      signer_name: known.signer.name ?? draft.signer.name,
      signer_roles: [...(known.signer.roles.length > 0 ? known.signer.roles : draft.signer.roles)],
      recipients: [...(known.recipients.length > 0 ? known.recipients : draft.recipients)],
      version: known.version + 1,
      updated_at: at,
    })
    .where('id', '=', known.id)
    .execute();
}

/** What tells two citations of one document apart when its reading is joined with what was known. */
export function citationMark(citation: Citation): string {
  const key = citationKey(citation) ?? lawKey(citation) ?? citation.raw;
  return [citation.role, key, citation.annex ?? '', citation.item ?? ''].join('|');
}

async function headAfter(
  tx: Transaction,
  document: RegisteredDocument,
  edit: DocumentEdit,
): Promise<DocumentHead> {
  const { version: _version, citations: _citations, ...typed } = edit;
  if (typed.issuer === document.issuer) return { ...typed, issuerId: document.issuerId };
  const matched = typed.issuer ? await matchOrganisations(tx, [typed.issuer]) : null;
  return { ...typed, issuerId: (typed.issuer ? matched?.get(typed.issuer)?.id : null) ?? null };
}

/** Names of the fields that differ, for the event. */
export function changedFields(document: RegisteredDocument, head: DocumentHead): string[] {
  const { signer, ...rest } = document;
  const before: DocumentHead = { ...rest, signerName: signer.name, signerRoles: signer.roles };
  const names = Object.keys(head) as (keyof DocumentHead)[];
  return names.filter(
    (name) => name !== 'issuerId' && JSON.stringify(before[name]) !== JSON.stringify(head[name]),
  );
}

/** A kept citation keeps the words of its source; one that left the list is gone; new ones come last. */
function citationsAfter(before: readonly KeptCitation[], edited: readonly EditedCitation[]): Citation[] {
  const kept = new Map(before.map((citation) => [citation.id, citation]));
  return edited.map(({ id, ...citation }) => {
    const source = id === null ? undefined : kept.get(id);
    return source ? { ...citation, raw: source.raw } : citation;
  });
}

function sameCitations(before: readonly KeptCitation[], after: readonly Citation[]): boolean {
  const plain = ({ kind, number, symbol, date, issuer, title, raw, annex, item, role }: Citation) =>
    JSON.stringify([kind, number, symbol, date, issuer, title, raw, annex, item, role]);
  return before.length === after.length && before.every((one, at) => plain(one) === plain(after[at] ?? one));
}

/** PostgreSQL: a row of another table still refers to this one. */
function isStillUsed(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === '23503';
}

function stillUsed(): Refusal {
  return new Refusal('conflict', {
    vi: 'Chưa bỏ được: một danh mục hoặc một lần nhập đang dùng văn bản này. Hãy chọn văn bản khác cho danh mục đó trước.',
    en: 'Not removed: an edition or an import stands on this document. Choose another document there first.',
  });
}

function cannotJoin(): Refusal {
  return new Refusal('wrong_state', {
    vi: 'Không gộp được: văn bản đã có trong sổ đã có tệp, hoặc bản này không còn là bản nháp.',
    en: 'Cannot be joined: the known document has a file already, or this one is no draft any more.',
  });
}

function savedMeanwhile(): Refusal {
  return new Refusal('conflict', {
    vi: 'Người khác vừa lưu văn bản này trong lúc bạn đang sửa. Nội dung bạn gõ còn nguyên bên dưới, chưa được lưu.',
    en: 'Somebody else saved this document while you were editing. What you typed is kept below and not saved yet.',
  });
}
