import { afterAll, beforeAll, expect, test } from 'vitest';
import { personWith } from '../../../../test/support/people.ts';
import { openSuccessions } from '../../../../test/support/successions.ts';
import { type AccountActor, system } from '../../../kernel/actor.ts';
import { beginAmendment } from '../amendment/commands.ts';
import { forwardEdition, publishEdition, submitEdition } from '../approval/commands.ts';
import { mergeEntries } from '../succession/merging.ts';
import { answerQuestion } from './answering.ts';
import { askQuestion } from './ask.ts';
import { publicQuestion, publicQuestions } from './public.ts';
import { findQuestion } from './queries.ts';

let scene: Awaited<ReturnType<typeof openSuccessions>>;
let asker: AccountActor;
beforeAll(async () => {
  scene = await openSuccessions();
  asker = await personWith(scene.app, 'applicant');
});
afterAll(() => scene.app.close());

test('questions about an entry that was merged are found with the one it was merged into, and can still be answered', async () => {
  const { app, officer } = scene;
  const { services } = app;
  const { id, code, one, two } = await scene.draft(true);
  const ask = (title: string, of: string) =>
    askQuestion(services, asker, {
      ...{ code: `${code}-${of}`, language: 'vi', title, body: 'Nội dung', named: false, key: title },
    });
  const answer = (question: number, title: string) =>
    answerQuestion(services, officer, question, {
      ...{ title, body: 'Nội dung', answer: 'Trả lời', language: 'vi', version: 1 },
    });
  const before = await ask('Hỏi trước khi gộp', '02');
  await answer(before, 'Hỏi trước khi gộp');
  const waiting = await ask('Đang chờ khi gộp', '02');
  const { id: amendment } = await beginAmendment(services, officer, id, { reason: 'Kết luận 12/TB-UBND' });
  await mergeEntries(services, officer, amendment, {
    ...{ entries: await scene.shown(one, two), into: one, chosen: {} },
  });
  await submitEdition(services, officer, amendment);
  await forwardEdition(services, await personWith(app, 'programme_head'), amendment);
  await publishEdition(services, await personWith(app, 'leader'), amendment);

  const listed = await publicQuestions(services.db, one, { limit: 10, offset: 0 });
  expect(listed).toMatchObject({ total: 1, items: [{ id: before, code: `${code}-02` }] });
  expect(await publicQuestion(services.db, one, before)).toMatchObject({ id: before });
  await answer(waiting, 'Đang chờ khi gộp');
  const found = await services.db
    .selectFrom('search_item')
    .select('url')
    .where('kind', '=', 'question')
    .orderBy('ref')
    .execute();
  expect(found.map(({ url }) => url)).toEqual(
    [before, waiting].map((question) => `/bai-toan/${code}-01/hoi-dap/${question}`),
  );
  expect((await publicQuestions(services.db, one, { limit: 10, offset: 0 })).total).toBe(2);
  expect((await findQuestion(services.db, system, waiting)).state).toBe('answered');
});
