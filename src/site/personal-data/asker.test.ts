import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import { answerQuestion } from '../../modules/catalogue/questions/answering.ts';
import { askQuestion } from '../../modules/catalogue/questions/ask.ts';
import { findActor } from '../../modules/directory/index.ts';
import { carryOut } from './answering.ts';
import { askForAccount } from './commands.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  await editionWith(portal.app.services, { year: 2031, entries: [{ title: 'Cửa khẩu số', lead: 'SCT' }] });
});
afterAll(() => portal.app.close());

test('of an erased asker the published question stays, without a name and as it was published; what nobody saw goes', async () => {
  const { app } = portal;
  const { services } = app;
  const { accountId } = await app.signIn('applicant', { email: 'nguoi-hoi@example.vn' });
  await services.db
    .updateTable('account')
    .set({ name: 'Nông Thị Hỏi' })
    .where('id', '=', accountId)
    .execute();
  await app.signIn('programme_officer', { email: 'chuyen-vien@example.vn' });
  await app.signIn('administrator', { email: 'quan-tri@example.vn' });
  const asker = await findActor(services, 'nguoi-hoi@example.vn');
  const officer = await findActor(services, 'chuyen-vien@example.vn');
  const about = { code: 'BTL-2031-01', language: 'vi', named: true } as const;
  const said = { title: 'Ai tham gia?', body: 'Số của tôi 0912 345 678.' };
  const id = await askQuestion(services, asker, { ...about, ...said, key: 'a' });
  const shown = {
    title: 'Ai được tham gia?',
    body: 'Xin hỏi rõ.',
    answer: 'Mọi doanh nghiệp.',
    language: 'vi',
  };
  await answerQuestion(services, officer, id, { ...shown, version: 1 });
  const waiting = await askQuestion(services, asker, {
    ...{ ...about, title: 'Bao giờ?', body: 'Tôi ở 12 phố Kỳ Lừa.', key: 'b' },
  });
  const page = async () => (await app.fetch('/bai-toan/BTL-2031-01/hoi-dap')).text();
  expect(await page()).toContain('Nông Thị Hỏi');
  const other = await askForAccount(services, asker, { kind: 'correction', words: 'Sai họ', agreed: false });
  const erasure = { kind: 'erasure', words: 'Xóa', agreed: true };
  const request = await askForAccount(services, asker, erasure);
  const administrator = await findActor(services, 'quan-tri@example.vn');
  await carryOut(services, administrator, { id: request, version: 1, answer: '' });
  const after = await page();
  expect(after).toContain('Ai được tham gia?');
  expect(after).not.toContain('Nông Thị Hỏi');
  const { rows } = await sql<{
    kept: string;
  }>`select string_agg(q::text, ' ' order by q.id) as kept from question q`.execute(services.db);
  for (const gone of ['Nông Thị Hỏi', '0912', 'Kỳ Lừa']) expect(rows[0]?.kept, gone).not.toContain(gone);
  const states = await services.db.selectFrom('question').select(['id', 'state']).orderBy('id').execute();
  expect(states).toEqual([
    { id, state: 'answered' },
    { id: waiting, state: 'withdrawn' },
  ]);
  // what else they asked waits for nobody
  const left = services.db.selectFrom('data_request').select('state').where('id', '=', other);
  expect(await left.executeTakeFirst()).toEqual({ state: 'withdrawn' });
});
