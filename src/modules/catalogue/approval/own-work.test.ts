import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { type ApprovalDesk, openApprovalDesk } from '../../../../test/support/approval.ts';
import { personWith } from '../../../../test/support/people.ts';
import type { AccountActor } from '../../../kernel/actor.ts';
import { chooseReplaced } from '../carry-over/supersede.ts';
import { findEdition } from '../edition-store.ts';
import { readPaste, startImport } from '../import-commands.ts';
import { confirmImport } from '../import-confirm.ts';
import { saveEntry } from '../index.ts';
import { findTexts, saveTexts } from '../outgoing/commands.ts';
import { forwardEdition, publishEdition, submitEdition } from './commands.ts';

let desk: ApprovalDesk;
let app: TestApp;
let officer: AccountActor;
let head: AccountActor;
let leader: AccountActor;
beforeAll(async () => {
  desk = await openApprovalDesk();
  ({ app, officer, head, leader } = desk);
});
afterAll(() => app.close());

test('who wrote, changed or handed up any of it does not approve it', async () => {
  const { services } = app;
  const all = await personWith(app, 'programme_officer', 'programme_head', 'leader');
  const wrote = await desk.draft();
  await saveEntry(services, all, wrote.entryId, { version: 1, entry: { title: 'Do người duyệt viết' } });
  await submitEdition(services, officer, wrote.id);
  await forwardEdition(services, head, wrote.id);
  const handedUp = await desk.draft();
  await submitEdition(services, all, handedUp.id);
  await forwardEdition(services, head, handedUp.id);
  for (const { id } of [wrote, handedUp]) {
    await expect(publishEdition(services, all, id)).rejects.toMatchObject({
      kind: 'forbidden',
      text: { vi: expect.stringContaining('không tự duyệt được') },
    });
    expect(await desk.stateOf(id)).toBe('with_leader');
    await publishEdition(services, leader, id);
    expect(await desk.stateOf(id)).toBe('published');
  }
});

test('who forwarded does not approve, nor who reviewed what was imported or wrote its documents', async () => {
  const { services } = app;
  const both = await personWith(app, 'programme_head', 'leader');
  const forwarded = await desk.draft();
  await submitEdition(services, officer, forwarded.id);
  await forwardEdition(services, both, forwarded.id);
  const written = await desk.draft();
  const { texts, version } = await findTexts(
    services.db,
    await findEdition(services.db, written.id),
    'submission',
  );
  await saveTexts(services, both, written.id, {
    ...{ outgoing: 'submission', texts: { ...texts, abstract: 'Về danh mục' }, version },
  });
  const imported = await desk.draft();
  const importId = await startImport(services, both, {
    kind: 'problems',
    span: { year: desk.years },
    reading: readPaste('TT\tTên bài toán\n1\tĐo mưa\n2\tĐo gió'),
    file: null,
  });
  await confirmImport(services, officer, importId);
  for (const { id } of [written, imported]) {
    await submitEdition(services, officer, id);
    await forwardEdition(services, head, id);
  }
  for (const { id } of [forwarded, written, imported]) {
    await expect(publishEdition(services, both, id)).rejects.toMatchObject({ kind: 'forbidden' });
    await publishEdition(services, leader, id);
  }
  // nor who chose which edition it supersedes
  const replacing = await desk.draft();
  const { version: seen } = await findEdition(services.db, replacing.id);
  await chooseReplaced(services, both, replacing.id, { replaces: forwarded.id, version: seen });
  await submitEdition(services, officer, replacing.id);
  await forwardEdition(services, head, replacing.id);
  await expect(publishEdition(services, both, replacing.id)).rejects.toMatchObject({ kind: 'forbidden' });
});
