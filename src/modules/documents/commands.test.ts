import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/support/app.ts';
import {
  citing,
  keepFile,
  readingOf,
  registerDraft,
  registerPublished,
} from '../../../test/support/documents.ts';
import { type AccountActor, type Role, system, visitor } from '../../kernel/actor.ts';
import { InvalidInput, Refusal } from '../../kernel/refusal.ts';
import { verifyEvents } from '../../platform/events/verify.ts';
import { editDocument, joinDocuments, publishDocument, removeDraft } from './commands.ts';
import type { DocumentEdit } from './inputs.ts';
import { findPublicDocument, listDocuments } from './public-shapes.ts';
import { registerDocument } from './register.ts';
import { findDocument, loadCitations } from './store.ts';

let app: TestApp;
let officer: AccountActor;
let head: AccountActor;

beforeAll(async () => {
  app = await openTestApp([]);
  officer = await person('programme_officer');
  head = await person('programme_head');
});
afterAll(() => app.close());

async function person(role: Role): Promise<AccountActor> {
  const { accountId } = await app.signIn(role);
  return {
    kind: 'account',
    id: accountId,
    name: role,
    email: `${role}@example.vn`,
    organisationId: null,
    grants: [{ role, scope: null }],
    memberships: [],
    sessionId: null,
  };
}

async function editOf(id: number, change: Partial<DocumentEdit> = {}): Promise<DocumentEdit> {
  const document = await findDocument(app.services.db, id);
  if (!document) throw new Error('no such document');
  const citations = await loadCitations(app.services.db, id);
  const { signer, version, ...rest } = document;
  return { ...rest, signerName: signer.name, signerRoles: signer.roles, version, citations, ...change };
}

const eventsOf = (id: number) =>
  app.services.db
    .selectFrom('event')
    .select(['name', 'facts'])
    .where('subject_kind', '=', 'document')
    .where('subject_id', '=', String(id))
    .orderBy('seq')
    .execute();

