import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import { type Call, refuseBeforeFactor } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import {
  action,
  anyone,
  page as pageRoute,
  publicPage,
  type Route,
  signedIn,
} from '../../../platform/http/route.ts';
import type { Installation } from '../../../platform/installation.ts';
import { readFollowsToken } from '../../../platform/mail/stop-address.ts';
import type { FollowTarget } from '../../../ui/follow-links.tsx';
import { page } from '../../../ui/page.tsx';
import { listSectors } from '../../catalogue/index.ts';
import { type FormFailure, formFailure, personOf } from '../../directory/index.ts';
import { choicesOf } from '../wishes.ts';
import { askToFollow, confirmFollow, findRequest, followAs, stopFollows } from './commands.ts';
import { AskedPage, ConfirmedPage, ConfirmPage, FollowPage, WhatToFollow } from './follow-views.tsx';
import { findFollowable, readTarget } from './followed.ts';
import { chooseManner } from './followers.ts';
import { FollowList, StopAllPage } from './list-views.tsx';
import { followingPaths } from './paths.ts';
import {
  type AddressFollower,
  findAddressFollower,
  followerIdOf,
  followsAlready,
  followsOf,
} from './queries.ts';
import { followsNothing } from './spent.ts';
import { followingTexts } from './texts.ts';

export const followingRoutes: readonly Route[] = [
  publicPage('follow.show', followingPaths.follow, (call) => showFollow(call, typedNothing, null)),
  action('follow.ask', followingPaths.follow, anyone, follow),
  pageRoute('follow.confirming', followingPaths.confirm(':token'), anyone, showConfirm),
  action('follow.confirm', followingPaths.confirm(':token'), anyone, confirm),
  pageRoute('follow.by_address', followingPaths.byAddress(':token'), anyone, showByAddress),
  action('follow.choose_manner', followingPaths.byAddress(':token'), anyone, changeManner),
  action('follow.stop_by_address', followingPaths.stopByAddress(':token'), anyone, stopByAddress),
  pageRoute(
    'follow.stop_all_by_address_ask',
    followingPaths.stopAllByAddress(':token'),
    anyone,
    askStopAllByAddress,
  ),
  action('follow.stop_all_by_address', followingPaths.stopAllByAddress(':token'), anyone, stopAllByAddress),
  pageRoute('follow.mine', followingPaths.mine, signedIn, showMine),
  action('follow.stop', followingPaths.stopMine, signedIn, stopMine),
  pageRoute('follow.stop_all_ask', followingPaths.stopAllMine, signedIn, askStopAllMine),
  action('follow.stop_all', followingPaths.stopAllMine, signedIn, stopAllMine),
];

export interface TypedFollow {
  readonly email: string;
  readonly manner: string;
}
const typedNothing: TypedFollow = { email: '', manner: 'daily' };

async function showFollow(call: Call, typed: TypedFollow, failure: FormFailure | null): Promise<Response> {
  const { actor } = call;
  const key = call.query('ma');
  if (key === '') return showChoice(call, 200);
  const target = readTarget(call.query('loai'), key);
  return showTarget(call, target, typed, failure, actor.kind === 'account' ? actor.id : null);
}

async function showChoice(call: Call, status: number): Promise<Response> {
  const { language: lang, services } = call;
  const sectors = await listSectors(services.db);
  return page(
    call,
    { title: followingTexts(lang).title, status, feed: 'all' },
    <WhatToFollow lang={lang} sectors={sectors} />,
  );
}

