import { afterAll, beforeAll, expect, test } from 'vitest';
import { personWith } from '../../../../test/support/people.ts';
import { editionWith, openPortal, type Portal } from '../../../../test/support/portal.ts';
import { system } from '../../../kernel/actor.ts';
import { rebuildSearch } from '../../../site/rebuild-search.ts';
import { withdrawEdition } from '../approval/commands.ts';
import { reopenEdition } from '../approval/ends.ts';
import { answerQuestion, correctAnswer, refuseQuestion } from './answering.ts';
import { askQuestion } from './ask.ts';

let portal: Portal;
let edition = 0;
let id = 0;
const page = () => `/bai-toan/BTL-2031-01/hoi-dap/${id}`;

beforeAll(async () => {
  portal = await openPortal();
  edition = await editionWith(portal.app.services, { year: 2031, entries: [{ title: 'Cửa khẩu số' }] });
  const asker = await personWith(portal.app, 'applicant');
  id = await askQuestion(portal.app.services, asker, {
    ...{ code: 'BTL-2031-01', language: 'vi', named: true, key: 'k' },
    ...{ title: 'Hợp tác xã nuôi ong có được tham gia?', body: 'Chúng tôi ở huyện Bình Gia.' },
  });
});
afterAll(() => portal.app.close());

const reply = (answer: string, version: number, title = 'Hợp tác xã nuôi ong có được tham gia?') => ({
  ...{ title, body: 'Chúng tôi ở một huyện.', answer, language: 'vi', version },
});

async function find(words: string): Promise<string> {
  const answer = await portal.app.fetch(`/tim-kiem?${new URLSearchParams({ q: words })}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

test('a question that waits is found by nobody', async () => {
  expect(await find('nuôi ong')).not.toContain(page());
});

test('once answered it is found by its words and those of its answer, and leads to its own address; who asked stands nowhere', async () => {
  await answerQuestion(portal.app.services, system, id, reply('Được, nếu có tư cách pháp nhân.', 1));
  for (const words of ['nuoi ong', 'tư cách pháp nhân']) {
    portal.app.forgetStatements();
    const html = await find(words);
    expect(portal.app.statements.length).toBeLessThanOrEqual(10);
    expect(html).toContain(`href="${page()}"`);
    expect(html).toContain('Hỏi đáp');
    expect(html).toContain('BTL-2031-01');
  }
  expect((await portal.app.fetch(page())).status).toBe(200);
  // what the officer took out before publication is not found either
  expect(await find('Bình Gia')).toContain('Không tìm thấy');
  const items = await portal.app.services.db
    .selectFrom('search_item')
    .selectAll()
    .where('kind', '=', 'question')
    .execute();
  expect(items).toHaveLength(1);
  const asked = await portal.app.services.db
    .selectFrom('question')
    .select('asker_name')
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(items)).not.toContain(asked.asker_name);
  expect(await portal.html(`/en/tim-kiem?q=nuoi+ong`)).toContain(`href="/en${page()}"`);
  expect(await portal.html('/tim-kiem?q=nuoi+ong&loai=hoi-dap')).toContain(`href="${page()}"`);
  expect(await portal.html('/bai-toan?q=nuoi+ong')).not.toContain(page());
});

test('corrected, it is found by what the public reads now', async () => {
  await correctAnswer(portal.app.services, system, id, reply('Mọi tổ chức đều được đăng ký.', 2));
  expect(await find('mọi tổ chức đều được')).toContain(page());
  expect(await find('"tư cách pháp nhân"')).toContain('Không tìm thấy');
});

test('with the edition withdrawn it is found no more, and again with the edition; written anew the index says the same', async () => {
  const { services } = portal.app;
  await withdrawEdition(services, system, edition, { note: 'Công bố nhầm.' });
  expect(await find('nuôi ong')).not.toContain(page());
  await rebuildSearch(services);
  expect(await find('nuôi ong')).not.toContain(page());
  await reopenEdition(services, system, edition, { note: 'Đã kiểm tra lại.' });
  expect(await find('nuôi ong')).toContain(page());
  const index = () =>
    services.db
      .selectFrom('search_item')
      .select(['kind', 'ref', 'title', 'body', 'url', 'shown'])
      .orderBy('kind')
      .orderBy('ref')
      .execute();
  const before = await index();
  await rebuildSearch(services);
  expect(await index()).toEqual(before);
});

test('taken down, it is found no more', async () => {
  const { db } = portal.app.services;
  const { version } = await db.selectFrom('question').select('version').executeTakeFirstOrThrow();
  await refuseQuestion(portal.app.services, system, id, {
    ...{ reason: 'personal', note: '', sameAs: '', version },
  });
  expect(await find('nuôi ong')).not.toContain(page());
});
