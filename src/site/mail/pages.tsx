import { holds } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { readId, recordLooks } from '../../modules/directory/index.ts';
import { failingNow } from '../../modules/notifications/index.ts';
import { html, seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, download, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { followsMark, type Letter, mailStates, stopMark, withoutSecret } from '../../platform/mail/letter.ts';
import { page } from '../../ui/page.tsx';
import { liftRefusal, sendAgain } from './commands.ts';
import { findMail, listMails, listRefusals, type OutboxQuery, type SentMail, serverState } from './outbox.ts';
import { mailPaths } from './paths.ts';
import { kindLabel, samples } from './samples.ts';
import { mailTexts } from './texts.ts';
import { MailPage, OutboxPage, RefusalsPage, SamplePage, SamplesPage } from './view.tsx';

const administrators = onlyFor('administrator');

export const mailRoutes: readonly Route[] = [
  pageRoute('mail.list', mailPaths.outbox, administrators, showOutbox),
  pageRoute('mail.show', '/quan-tri/thu/:id', administrators, showMail),
  action('mail.send_again', '/quan-tri/thu/:id/gui-lai', administrators, again),
  pageRoute('mail.refusals', mailPaths.refusals, administrators, showRefusals),
  action('mail.lift_refusal', mailPaths.lift, administrators, lift),
  pageRoute('mail.samples', mailPaths.samples, administrators, showSamples),
  pageRoute('mail.sample', '/quan-tri/mau-thu/:kind', administrators, showSample),
  download('mail.sample_html', '/quan-tri/mau-thu/:kind/html', administrators, showSampleHtml),
];

async function showOutbox(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const query: OutboxQuery = {
    q: call.query('q').trim().slice(0, 200),
    state: mailStates.find((state) => state === call.query('tinh-trang')) ?? null,
    page: readPageNumber(call.query('trang')),
  };
  const server = await serverState(services);
  const outbox = await listMails(services.db, query);
  const failing = await failingNow(services.db);
  await recordLooks(services, call.actor, 'mails', outbox.rows.map(looked));
  return page(
    call,
    { title: mailTexts(lang).title, wide: true },
    <OutboxPage {...{ lang, query, server, ...failing, ...outbox }} />,
  );
}

/** Whose address a mail shows. */
function looked({ id, accountId }: Pick<SentMail, 'id' | 'accountId'>) {
  return accountId === null ? ({ kind: 'mail', id } as const) : ({ kind: 'account', id: accountId } as const);
}

async function showMail(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const mail = await findMail(services.db, readId(call, 'id'));
  await recordLooks(services, call.actor, 'mail', [looked(mail)]);
  const mayAct = holds(call.actor, 'administrator');
  return page(
    call,
    { title: mailTexts(lang).mailTitle(String(mail.id)), illustrative: mail.text !== undefined },
    <MailPage {...{ lang, csrfToken, mail, mayAct }} />,
  );
}

async function again(call: Call): Promise<Response> {
  await call.form();
  const id = readId(call, 'id');
  await sendAgain(call.services, call.actor, id);
  return seeOther(call, mailPaths.mail(id), mailTexts(call.language).queuedAgain);
}

async function showRefusals(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const number = readPageNumber(call.query('trang'));
  const found = await listRefusals(services.db, number);
  return page(
    call,
    { title: mailTexts(lang).refusals },
    <RefusalsPage {...{ lang, csrfToken, page: number, ...found }} />,
  );
}

async function lift(call: Call): Promise<Response> {
  const form = await call.form();
  await liftRefusal(call.services, call.actor, form.get('address'));
  return seeOther(call, mailPaths.refusals, mailTexts(call.language).lifted);
}

function showSamples(call: Call): Response {
  const { language: lang } = call;
  return page(
    call,
    { title: mailTexts(lang).samples },
    <SamplesPage lang={lang} kinds={samples.map(({ kind }) => kind)} />,
  );
}

/** Throws `not_found` for a kind that is not written. */
function sampleOf({ services, param }: Call, language: Language): Letter {
  const sample = samples.find(({ kind }) => kind === param('kind'));
  if (!sample) throw notFound();
  const letter = sample.write(services, language);
  const stop = new URL('/thu/ngung/…', services.config.baseUrl).href;
  const follows = new URL('/theo-doi/dia-chi/…', services.config.baseUrl).href;
  const filled = (body: string) =>
    withoutSecret(body.replaceAll(stopMark, stop).replaceAll(followsMark, follows));
  return {
    ...letter,
    text: filled(letter.text),
    html: filled(letter.html),
  };
}

function showSample(call: Call): Response {
  const { language: lang } = call;
  const letter = sampleOf(call, lang);
  return page(
    call,
    { title: kindLabel(lang, letter.kind), illustrative: true },
    <SamplePage lang={lang} letter={letter} />,
  );
}

/** As mail programs show it: their own styles at each element, which no page of this site may have. */
function showSampleHtml(call: Call): Response {
  const letter = sampleOf(call, call.query('ngon-ngu') === 'en' ? 'en' : 'vi');
  return html(letter.html, 200, {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
}
