import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAmending, reason } from '../../../../test/support/amending.ts';
import type { TestApp } from '../../../../test/support/app.ts';
import type { AccountActor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import { InvalidInput, type Refusal } from '../../../kernel/refusal.ts';
import { submitEdition } from '../approval/commands.ts';
import { changeEdition } from '../edition-commands.ts';
import { findEdition } from '../edition-store.ts';
import { editionHistory } from '../history.ts';
import { listPublicEditions } from '../public-editions.ts';
import { editionVersionsOf } from '../versions/edition.ts';
import { findPublicEntryOn } from '../versions/entry.ts';
import { beginAmendment } from './commands.ts';
import { headChanges } from './head.ts';

let scene: Awaited<ReturnType<typeof openAmending>>;
let app: TestApp;
let officer: AccountActor;
beforeAll(async () => {
  scene = await openAmending();
  ({ app, officer } = scene);
});
afterAll(() => app.close());

async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  return attempt.then(
    () => {
      throw new Error('not refused');
    },
    (error: Refusal) => error,
  );
}

test('title and contact of an edition change by an amendment alone, and each day shows those of its own', async () => {
  const { services } = app;
  app.setNow(new Date('2026-07-01T03:00:00Z'));
  const { id, code, amendment } = await scene.amending();
  const contact = { name: 'Phòng Quản lý khoa học', phone: '0205 3812 345' };
  const input = {
    ...{ kind: 'problems' as const, span: String(scene.years.last), title: amendment.title, contact },
    amended: { title: ' Danh mục bài toán lớn  (đổi tên) ', titleEn: 'Renamed' },
  };
  expect(await refusalOf(submitEdition(services, officer, amendment.id))).toBeInstanceOf(InvalidInput);
  const same = { title: `Danh mục bài toán lớn năm ${scene.years.last}`, titleEn: null };
  const untouched = await changeEdition(services, officer, amendment.id, {
    ...{
      kind: 'problems',
      span: String(scene.years.last),
      title: amendment.title,
      amended: same,
      version: 1,
    },
  });
  expect([untouched.amends?.newName, untouched.version]).toEqual([null, 1]);
  const changed = await changeEdition(services, officer, amendment.id, { ...input, version: 1 });
  expect(changed.amends?.newName).toEqual({ title: 'Danh mục bài toán lớn (đổi tên)', titleEn: 'Renamed' });
  const edition = await findEdition(services.db, id);
  expect(headChanges('vi', edition, changed)).toEqual([
    {
      label: 'Tên danh mục',
      before: `Danh mục bài toán lớn năm ${scene.years.last}`,
      after: 'Danh mục bài toán lớn (đổi tên)',
    },
    { label: 'Tên tiếng Anh', before: '', after: 'Renamed' },
    { label: 'Tên đầu mối', before: '', after: 'Phòng Quản lý khoa học' },
    { label: 'Điện thoại', before: '', after: '0205 3812 345' },
  ]);
  const asOf = async (day?: string) => {
    const selection = { code, limit: 1, offset: 0, ...(day && { asOf: day as LocalDate }) };
    const [seen] = (await listPublicEditions(services.db, selection)).items;
    return seen && [seen.title, seen.titleEn, seen.contact.phone];
  };
  const before = [`Danh mục bài toán lớn năm ${scene.years.last}`, null, null];
  expect(await asOf()).toEqual(before);
  app.setNow(new Date('2026-07-05T03:00:00Z'));
  await scene.publish(amendment.id);
  const after = ['Danh mục bài toán lớn (đổi tên)', 'Renamed', '0205 3812 345'];
  expect([
    await asOf(),
    await asOf('2026-07-05'),
    await asOf('2026-07-04'),
    await asOf('2026-06-30'),
  ]).toEqual([after, after, before, undefined]);
  const then = await findPublicEntryOn(services.db, 'problems', `${code}-01`, '2026-07-02' as LocalDate);
  expect([then?.entry.edition.title, then?.entry.edition.contact.phone]).toEqual([before[0], null]);
  const versions = await editionVersionsOf(services.db, code);
  expect(versions.map(({ number, from, to, title }) => [number, from, to, title])).toEqual([
    [1, '2026-07-01', '2026-07-05', before[0]],
    [2, '2026-07-05', null, after[0]],
  ]);
  expect(versions[1]?.amendment).toMatchObject({ number: 1, reason });
  const [latest] = await editionHistory(services.db, officer, id);
  expect(latest?.sentence.vi).toContain('đưa ra 0; đổi tên');
  const held = await services.db
    .selectFrom('entry_version')
    .select('to_at')
    .where('edition_id', '=', id)
    .where('to_at', 'is not', null)
    .execute();
  expect(held).toEqual([]);
  const next = await beginAmendment(services, officer, id, { reason });
  expect([next.contact.phone, next.amends?.newName]).toEqual(['0205 3812 345', null]);
});