async function showTarget(
  call: Call,
  target: FollowTarget | null,
  typed: TypedFollow,
  failure: FormFailure | null,
  accountId: number | null,
): Promise<Response> {
  const { language: lang, csrfToken, services, actor } = call;
  const thing = target && (await findFollowable(services.db, target));
  if (!thing) throw notFound();
  const follows = accountId !== null && (await followsAlready(services.db, accountId, thing));
  const paused = accountId !== null && (await isPaused(services, accountId));
  return page(
    call,
    {
      title: `${followingTexts(lang).title}: ${thing.label[lang]}`,
      status: failure?.status ?? 200,
      unlisted: true,
      feed: { kind: thing.kind, key: thing.key },
    },
    <FollowPage
      {...{ lang, csrfToken, thing, typed, failure, follows, paused }}
      email={actor.kind === 'account' ? actor.email : null}
      noMail={unreached(call)}
      operator={services.installation.operator}
      origin={services.config.baseUrl.origin}
    />,
  );
}

async function follow(call: Call): Promise<Response> {
  const { language, services, actor, address } = call;
  const form = await call.form();
  if (form.get('ma') === '') return showChoice(call, 422);
  const target = readTarget(form.get('loai'), form.get('ma').normalize('NFC'));
  if (!target) throw notFound();
  if (actor.kind === 'account') {
    refuseBeforeFactor(actor);
    const thing = await followAs(services, actor, target);
    const { followed, followedNoMail } = followingTexts(language);
    return seeOther(call, thing.path, unreached(call) ? followedNoMail : followed);
  }
  const typed = { email: form.get('email').trim().slice(0, 300), manner: form.get('manner') };
  try {
    const consent = form.get('consent') === '1';
    await askToFollow(services, { target, ...typed, consent, language, address });
  } catch (error) {
    return refusedTooOften(error, (failure) => showTarget(call, target, typed, failure, null), language);
  }
  const noMail = unreached(call);
  const t = followingTexts(language);
  return page(
    call,
    { title: noMail ? t.notSent : t.asked, unlisted: true },
    <AskedPage {...{ lang: language, target, noMail }} origin={services.config.baseUrl.origin} />,
  );
}

/** Whom to call where no letter can be sent. */
function unreached({ services }: Call): Installation | null {
  return services.config.smtpUrl === undefined ? services.installation : null;
}

async function refusedTooOften(
  error: unknown,
  show: (failure: FormFailure) => Promise<Response>,
  language: Call['language'],
): Promise<Response> {
  if (!(error instanceof Refusal) || error.kind !== 'too_many') return show(formFailure(error, language));
  const response = await show({ errors: {}, general: error.text[language], conflict: false, status: 429 });
  response.headers.set('retry-after', String(error.retryAfter ?? 60));
  return response;
}

/** Of a page that a key opens nothing is kept on the way. */
function kept(response: Response): Response {
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

async function showConfirm(call: Call): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const { label } = await findRequest(services, call.param('token'));
  return kept(
    page(
      call,
      { title: followingTexts(lang).confirm, unlisted: true },
      <ConfirmPage {...{ lang, csrfToken, label }} token={call.param('token')} />,
    ),
  );
}

async function confirm(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  await call.form();
  const { label, accountId } = await confirmFollow(services, call.param('token'));
  const paused = accountId !== null && (await isPaused(services, accountId));
  return kept(
    page(
      call,
      { title: followingTexts(lang).confirmed, unlisted: true },
      <ConfirmedPage {...{ lang, label, paused }} />,
    ),
  );
}

/** Whether an account wants no letters about what it follows. */
async function isPaused({ db }: Call['services'], accountId: number): Promise<boolean> {
  return (await choicesOf(db, accountId)).wishes.following === 'never';
}

async function byToken(
  call: Call,
  answer: (follower: AddressFollower) => Promise<Response>,
): Promise<Response> {
  const id = readFollowsToken(call.services.config, call.param('token'));
  const follower = id === null ? null : await findAddressFollower(call.services.db, id);
  if (!follower) throw followsNothing();
  return kept(follower.byAccount ? seeOther(call, followingPaths.mine) : await answer(follower));
}

