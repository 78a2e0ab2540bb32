import {
  consentsOf,
  type FormFailure,
  noTies,
  personOf,
  readId,
  recordLooks,
  statedFailure,
  tiesOf,
} from '../../modules/directory/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, gravely, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { countHeld, type DataSubject } from '../../platform/personal-data.ts';
import { page } from '../../ui/page.tsx';
import { CarryOutPage, ExtendPage, RefusePage } from './answer-view.tsx';
import { carryOut, extendTerm, refuseRequest, takeUp } from './answering.ts';
import { type HeldField, heldFields } from './fields.ts';
import { heldData } from './held.ts';
import { dataPaths } from './paths.ts';
import { type DataRequest, findRequest, pageOfRequests } from './queries.ts';
import { carryDue, endsAccount, extendedDue, isOpen } from './request.ts';
import { dataWorkTexts } from './work-texts.ts';
import { allAddress, endedAddress, RequestList, RequestPage } from './work-view.tsx';

/** What an officer says of what was done. */
interface AnswerTyped {
  readonly answer: string;
  readonly fields: readonly string[];
}

const administrators = onlyFor('administrator');
const at = '/quan-tri/du-lieu-ca-nhan/:id';

export const dataWorkRoutes: readonly Route[] = [
  pageRoute('data_request.list', dataPaths.all, administrators, showList),
  pageRoute('data_request.show', at, administrators, (call) => showOne(call, null)),
  action('data_request.take_up', `${at}/tiep-nhan`, administrators, accept),
  pageRoute('data_request.ask_carry_out', `${at}/thuc-hien`, administrators, (call) =>
    showCarryOut(call, { answer: '', fields: [] }, null),
  ),
  gravely(action('data_request.carry_out', `${at}/thuc-hien`, administrators, carry)),
  pageRoute('data_request.ask_extend', `${at}/gia-han`, administrators, (call) => showExtend(call, '', null)),
  action('data_request.extend', `${at}/gia-han`, administrators, extend),
  pageRoute('data_request.ask_refuse', `${at}/tu-choi`, administrators, (call) =>
    showRefuse(call, { ground: '', answer: '' }, null),
  ),
  action('data_request.refuse', `${at}/tu-choi`, administrators, refuse),
];

/** The request, whoever asks noted as looked at. Throws `not_found`. */
async function foundBy(call: Call): Promise<DataRequest> {
  const { services, actor } = call;
  const one = await findRequest(services.db, readId(call, 'id'));
  await recordLooks(services, actor, 'data_request', [looked(one)]);
  return one;
}

function looked({ id, accountId }: DataRequest) {
  return accountId === null
    ? ({ kind: 'data_request', id } as const)
    : ({ kind: 'account', id: accountId } as const);
}

async function showList(call: Call): Promise<Response> {
  const { language: lang, services, today } = call;
  const state = call.query('tinh-trang');
  const query = {
    q: call.query('q').trim().slice(0, 200),
    open: state === allAddress ? null : state !== endedAddress,
    page: readPageNumber(call.query('trang')),
  };
  const found = await pageOfRequests(services.db, query, query.page);
  await recordLooks(services, call.actor, 'data_request', found.rows.map(looked));
  return page(
    call,
    {
      ...{ title: dataWorkTexts(lang).title, active: 'desk', wide: true },
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <RequestList {...{ lang, query, today, ...found }} />,
  );
}

async function showOne(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken, today } = call;
  const one = await foundBy(call);
  const held = await countHeld(services.db, heldData, subjectOf(one));
  const fields = await fieldsFor(call, one);
  const consents = one.accountId === null ? null : await consentsOf(services.db, one.accountId);
  const carryBy = carryDue(services, one.kind);
  return page(
    call,
    {
      title: dataWorkTexts(lang).oneTitle(one.id),
      ...{ active: 'desk', wide: true, status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <RequestPage {...{ lang, csrfToken, one, held, fields, consents, today, carryBy, failure }} />,
  );
}

function subjectOf({ accountId, address }: DataRequest): DataSubject {
  return { accountId, address: (address ?? '').toLowerCase() };
}

/** What may be corrected or restricted; nothing where everything ends, or the request has. */
async function fieldsFor({ services }: Call, one: DataRequest): Promise<readonly HeldField[]> {
  return endsAccount(one.kind) || !isOpen(one.state) ? [] : heldFields(services.db, subjectOf(one), one.kind);
}

/** Whether a letter can reach whoever asked. */
function toldHow({ language, services }: Call): string {
  const { toldByMail, notMailed } = dataWorkTexts(language);
  return services.config.smtpUrl === undefined ? notMailed : toldByMail;
}

function readVersion(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

async function accept(call: Call): Promise<Response> {
  const form = await call.form();
  const seen = { id: readId(call, 'id'), version: readVersion(form.get('version')) };
  try {
    await takeUp(call.services, personOf(call), seen);
  } catch (error) {
    return showOne(call, statedFailure(error, call.language));
  }
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).takenUp(toldHow(call)));
}

async function showCarryOut(call: Call, typed: AnswerTyped, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const one = await foundBy(call);
  const ties = one.accountId === null ? noTies : await tiesOf(services.db, one.accountId, call.today);
  return page(
    call,
    {
      title: dataWorkTexts(lang).carryOutTitle[one.kind],
      ...{ active: 'desk', status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <CarryOutPage {...{ lang, csrfToken, one, ties, held: await fieldsFor(call, one), ...typed, failure }} />,
  );
}

async function carry(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { answer: form.get('answer'), fields: form.all('fields') };
  const seen = { id: readId(call, 'id'), version: readVersion(form.get('version')) };
  try {
    await carryOut(call.services, personOf(call), { ...seen, ...typed });
  } catch (error) {
    return showCarryOut(call, typed, statedFailure(error, call.language));
  }
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).done(toldHow(call)));
}

async function showExtend(call: Call, reason: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const one = await foundBy(call);
  const due = extendedDue(services, one.kind, one.dueOn);
  return page(
    call,
    {
      title: dataWorkTexts(lang).extendTitle,
      ...{ active: 'desk', status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <ExtendPage {...{ lang, csrfToken, one, due, reason, failure }} />,
  );
}

async function extend(call: Call): Promise<Response> {
  const form = await call.form();
  const reason = form.get('reason');
  const seen = { id: readId(call, 'id'), version: readVersion(form.get('version')) };
  try {
    await extendTerm(call.services, personOf(call), { ...seen, reason });
  } catch (error) {
    return showExtend(call, reason, statedFailure(error, call.language));
  }
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).extended(toldHow(call)));
}

async function showRefuse(
  call: Call,
  typed: { readonly ground: string; readonly answer: string },
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const one = await foundBy(call);
  return page(
    call,
    {
      title: dataWorkTexts(lang).refuseTitle,
      ...{ active: 'desk', status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <RefusePage {...{ lang, csrfToken, one, ...typed, failure }} />,
  );
}

async function refuse(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { ground: form.get('ground'), answer: form.get('answer') };
  const seen = { id: readId(call, 'id'), version: readVersion(form.get('version')) };
  try {
    await refuseRequest(call.services, personOf(call), { ...seen, ...typed });
  } catch (error) {
    return showRefuse(call, typed, statedFailure(error, call.language));
  }
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).refused(toldHow(call)));
}
