import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsulting } from '../../../test/support/consulting.ts';
import { moderateComment } from '../../modules/consultation/index.ts';
import { findActor } from '../../modules/directory/index.ts';
import { carryOut } from './answering.ts';
import { askForAccount } from './commands.ts';

let consulting: Awaited<ReturnType<typeof openConsulting>>;
beforeAll(async () => {
  consulting = await openConsulting();
});
afterAll(() => consulting.app.close());

test('of an erased commenter what was shown stays without a name, what nobody saw goes, and so does what was typed', async () => {
  const { app, by, announced, commented, get } = consulting;
  const { services } = app;
  const { db } = services;
  const person = await findActor(services, 'nguoi-gop-y@example.vn');
  await db.updateTable('account').set({ name: 'Nông Thị Góp' }).where('id', '=', person.id).execute();
  const id = await announced({ namesShown: '1' });
  const shown = await commented(id, by.person, 'Nên kéo dài thời hạn.');
  const waiting = await commented(id, by.person, 'Tôi ở 12 phố Kỳ Lừa.');
  await moderateComment(services, await findActor(services, 'soan@example.vn'), id, shown, {
    ...{ show: true, note: '', version: 1 },
  });
  await db
    .insertInto('consultation_comment_draft')
    .values({
      ...{ account_id: person.id, consultation_id: id, part: '1', kind: 'suggest', body: 'Dở', proposed: '' },
      saved_at: services.clock(),
    })
    .execute();
  const part = async () => (await get(`/lay-y-kien/${id}/phan/1`)).text;
  expect(await part()).toContain('Nông Thị Góp');
  await app.signIn('administrator', { email: 'quan-tri-ca@example.vn' });
  const administrator = await findActor(services, 'quan-tri-ca@example.vn');
  const request = await askForAccount(services, person, { kind: 'erasure', words: 'Xóa', agreed: true });
  await carryOut(services, administrator, { id: request, version: 1, answer: '' });
  const kept = await db
    .selectFrom('consultation_comment')
    .select(['id', 'body', 'author_name', 'state'])
    .where('author_id', '=', person.id)
    .orderBy('id')
    .execute();
  expect(kept).toEqual([
    { id: shown, body: 'Nên kéo dài thời hạn.', author_name: '…', state: 'sent' },
    { id: waiting, body: '…', author_name: '…', state: 'withdrawn' },
  ]);
  expect(await db.selectFrom('consultation_comment_draft').select('kind').execute()).toEqual([]);
  const page = await part();
  expect(page).toContain('Nên kéo dài thời hạn.');
  expect(page).not.toContain('Nông Thị Góp');
});
