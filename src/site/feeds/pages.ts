import { createHash } from 'node:crypto';
import { addDays, type LocalDate, parseLocalDate } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import { type CatalogueKind, publicEntryPath } from '../../modules/catalogue/index.ts';
import { knownConsultation } from '../../modules/consultation/index.ts';
import {
  type Followable,
  findFollowable,
  hasCalendar,
  newsSentence,
  readTarget,
  thingName,
  thingPath,
} from '../../modules/notifications/index.ts';
import { type DueOf, dueDaysOf, findOpenPlan, programmePaths } from '../../modules/programme/index.ts';
import type { Call } from '../../platform/http/call.ts';
import type { Route } from '../../platform/http/route.ts';
import { feedPath, followingPage } from '../../ui/follow-links.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { tagUri, writeAtom } from './atom.ts';
import { type DeadlineDay, type Deadlines, deadlinesOf, mostDays } from './deadlines.ts';
import { type CalendarEvent, writeCalendar } from './icalendar.ts';
import { lastChangeOf, newsOf } from './news.ts';
import { feedTexts } from './texts.ts';

const plain = (name: string, path: string, handle: Route['handle']): readonly Route[] =>
  // programs ask for them: failures are plain, but both languages have an address
  [
    { name, path },
    { name: `${name}_english`, path: `/en${path}` },
  ].map((one) => ({
    ...one,
    method: 'GET',
    access: { kind: 'anyone' },
    style: 'plain',
    cached: true,
    handle,
  }));

export const feedRoutes: readonly Route[] = [
  ...plain('feed.atom', '/tin.atom', showFeed),
  ...plain('feed.calendar', '/lich.ics', showCalendar),
  ...plain('feed.problem_calendar', '/bai-toan/:code/lich.ics', (call) =>
    showEntryCalendar(call, 'problems'),
  ),
  ...plain('feed.plan_calendar', programmePaths.calendar(':code'), showPlanCalendar),
  ...plain('feed.need_calendar', '/nhu-cau/:code/lich.ics', (call) => showEntryCalendar(call, 'needs')),
];

/** What the address names; null where it names nothing, for all. Throws `not_found` for what is not there. */
async function thingOf(call: Call): Promise<Followable | null> {
  const [kind, key] = [call.query('loai'), call.query('ma')];
  if (key === '') return null;
  const target = readTarget(kind, key);
  const thing = target && (await findFollowable(call.services.db, target));
  if (!thing) throw notFound();
  return thing;
}

async function showFeed(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const { origin, hostname } = services.config.baseUrl;
  const t = feedTexts(lang);
  const thing = await thingOf(call);
  const news = await newsOf(services.db, thing);
  const changed = news[0]?.at ?? (await lastChangeOf(services, thing));
  return answer(
    call,
    'application/atom+xml; charset=utf-8',
    writeAtom({
      id: tagUri(hostname, `${lang}${feedPath(thing)}`),
      language: lang,
      title: t.title(thing?.label[lang] ?? t.all, services.installation.place),
      author: services.installation.operator,
      changed,
      self: origin + localPath(lang, feedPath(thing)),
      alternate: origin + localPath(lang, thing?.path ?? PATHS.home),
      entries: news.map((one) => ({
        id: tagUri(hostname, one.mark),
        title: thingName(lang, one),
        summary: newsSentence(lang, one),
        href: origin + localPath(lang, thingPath(one)),
        updated: one.at,
      })),
    }),
  );
}

async function showCalendar(call: Call): Promise<Response> {
  const thing = await thingOf(call);
  if (thing && thing.kind !== 'document' && !hasCalendar(thing)) throw notFound();
  if (thing?.kind === 'consultation') return consultationCalendar(call, thing);
  const work = thing && workOf(thing);
  if (thing && work) return workCalendar(call, thing.label[call.language], work);
  const found = await deadlinesOf(call.services.db, thing, call.today);
  return calendarOf(call, thing?.label[call.language] ?? feedTexts(call.language).deadlines, found);
}

/** Until when a consultation takes comments; prolonged, the day moves. */
async function consultationCalendar(call: Call, thing: Followable): Promise<Response> {
  const { language: lang, services } = call;
  const { origin, hostname } = services.config.baseUrl;
  const t = feedTexts(lang);
  const one = await knownConsultation(services.db, thing.ref ?? 0);
  const day = parseLocalDate(one?.to ?? '');
  if (!one || !day) throw notFound();
  const href = origin + localPath(lang, thing.path);
  const lines = [t.commentsMeans(one.agency), ...(one.illustrative ? [t.illustrative] : []), href];
  return answer(
    call,
    'text/calendar; charset=utf-8',
    writeCalendar({
      name: t.title(thing.label[lang], services.installation.place),
      language: lang,
      events: [
        {
          ...{ uid: `consultation-${one.id}@${hostname}`, day, href, description: lines.join('\n') },
          summary: t.comments(lang === 'en' && one.titleEn ? one.titleEn : one.title),
          ...{ sequence: one.version, changed: one.changedAt },
        },
      ],
    }),
  );
}

