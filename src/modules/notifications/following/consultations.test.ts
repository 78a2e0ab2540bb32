import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal } from '../../../../test/support/portal.ts';
import { system } from '../../../kernel/actor.ts';
import { feedRoutes } from '../../../site/feeds/index.ts';
import {
  calendarPath,
  type FollowTarget,
  feedPath,
  followNames,
  followPath,
} from '../../../ui/follow-links.tsx';
import { followWindows } from '../../consultation/clock.ts';
import { prolongConsultation, withdrawConsultation } from '../../consultation/commands.ts';
import {
  announceConsultation,
  consultationRoutes,
  createConsultation,
  saveContent,
} from '../../consultation/index.ts';
import { notificationRoutes } from '../pages.tsx';
import { tellAtOnce } from './jobs.ts';
import { followingPaths } from './paths.ts';

let portal: Portal;
let id = 0;
let internal = 0;
const target = (of: number): FollowTarget => ({ kind: 'consultation', key: String(of) });

async function consultation(key: string, audience: 'public' | 'internal'): Promise<number> {
  const { services } = portal.app;
  const made = await createConsultation(services, system, {
    ...{ title: `Quy chế ${key}`, titleEn: '', introduction: '', contact: '', agency: 'Sở Mẫu', audience },
    ...{ from: '05/05/2026', to: '30/05/2026', namesShown: '', agencies: [], editionId: null, key },
    people: audience === 'internal' ? 'moi@example.vn' : '',
  });
  await saveContent(services, system, made, { parts: '# Điều 1. Phạm vi\nQuy định.', version: 1 });
  return made;
}

beforeAll(async () => {
  portal = await openPortal([...notificationRoutes, ...feedRoutes, ...consultationRoutes]);
  const { app } = portal;
  app.setNow(new Date('2026-05-04T02:00:00Z'));
  await app.signIn('applicant', { email: 'moi@example.vn' });
  await tellAtOnce(app.services);
  id = await consultation('công khai', 'public');
  internal = await consultation('nội bộ', 'internal');
  await announceConsultation(app.services, system, internal, 2);
});
afterAll(() => portal.app.close());

async function follow(of: number): Promise<number> {
  const form = { loai: followNames.consultation, ma: String(of), email: 'lan@example.vn', manner: 'at_once' };
  const answer = await portal.app.fetch(followingPaths.follow, { form: { ...form, consent: '1' } });
  return answer.status;
}

async function letters() {
  return portal.app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['letter.kind', 'letter.body_text as text', 'mail.secret'])
    .where('mail.address', '=', 'lan@example.vn')
    .orderBy('mail.id')
    .execute();
}

async function news(): Promise<string[]> {
  await tellAtOnce(portal.app.services);
  return (await letters()).flatMap(({ kind, text }) => (kind === 'following.news' ? [text ?? ''] : []));
}

test('one that is not announced, or is for chosen people, cannot be followed, has no feed and no calendar', async () => {
  for (const one of [id, internal]) {
    expect(await follow(one)).toBe(404);
    for (const path of [followPath(target(one)), feedPath(target(one)), calendarPath(target(one))])
      expect((await portal.app.fetch(path)).status, path).toBe(404);
  }
});

test('announced, its page leads to following, the feed and the calendar with its last day', async () => {
  await announceConsultation(portal.app.services, system, id, 2);
  const page = await portal.html(`/lay-y-kien/${id}`);
  expect(page).toContain(`href="${followPath(target(id)).replaceAll('&', '&amp;')}"`);
  expect(page).toContain(feedPath(target(id)).replaceAll('&', '&amp;'));
  const early = await portal.html(feedPath(target(id)));
  expect(early).toContain('<updated>2026-05-04T02:00:00.000Z</updated>');
  const calendar = (await portal.html(calendarPath(target(id)))).replaceAll('\r\n ', '');
  expect(calendar).toContain('DTSTART;VALUE=DATE:20260530');
  expect(calendar).toContain('SUMMARY;LANGUAGE=vi:Hạn góp ý: Quy chế công khai');
  expect(await portal.html(`/en${calendarPath(target(id))}`)).toContain('SUMMARY;LANGUAGE=en:Comments end');
  const choosing = await portal.html(followPath(target(id)));
  expect(choosing).toContain('Lấy ý kiến: Quy chế công khai');
  expect(choosing).toContain(calendarPath(target(id)).replaceAll('&', '&amp;'));
});

test('who follows it confirms by mail first, then hears once of each that happens, and others hear nothing', async () => {
  const { app } = portal;
  expect(await follow(id)).toBe(200);
  const [asked] = await letters();
  expect(await news()).toEqual([]);
  const confirmed = await app.fetch(followingPaths.confirm(asked?.secret ?? ''), { form: {} });
  expect(confirmed.status).toBe(200);
  app.setNow(new Date('2026-05-05T02:00:00Z'));
  await followWindows(app.services);
  const opened = await news();
  expect(opened).toHaveLength(1);
  expect(opened[0]).toContain('Bắt đầu nhận góp ý, đến hết 30/05/2026.');
  expect(opened[0]).toContain(`/lay-y-kien/${id}`);
  expect(opened.join()).not.toContain('nội bộ');
  expect(await news()).toHaveLength(1);
  await prolongConsultation(app.services, system, id, { to: '15/06/2026', version: 3 });
  expect((await news()).at(-1)).toContain('nhận góp ý đến hết 15/06/2026');
  expect(await portal.html(calendarPath(target(id)))).toContain('DTSTART;VALUE=DATE:20260615');
  const feed = await portal.html(feedPath(target(id)));
  expect(feed.match(/<entry>/g)).toHaveLength(2);
  const all = await portal.html(feedPath(null));
  expect(all).toContain('Lấy ý kiến: Quy chế công khai');
  expect(all).not.toContain('nội bộ');
});

test('ended early, its followers are told, and nobody begins to follow it', async () => {
  const { services } = portal.app;
  await withdrawConsultation(services, system, id, { reason: 'Dự thảo được thay.', version: 4 });
  expect((await news()).at(-1)).toContain('Đã dừng lấy ý kiến.');
  expect(await follow(id)).toBe(404);
  expect(await portal.html(feedPath(null))).toContain('Đã dừng lấy ý kiến.');
});