function showByAddress(call: Call): Promise<Response> {
  return byToken(call, async (follower) => {
    const { language: lang, csrfToken, services } = call;
    const t = followingTexts(lang);
    const token = call.param('token');
    const asked = askedOf(call);
    const found = await followsOf(services.db, follower.id, asked);
    return page(
      call,
      { title: t.mine, unlisted: true },
      <FollowList
        {...{ lang, csrfToken, ...asked, ...found }}
        lead={t.addressLead(masked(follower.address))}
        manner={follower.manner}
        paths={{
          list: followingPaths.byAddress(token),
          stop: followingPaths.stopByAddress(token),
          stopAll: followingPaths.stopAllByAddress(token),
        }}
      />,
    );
  });
}

async function changeManner(call: Call): Promise<Response> {
  const form = await call.form();
  return byToken(call, async ({ id }) => {
    await chooseManner(call.services, id, form.get('manner'));
    return seeOther(
      call,
      followingPaths.byAddress(call.param('token')),
      followingTexts(call.language).mannerSaved,
    );
  });
}

async function stopByAddress(call: Call): Promise<Response> {
  const form = await call.form();
  return byToken(call, async ({ id }) => {
    await stopFollows(call.services, call.actor, id, [idOf(form.get('id'))]);
    return seeOther(
      call,
      followingPaths.byAddress(call.param('token')),
      followingTexts(call.language).stopped,
    );
  });
}

function askStopAllByAddress(call: Call): Promise<Response> {
  const token = call.param('token');
  return byToken(call, async () =>
    stopAllPage(call, followingPaths.stopAllByAddress(token), followingPaths.byAddress(token)),
  );
}

async function stopAllByAddress(call: Call): Promise<Response> {
  await call.form();
  return byToken(call, async ({ id }) => {
    await stopFollows(call.services, call.actor, id, 'all');
    return seeOther(
      call,
      followingPaths.byAddress(call.param('token')),
      followingTexts(call.language).stoppedAll,
    );
  });
}

function stopAllPage(call: Call, to: string, back: string): Response {
  const { language: lang, csrfToken } = call;
  return page(
    call,
    { title: followingTexts(lang).stopAll, unlisted: true },
    <StopAllPage {...{ lang, csrfToken, to, back }} />,
  );
}

async function showMine(call: Call): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const t = followingTexts(lang);
  const { id } = personOf(call);
  const asked = askedOf(call);
  const found = await followsOf(services.db, await followerIdOf(services.db, id), asked);
  return page(
    call,
    { title: t.mine },
    <FollowList
      {...{ lang, csrfToken, ...asked, ...found }}
      account={(await isPaused(services, id)) ? 'paused' : unreached(call) ? 'kept' : 'told'}
      lead={unreached(call) ? t.mineLeadNoMail : t.mineLead}
      paths={{
        list: followingPaths.mine,
        stop: followingPaths.stopMine,
        stopAll: followingPaths.stopAllMine,
      }}
    />,
  );
}

async function stopMine(call: Call): Promise<Response> {
  const form = await call.form();
  const person = personOf(call);
  const followerId = await followerIdOf(call.services.db, person.id);
  await stopFollows(call.services, person, followerId, [idOf(form.get('id'))]);
  return seeOther(call, followingPaths.mine, followingTexts(call.language).stopped);
}

function askStopAllMine(call: Call): Response {
  return stopAllPage(call, followingPaths.stopAllMine, followingPaths.mine);
}

async function stopAllMine(call: Call): Promise<Response> {
  await call.form();
  const person = personOf(call);
  await stopFollows(call.services, person, await followerIdOf(call.services.db, person.id), 'all');
  return seeOther(call, followingPaths.mine, followingTexts(call.language).stoppedAll);
}

function askedOf(call: Call): { readonly q: string; readonly page: number } {
  return { q: call.query('q').slice(0, 200), page: readPageNumber(call.query('trang')) };
}

/** 0, which nothing has, for what is no id. */
function idOf(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}

/** `l…@example.vn`: whoever was sent the letter on knows enough of it. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address][0] ?? ''}…${address.slice(at)}`;
}
