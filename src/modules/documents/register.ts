import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { isPartialDate } from '../../kernel/dates.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { singleSpaced } from '../../kernel/text.ts';
import type { OfficialDocument } from '../../office/index.ts';
import type { Transaction } from '../../platform/database/open.ts';
import { appendEvent } from '../../platform/events/append.ts';
import type { Services } from '../../platform/services.ts';
import { matchOrganisations } from '../directory/index.ts';
import { bodyTextOf, citationsOf, contentOf, type HeadAsRead, symbolOf } from './document.ts';
import { kindNames } from './kind-names.ts';
import { refuseUnlessCan } from './policy.ts';
import { type DocumentHead, headColumns, insertCitations, keepStoredFile } from './store.ts';

/** A file already in the blob store. */
export interface KeptFile {
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  readonly mediaType?: string;
  readonly name: string;
}

/** A document for the register, as read from a file, as typed, or as a sample gives it. */
export interface NewDocument {
  readonly reading: OfficialDocument;
  readonly file: KeptFile | null;
  /** Key within a sample: the same key again is the same document. */
  readonly reference?: string | null;
  /** Code of the issuing organisation where it is known better than by its name. */
  readonly issuerCode?: string | null;
  readonly titleEn?: string | null;
  readonly abstract?: string | null;
  readonly abstractEn?: string | null;
  /** Where the document or the facts about it come from, in words, and its address (http, https). */
  readonly source?: string | null;
  readonly sourceUrl?: string | null;
  /** False while nobody has held what is written here against the original. Default: true without a file. */
  readonly confirmed?: boolean;
  readonly illustrative?: boolean;
  /** Made with each empty form: the same form sent twice registers once. */
  readonly formKey?: string | null;
  /** The head was typed by a person although a file is there, so it is not shown as read from the file. */
  readonly typed?: boolean;
}

export interface Registration {
  readonly id: number;
  /** False where the file, the reference or the form was registered before. */
  readonly created: boolean;
}

const extras = z.object({
  reference: z.string().max(200).nullish(),
  formKey: z.string().max(100).nullish(),
  sourceUrl: z
    .string()
    .max(2000)
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
    .nullish(),
  date: z.string().refine(isPartialDate).nullable(),
});

/**
 * Puts a document into the register as a draft. The same file, reference or form again leads to the document there
 * already is. Throws Refusal `forbidden`, InvalidInput for a date or an address that cannot be.
 */
export async function registerDocument(
  services: Services,
  actor: Actor,
  input: NewDocument,
): Promise<Registration> {
  return services.db
    .transaction()
    .execute((tx) => registerDocumentWithin(tx, actor, input, services.clock()));
}

/** As `registerDocument`, as part of a larger command. */
export async function registerDocumentWithin(
  tx: Transaction,
  actor: Actor,
  input: NewDocument,
  now: Date,
): Promise<Registration> {
  refuseUnlessCan(actor, 'register', { state: 'draft' });
  refuseImpossible(input);
  const { file } = input;
  if (file) await keepStoredFile(tx, file);
  const row = await newRow(tx, actor, input, now);
  const created = await tx
    .insertInto('document')
    .values(row)
    // reference, form and file are unique each: of two at once the second waits here and then finds the first
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!created) return { id: await existingId(tx, input), created: false };
  const citations = citationsOf(input.reading);
  await insertCitations(tx, created.id, citations);
  await appendEvent(tx, {
    name: 'document.registered',
    actor,
    subject: { kind: 'document', id: created.id },
    facts: {
      kind: row.kind,
      number: row.number,
      symbol: row.symbol,
      issued: row.issued,
      file: file?.sha256 ?? null,
      citations: citations.length,
    },
    at: now,
  });
  return { id: created.id, created: true };
}

function refuseImpossible(input: NewDocument): void {
  const checked = extras.safeParse({ ...input, date: input.reading.date });
  if (checked.success) return;
  const fields = new Set(checked.error.issues.map((issue) => issue.path[0]));
  throw new InvalidInput({
    ...(fields.has('date') && {
      issued: {
        vi: `Ngày “${input.reading.date}” không có trong lịch.`,
        en: `There is no date “${input.reading.date}”.`,
      },
    }),
    ...(fields.has('sourceUrl') && {
      sourceUrl: {
        vi: 'Địa chỉ nguồn phải bắt đầu bằng http:// hoặc https://.',
        en: 'The address of the source must begin with http:// or https://.',
      },
    }),
    ...((fields.has('reference') || fields.has('formKey')) && {
      reference: { vi: 'Mã tham chiếu quá dài.', en: 'The reference is too long.' },
    }),
  });
}

async function newRow(tx: Transaction, actor: Actor, input: NewDocument, now: Date) {
  const { reading, file } = input;
  const issuerName = input.issuerCode ?? reading.issuer;
  const issuers = issuerName ? await matchOrganisations(tx, [issuerName]) : null;
  const head: DocumentHead = {
    kind: reading.kind,
    number: reading.number,
    symbol: reading.symbol ?? (reading.number ? symbolOf(reading.number) : null),
    place: reading.place,
    issued: reading.date,
    issuer: reading.issuer,
    issuerId: (issuerName ? issuers?.get(issuerName)?.id : null) ?? null,
    title: titleFor(input),
    titleEn: input.titleEn ?? null,
    abstract: input.abstract ?? null,
    abstractEn: input.abstractEn ?? null,
    signerName: reading.signer.name,
    signerRoles: reading.signer.roles,
    recipients: reading.recipients,
    source: input.source ?? null,
    sourceUrl: input.sourceUrl ?? null,
    confirmed: input.confirmed ?? (file === null || input.typed === true),
  };
  const content = contentOf(reading, file && !input.typed ? headOf(reading) : null);
  return {
    ...headColumns(head),
    issued_text: reading.dateText,
    reference: input.reference ?? null,
    form_key: input.formKey ?? null,
    content: JSON.stringify(content),
    body_text: bodyTextOf(content),
    illustrative: input.illustrative ?? false,
    file_sha256: file?.sha256 ?? null,
    file_name: file?.name ?? null,
    created_by: actor.kind === 'account' ? actor.id : null,
    created_at: now,
    updated_at: now,
  };
}

/** A document without an abstract is called by its number, else by its file. */
function titleFor({ reading, file }: NewDocument): string {
  const title = singleSpaced(reading.title ?? '');
  if (title) return title;
  const named = singleSpaced(`${kindNames[reading.kind].vi} ${reading.number ?? reading.symbol ?? ''}`);
  return reading.number || !file ? named : file.name;
}

export function headOf(reading: OfficialDocument): HeadAsRead {
  const { kind, number, symbol, place, date, dateText, issuer, title, signer, recipients } = reading;
  return { kind, number, symbol, place, date, dateText, issuer, title, signer, recipients };
}

async function existingId(tx: Transaction, { reference, formKey, file }: NewDocument): Promise<number> {
  const known = await tx
    .selectFrom('document')
    .select('id')
    .where((row) =>
      row.or([
        ...(reference ? [row('reference', '=', reference)] : []),
        ...(formKey ? [row('form_key', '=', formKey)] : []),
        ...(file ? [row('file_sha256', '=', file.sha256)] : []),
      ]),
    )
    .orderBy('id')
    .executeTakeFirst();
  if (known) return known.id;
  throw new Refusal('conflict', {
    vi: 'Văn bản này vừa được người khác bỏ khỏi sổ. Hãy gửi lại lần nữa.',
    en: 'Somebody has just removed this document from the register. Send it once more.',
  });
}
