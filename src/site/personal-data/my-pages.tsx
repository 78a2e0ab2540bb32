import {
  consentsOf,
  type FormFailure,
  formFailure,
  personOf,
  readId,
  tiesOf,
} from '../../modules/directory/index.ts';
import { appendEvent } from '../../platform/events/append.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import {
  action,
  download,
  gravely,
  page as pageRoute,
  type Route,
  signedIn,
} from '../../platform/http/route.ts';
import { countHeld, type DataSubject } from '../../platform/personal-data.ts';
import { page } from '../../ui/page.tsx';
import { askForAccount, takeBack } from './commands.ts';
import { dataFile } from './file.ts';
import { heldData } from './held.ts';
import { requireKind } from './inputs.ts';
import { AskPage, MyDataPage } from './my-view.tsx';
import { dataPaths } from './paths.ts';
import { requestsOf } from './queries.ts';
import { kindAt } from './request.ts';
import { dataTexts } from './texts.ts';

// also for those who owe a second factor: their data are theirs
const before = (route: Route): Route => ({ ...route, beforeFactor: true });

export const myDataRoutes: readonly Route[] = [
  before(pageRoute('personal_data.mine', dataPaths.mine, signedIn, showMine)),
  before(download('personal_data.my_file', dataPaths.myFile, signedIn, sendMine)),
  before(
    pageRoute('data_request.new', dataPaths.ask(':kind'), signedIn, (call) => showAsk(call, '', false, null)),
  ),
  before(gravely(action('data_request.send', dataPaths.ask(':kind'), signedIn, send))),
  before(action('data_request.take_back', '/tai-khoan/du-lieu-ca-nhan/yeu-cau/:id/rut', signedIn, withdraw)),
];

function subjectOf(call: Call): DataSubject {
  const { id, email } = personOf(call);
  return { accountId: id, address: email.toLowerCase() };
}

async function showMine(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken, today } = call;
  const subject = subjectOf(call);
  const held = await countHeld(services.db, heldData, subject);
  const requests = await requestsOf(services.db, subject);
  const ties = await tiesOf(services.db, personOf(call).id, today);
  const consents = await consentsOf(services.db, personOf(call).id);
  const days = services.config.dataRequestDays;
  return page(
    call,
    { title: dataTexts(lang).title },
    <MyDataPage {...{ lang, csrfToken, held, requests, ties, consents, today, days }} />,
  );
}

async function sendMine(call: Call): Promise<Response> {
  const { services } = call;
  const actor = personOf(call);
  const file = await dataFile(services, subjectOf(call));
  await services.db.transaction().execute((tx) =>
    appendEvent(tx, {
      ...{ name: 'account.data_exported', actor, subject: { kind: 'account', id: actor.id } },
      at: services.clock(),
    }),
  );
  return file;
}

async function showAsk(
  call: Call,
  words: string,
  agreed: boolean,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const kind = requireKind(kindAt(call.param('kind')));
  const ties = await tiesOf(services.db, personOf(call).id, call.today);
  return page(
    call,
    { title: dataTexts(lang).kinds[kind], status: failure?.status ?? 200 },
    <AskPage {...{ lang, csrfToken, kind, ties, words, agreed, failure }} />,
  );
}

async function send(call: Call): Promise<Response> {
  const form = await call.form();
  const kind = requireKind(kindAt(call.param('kind')));
  const typed = { kind, words: form.get('words'), agreed: form.get('agreed') === '1' };
  try {
    await askForAccount(call.services, personOf(call), typed);
  } catch (error) {
    return showAsk(call, typed.words, typed.agreed, formFailure(error, call.language));
  }
  const { sent, sentNoMail } = dataTexts(call.language);
  const mails = call.services.config.smtpUrl !== undefined;
  return seeOther(call, dataPaths.mine, mails ? sent : sentNoMail);
}

async function withdraw(call: Call): Promise<Response> {
  await call.form();
  await takeBack(call.services, personOf(call), readId(call, 'id'));
  return seeOther(call, dataPaths.mine, dataTexts(call.language).takenBack);
}