/** Until when the tasks of a plan are to be done that nobody has finished; a later deadline moves its day. */
async function showPlanCalendar(call: Call): Promise<Response> {
  const plan = await findOpenPlan(call.services.db, call.param('code'));
  if (plan?.state !== 'in_force') throw notFound();
  const title = (call.language === 'en' && plan.titleEn) || plan.title;
  return workCalendar(call, plan.number ? `${plan.number}: ${title}` : title, { plan: plan.id });
}

/** The same of what is followed. */
async function workCalendar(call: Call, label: string, of: DueOf): Promise<Response> {
  const { language: lang, services, today } = call;
  const { origin, hostname } = services.config.baseUrl;
  const t = feedTexts(lang);
  const found = await dueDaysOf(services.db, of, { from: addDays(today, -366), limit: mostDays + 1 });
  const days = found.slice(0, mostDays);
  return answer(
    call,
    'text/calendar; charset=utf-8',
    writeCalendar({
      name: t.title(label, services.installation.place),
      language: lang,
      events: [
        ...days.map((one) => {
          const href = origin + localPath(lang, programmePaths.task(one.code));
          const lines = [t.taskMeans(one.raw), ...(one.illustrative ? [t.illustrative] : []), href];
          return {
            ...{ uid: `${one.code}@${hostname}`, day: one.day, href, description: lines.join('\n') },
            summary: t.task(`${one.code} ${lang === 'en' && one.nameEn ? one.nameEn : one.name}`),
            ...{ sequence: one.version, changed: one.changed },
          };
        }),
        ...cutHere(call, found[mostDays]?.day ?? null, days, t.cutTasksMeans(mostDays)),
      ],
    }),
  );
}

/** What a calendar of tasks is of; null for what has another one, or none. */
function workOf({ kind, ref }: Followable): DueOf | null {
  if (ref === null) return null;
  if (kind === 'plan') return { plan: ref };
  if (kind === 'task') return { task: ref };
  return kind === 'agency' ? { agency: ref } : null;
}

async function showEntryCalendar(call: Call, kind: CatalogueKind): Promise<Response> {
  const thing = await findFollowable(call.services.db, { kind: 'entry', key: call.param('code') });
  if (thing?.path !== publicEntryPath(kind, call.param('code'))) throw notFound();
  const found = await deadlinesOf(call.services.db, thing, call.today);
  if (found.days.length === 0) throw notFound();
  return calendarOf(call, thing.label[call.language], found);
}

function calendarOf(call: Call, label: string, { days, cutFrom }: Deadlines): Response {
  const { language: lang, services } = call;
  const { origin, hostname } = services.config.baseUrl;
  const t = feedTexts(lang);
  const events = days.map((one) => {
    const name = `${one.code} ${lang === 'en' && one.titleEn ? one.titleEn : one.title}`;
    const means = one.raw === null ? t.closingMeans : t.deadlineMeans(one.raw);
    const href = origin + localPath(lang, publicEntryPath(one.catalogue, one.code));
    return {
      uid: `${one.code}-${one.kind}@${hostname}`,
      day: one.day,
      summary: one.raw === null ? t.closing(name) : t.deadline(one.raw, name),
      description: [means, ...(one.illustrative ? [t.illustrative] : []), href].join('\n'),
      href,
      sequence: one.version,
      changed: one.changed,
    };
  });
  const name = t.title(label, services.installation.place);
  const calendar = {
    name,
    language: lang,
    events: [...events, ...cutHere(call, cutFrom, days, t.cutMeans(mostDays))],
  };
  return answer(call, 'text/calendar; charset=utf-8', writeCalendar(calendar));
}

/** Calendars show their days alone: that there are more is one of them. */
function cutHere(
  call: Call,
  cutFrom: LocalDate | null,
  days: readonly Pick<DeadlineDay, 'changed'>[],
  means: string,
): readonly CalendarEvent[] {
  if (cutFrom === null) return [];
  const { language: lang, services } = call;
  const { origin, hostname } = services.config.baseUrl;
  const t = feedTexts(lang);
  const href = origin + localPath(lang, followingPage);
  return [
    {
      ...{
        uid: `cut@${hostname}`,
        day: cutFrom,
        summary: t.cut,
        description: [means, href].join('\n'),
      },
      ...{ href, sequence: 0, changed: new Date(Math.max(...days.map(({ changed }) => changed.getTime()))) },
    },
  ];
}

/** Programs ask again and again: what they have already is not sent. The page cache gives each answer the same mark. */
function answer(call: Call, type: string, body: string): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const known = call.request.headers.get('if-none-match')?.includes(etag) ?? false;
  return known
    ? new Response(null, { status: 304, headers: { etag, 'cache-control': 'no-cache' } })
    : new Response(body, { headers: { 'content-type': type } });
}
