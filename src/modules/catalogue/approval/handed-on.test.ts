import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { type ApprovalDesk, openApprovalDesk } from '../../../../test/support/approval.ts';
import { draftEntry } from '../../../../test/support/catalogue.ts';
import { readingOf } from '../../../../test/support/documents.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { editDocument, registerDocument } from '../../documents/index.ts';
import { loadDocument } from '../../documents/store.ts';
import { findEdition } from '../edition-store.ts';
import { changeEdition } from '../index.ts';
import { findTexts, saveTexts } from '../outgoing/commands.ts';
import { recallEdition, submitEdition } from './commands.ts';

let desk: ApprovalDesk;
let app: TestApp;
let officer: AccountActor;
beforeAll(async () => {
  desk = await openApprovalDesk();
  ({ app, officer } = desk);
});
afterAll(() => app.close());

test('what goes with an edition on its way stays as it was: its draft document and the texts written from it', async () => {
  const { services } = app;
  const { id } = await desk.draft();
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({ kind: 'notice', title: 'Thông báo danh mục' }),
    file: null,
  });
  const edition = await findEdition(services.db, id);
  await changeEdition(services, officer, id, {
    ...{
      kind: 'problems',
      span: String(desk.years),
      title: edition.title,
      documentId,
      version: edition.version,
    },
  });
  await submitEdition(services, officer, id);
  const { signer, ...written } = await loadDocument(services.db, documentId);
  const edit = {
    ...written,
    signerName: signer.name,
    signerRoles: signer.roles,
    citations: [],
    title: 'Sửa lén',
  };
  await expect(editDocument(services, officer, documentId, edit)).rejects.toMatchObject({
    kind: 'wrong_state',
    text: { vi: expect.stringContaining(edition.code) },
  });
  const { texts, version } = await findTexts(services.db, edition, 'submission');
  const save = (changed: Partial<typeof texts>) =>
    saveTexts(services, officer, id, { outgoing: 'submission', texts: { ...texts, ...changed }, version });
  await expect(save({ body: 'Viết lại' })).rejects.toMatchObject({ kind: 'wrong_state' });
  await save({ number: '12' });
  await recallEdition(services, officer, id);
  await editDocument(services, officer, documentId, edit);
});

test('an edition with confidential entries is not handed up with a document that may name them', async () => {
  const { services } = app;
  const { id } = await desk.draft();
  await draftEntry(services, id, 'Mục kín', { confidential: true });
  const { id: documentId } = await registerDocument(services, system, {
    reading: readingOf({
      kind: 'notice',
      title: 'Có phụ lục',
      statements: [{ section: '', text: 'Mục kín' }],
    }),
    file: null,
  });
  const edition = await findEdition(services.db, id);
  const link = (to: number | null, version: number) =>
    changeEdition(services, officer, id, {
      ...{ kind: 'problems', span: String(desk.years), title: edition.title, documentId: to, version },
    });
  await link(documentId, edition.version);
  await services.db
    .updateTable('document')
    .set({ body_text: 'Mục kín' })
    .where('id', '=', documentId)
    .execute();
  await expect(submitEdition(services, officer, id)).rejects.toMatchObject({
    fields: { entries: { vi: expect.stringContaining('không công khai') } },
  });
  await link(null, edition.version + 1);
  await submitEdition(services, officer, id);
});