describe('registering', () => {
  it('keeps head, citations and body, as a draft, with one event', async () => {
    const { services } = app;
    const file = await keepFile(services, 'registering');
    const { id, created } = await registerDocument(services, officer, {
      reading: readingOf({
        number: '145/KH-UBND',
        date: '2025-05-28',
        issuer: 'UBND tỉnh Lạng Sơn',
        citations: [
          citing({ number: '57-NQ/TW', date: '2024-12-22', item: 'nhiệm vụ số 130', annex: 'Phụ lục II' }),
        ],
        replaces: [citing({ kind: 'plan', number: '56/KH-UBND', role: 'replaces' })],
        tables: [{ title: 'Phụ lục', columns: ['TT'], rows: [['ô bảng']] }],
      }),
      file,
    });
    expect(created).toBe(true);
    const document = await findDocument(services.db, id);
    expect(document).toMatchObject({ state: 'draft', symbol: 'KH-UBND', confirmed: false, version: 1 });
    expect(document?.content.head?.number).toBe('145/KH-UBND');
    const citations = await loadCitations(services.db, id);
    expect(citations.map(({ role, number, annex }) => [role, number, annex])).toEqual([
      ['basis', '57-NQ/TW', 'Phụ lục II'],
      ['replaces', '56/KH-UBND', null],
    ]);
    const events = await eventsOf(id);
    expect(events.map(({ name }) => name)).toEqual(['document.registered']);
    expect(JSON.stringify(events[0]?.facts)).not.toContain('Đoàn');
  });

  it('a citation to be replaced that stands in both lists of a reading is kept once', async () => {
    const replaced = citing({ kind: 'plan', number: '9/KH-UBND', role: 'replaces' });
    const id = await registerDraft(app.services, { citations: [replaced], replaces: [replaced] });
    expect(await loadCitations(app.services.db, id)).toHaveLength(1);
  });

  it('the same file again leads to the document there is, also when two people send it at once', async () => {
    const { services } = app;
    const file = await keepFile(services, 'twice');
    const input = { reading: readingOf({ number: '1/KH-UBND' }), file };
    const answers = await Promise.all([1, 2, 3, 4].map(() => registerDocument(services, officer, input)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
  });

  it('the same reference again is the same document', async () => {
    const first = await registerDraft(app.services, { extra: { reference: 'ref-1' } });
    const second = await registerDraft(app.services, { extra: { reference: 'ref-1' } });
    expect(second).toBe(first);
  });

  it('is refused to visitors, applicants and inspectors', async () => {
    const input = { reading: readingOf(), file: null };
    for (const actor of [visitor, await person('applicant'), await person('inspector')]) {
      await expect(registerDocument(app.services, actor, input)).rejects.toMatchObject({ kind: 'forbidden' });
    }
  });

  it('an address that would run script and a day that does not exist are refused with the field named', async () => {
    const wrong = registerDocument(app.services, officer, {
      reading: readingOf({ date: '2026-02-30' }),
      file: null,
      sourceUrl: 'javascript:alert(1)',
    });
    await expect(wrong).rejects.toBeInstanceOf(InvalidInput);
    await expect(wrong).rejects.toMatchObject({ fields: { issued: {}, sourceUrl: {} } });
  });

  it('a title of 5,000 characters and 1,200 citations are kept whole', async () => {
    const title = 'Triển khai '.repeat(455).trim();
    const citations = Array.from({ length: 1200 }, (_, index) => citing({ number: `${index + 1}/NQ-CP` }));
    const id = await registerDraft(app.services, { title, citations });
    expect((await findDocument(app.services.db, id))?.title).toBe(title);
    expect(await loadCitations(app.services.db, id)).toHaveLength(1200);
  });
});

describe('editing', () => {
  it('saves head and citations, keeps the words of the source, and says which fields changed', async () => {
    const id = await registerDraft(app.services, {
      citations: [citing({ number: '71/NQ-CP', raw: 'Nghị quyết số 71/NQ-CP' })],
    });
    const edit = await editOf(id);
    const [first] = edit.citations;
    if (!first) throw new Error('no citation');
    const { version, changed } = await editDocument(app.services, officer, id, {
      ...edit,
      number: '7/KH-UBND',
      citations: [
        { ...first, number: '72/NQ-CP', raw: 'giả mạo' },
        { ...citing({ number: '3/NQ-CP' }), id: null },
      ],
    });
    expect(version).toBe(2);
    expect([...changed].sort()).toEqual(['citations', 'number']);
    const kept = await loadCitations(app.services.db, id);
    expect(kept.map(({ number, raw }) => [number, raw])).toEqual([
      ['72/NQ-CP', 'Nghị quyết số 71/NQ-CP'],
      ['3/NQ-CP', '3/NQ-CP'],
    ]);
  });

  it('saving what stands there already is no event', async () => {
    const id = await registerDraft(app.services);
    await editDocument(app.services, officer, id, await editOf(id));
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(['document.registered']);
  });

  it('of two people at once one saves and the other is told; nothing is overwritten', async () => {
    const id = await registerDraft(app.services);
    const edit = await editOf(id);
    const answers = await Promise.allSettled([
      editDocument(app.services, officer, id, { ...edit, title: 'Bản của người thứ nhất' }),
      editDocument(app.services, head, id, { ...edit, title: 'Bản của người thứ hai' }),
    ]);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ kind: 'conflict' });
    expect((await findDocument(app.services.db, id))?.version).toBe(2);
  });

  it('a published document is corrected by the head alone', async () => {
    const id = await registerPublished(app.services);
    const edit = await editOf(id, { title: 'Tên đính chính' });
    await expect(editDocument(app.services, officer, id, edit)).rejects.toMatchObject({ kind: 'forbidden' });
    await editDocument(app.services, head, id, edit);
    expect((await findPublicDocument(app.services.db, id))?.title).toBe('Tên đính chính');
  });

  it('a document that is not there is not found', async () => {
    const edit = await editOf(await registerDraft(app.services));
    await expect(editDocument(app.services, officer, 999_999, edit)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('publishing', () => {
  it('is the head’s; twice is once; everything public learns of it', async () => {
    const { services } = app;
    const id = await registerDraft(services, { number: '88/KH-UBND' });
    await expect(publishDocument(services, officer, id)).rejects.toMatchObject({ kind: 'forbidden' });
    const version = () =>
      services.db.selectFrom('content_version').select('version').executeTakeFirstOrThrow();
    const before = await version();
    await Promise.all([publishDocument(services, head, id), publishDocument(services, head, id)]);
    expect((await version()).version).toBe(before.version + 1);
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual([
      'document.registered',
      'document.published',
    ]);
    const found = await services.db
      .selectFrom('search_item')
      .select('code')
      .where('kind', '=', 'document')
      .where('ref', '=', id)
      .executeTakeFirst();
    expect(found?.code).toBe('88/KH-UBND');
  });

  it('a visitor is told of a draft what they are told of nothing', async () => {
    const id = await registerDraft(app.services);
    await expect(publishDocument(app.services, visitor, id)).rejects.toMatchObject({ kind: 'not_found' });
    expect(await findPublicDocument(app.services.db, id)).toBeNull();
  });
});

describe('removing a draft', () => {
  it('takes it out; its file can be registered anew', async () => {
    const { services } = app;
    const file = await keepFile(services, 'to be removed');
    const { id } = await registerDocument(services, officer, {
      reading: readingOf({ citations: [citing({ number: '1/NQ-CP' })] }),
      file,
    });
    await removeDraft(services, officer, id);
    expect(await findDocument(services.db, id)).toBeNull();
    expect((await eventsOf(id)).at(-1)?.name).toBe('document.removed');
    const again = await registerDocument(services, officer, { reading: readingOf(), file });
    expect(again.created).toBe(true);
  });

  it('a published document stays', async () => {
    const id = await registerPublished(app.services);
    await expect(removeDraft(app.services, head, id)).rejects.toMatchObject({ kind: 'wrong_state' });
  });

  it('a draft an edition stands on stays, with a reason', async () => {
    const id = await registerDraft(app.services);
    await app.services.db
      .insertInto('edition')
      .values({ kind: 'needs', year: 2031, code: 'NCCN-2031', title: 'Danh mục', document_id: id })
      .execute();
    await expect(removeDraft(app.services, officer, id)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await findDocument(app.services.db, id)).not.toBeNull();
  });
});

describe('joining a file with the document known before', () => {
  it('gives it the file and the body, keeps what people wrote, and removes the draft', async () => {
    const { services } = app;
    const known = await registerPublished(services, {
      number: '500/KH-UBND',
      date: '2025-05-28',
      title: 'Tên đã soát',
      citations: [citing({ number: '57-NQ/TW' })],
    });
    const file = await keepFile(services, 'joined');
    const draft = await registerDocument(services, officer, {
      reading: readingOf({
        number: '500/KH-UBND',
        title: 'TÊN ĐỌC ĐƯỢC',
        recipients: ['Lưu: VT'],
        citations: [citing({ number: '57-NQ/TW' }), citing({ number: '71/NQ-CP' })],
        statements: [{ section: null, text: 'Một nhiệm vụ duy nhất' }],
      }),
      file,
    });
    await joinDocuments(services, head, draft.id, known);
    expect(await findDocument(services.db, draft.id)).toBeNull();
    const document = await findDocument(services.db, known);
    expect(document).toMatchObject({
      title: 'Tên đã soát',
      recipients: ['Lưu: VT'],
      file: { sha256: file.sha256 },
    });
    expect((await loadCitations(services.db, known)).map(({ number }) => number)).toEqual([
      '57-NQ/TW',
      '71/NQ-CP',
    ]);
    const found = await listDocuments(services.db, { q: 'nhiem vu duy nhat' });
    expect(found.items.map(({ id }) => id)).toEqual([known]);
  });

  it('is refused where the known document has a file', async () => {
    const { services } = app;
    const one = await registerDocument(services, officer, {
      reading: readingOf(),
      file: await keepFile(services, 'one'),
    });
    const two = await registerDocument(services, officer, {
      reading: readingOf(),
      file: await keepFile(services, 'two'),
    });
    await expect(joinDocuments(services, officer, one.id, two.id)).rejects.toBeInstanceOf(Refusal);
    await expect(joinDocuments(services, officer, one.id, one.id)).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

it('after all of this the event chain is whole', async () => {
  await registerDocument(app.services, system, { reading: readingOf(), file: null });
  expect(await verifyEvents(app.services.db)).toMatchObject({ broken: null });
});
