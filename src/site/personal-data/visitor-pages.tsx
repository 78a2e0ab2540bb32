import { notFound, Refusal } from '../../kernel/refusal.ts';
import { type FormFailure, formFailure } from '../../modules/directory/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, anyone, page as pageRoute, type Route } from '../../platform/http/route.ts';
import type { Installation } from '../../platform/installation.ts';
import { countHeld } from '../../platform/personal-data.ts';
import { page } from '../../ui/page.tsx';
import { askForAddress } from './commands.ts';
import { dataFile } from './file.ts';
import { heldData } from './held.ts';
import { dataPaths } from './paths.ts';
import { requestsOf } from './queries.ts';
import { dataTexts } from './texts.ts';
import { askByMail, checkLetter } from './visitor.ts';
import { AskedPage, ByLetterPage, ByMailForm, SignInFirst } from './visitor-view.tsx';

const nothing = { kind: '', words: '', agreed: false };

export const visitorDataRoutes: readonly Route[] = [
  pageRoute('personal_data.by_mail', dataPaths.byMail, anyone, (call) => showByMail(call, '', null)),
  action('personal_data.ask_letter', dataPaths.byMail, anyone, sendLetter),
  pageRoute('personal_data.by_letter', dataPaths.byLetter(':token'), anyone, (call) =>
    showByLetter(call, nothing, null),
  ),
  action('data_request.send_by_letter', dataPaths.byLetter(':token'), anyone, send),
  // no file to be counted: a person takes their own away
  {
    ...{ name: 'personal_data.file_by_letter', method: 'GET', path: dataPaths.fileByLetter(':token') },
    ...{ access: anyone, style: 'plain', handle: sendFile },
  },
];

/** Whom to call where no letter can be sent. */
function unreached({ services }: Call): Installation | null {
  return services.config.smtpUrl === undefined ? services.installation : null;
}

function showByMail(call: Call, email: string, failure: FormFailure | null): Response {
  const { language: lang, csrfToken } = call;
  const noMail = unreached(call);
  return page(
    call,
    { title: dataTexts(lang).byMail, status: failure?.status ?? 200, unlisted: true },
    <ByMailForm {...{ lang, csrfToken, email, noMail, failure }} />,
  );
}

async function sendLetter(call: Call): Promise<Response> {
  const { language, services, address } = call;
  const email = (await call.form()).get('email').trim().slice(0, 300);
  try {
    await askByMail(services, { email, language, address });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'too_many')
      return showByMail(call, email, formFailure(error, language));
    const failure = { errors: {}, general: error.text[language], conflict: false, status: 429 };
    const response = showByMail(call, email, failure);
    response.headers.set('retry-after', String(error.retryAfter ?? 60));
    return response;
  }
  const noMail = unreached(call);
  const t = dataTexts(language);
  return page(
    call,
    { title: noMail ? t.notSent : t.asked, unlisted: true },
    <AskedPage lang={language} noMail={noMail} />,
  );
}

async function showByLetter(
  call: Call,
  typed: { readonly kind: string; readonly words: string; readonly agreed: boolean },
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, services, csrfToken, today } = call;
  const token = call.param('token');
  const { subject, active } = await checkLetter(services, token);
  const { address } = subject;
  const t = dataTexts(lang);
  const head = { title: t.ofAddress(address), status: failure?.status ?? 200, unlisted: true };
  const days = services.config.dataRequestDays;
  const response = active
    ? page(call, head, <SignInFirst {...{ lang, address }} />)
    : page(
        call,
        head,
        <ByLetterPage
          {...{ lang, csrfToken, token, address, today, days, typed, failure }}
          held={await countHeld(services.db, heldData, subject)}
          requests={await requestsOf(services.db, subject)}
        />,
      );
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

/** Whoever has an open account uses that. Throws Refusal `not_found` as `checkLetter`. */
async function subjectOf(call: Call) {
  const { subject, active } = await checkLetter(call.services, call.param('token'));
  if (active) throw notFound();
  return subject;
}

async function send(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { kind: form.get('kind'), words: form.get('words'), agreed: form.get('agreed') === '1' };
  const { language, services } = call;
  try {
    await askForAddress(services, await subjectOf(call), { ...typed, language });
  } catch (error) {
    return showByLetter(call, typed, formFailure(error, language));
  }
  const { sent, sentNoMail } = dataTexts(language);
  return seeOther(call, dataPaths.byLetter(call.param('token')), unreached(call) ? sentNoMail : sent);
}

async function sendFile(call: Call): Promise<Response> {
  return dataFile(call.services, await subjectOf(call));
}
