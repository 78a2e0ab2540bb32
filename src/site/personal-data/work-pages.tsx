import {
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
import { countHeld } from '../../platform/personal-data.ts';
import { page } from '../../ui/page.tsx';
import { CarryOutPage, RefusePage } from './answer-view.tsx';
import { carryOut, refuseRequest, takeUp } from './answering.ts';
import { heldData } from './held.ts';
import { dataPaths } from './paths.ts';
import { type DataRequest, findRequest, pageOfRequests } from './queries.ts';
import { carryDue } from './request.ts';
import { dataWorkTexts } from './work-texts.ts';
import { allAddress, endedAddress, RequestList, RequestPage } from './work-view.tsx';

const administrators = onlyFor('administrator');
const at = '/quan-tri/du-lieu-ca-nhan/:id';

export const dataWorkRoutes: readonly Route[] = [
  pageRoute('data_request.list', dataPaths.all, administrators, showList),
  pageRoute('data_request.show', at, administrators, (call) => showOne(call, null)),
  action('data_request.take_up', `${at}/tiep-nhan`, administrators, accept),
  pageRoute('data_request.ask_carry_out', `${at}/thuc-hien`, administrators, (call) =>
    showCarryOut(call, '', null),
  ),
  gravely(action('data_request.carry_out', `${at}/thuc-hien`, administrators, carry)),
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
  const subject = { accountId: one.accountId, address: (one.address ?? '').toLowerCase() };
  const held = await countHeld(services.db, heldData, subject);
  const carryBy = carryDue(services, one.kind);
  return page(
    call,
    {
      title: dataWorkTexts(lang).oneTitle(one.id),
      ...{ active: 'desk', wide: true, status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <RequestPage {...{ lang, csrfToken, one, held, today, carryBy, failure }} />,
  );
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
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).takenUp);
}

async function showCarryOut(call: Call, answer: string, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const one = await foundBy(call);
  const ties = one.accountId === null ? noTies : await tiesOf(services.db, one.accountId, call.today);
  return page(
    call,
    {
      title: dataWorkTexts(lang).carryOutTitle[one.kind],
      ...{ active: 'desk', status: failure?.status ?? 200, illustrative: one.illustrative },
    },
    <CarryOutPage {...{ lang, csrfToken, one, ties, answer, failure }} />,
  );
}

async function carry(call: Call): Promise<Response> {
  const form = await call.form();
  const answer = form.get('answer');
  const seen = { id: readId(call, 'id'), version: readVersion(form.get('version')) };
  try {
    await carryOut(call.services, personOf(call), { ...seen, answer });
  } catch (error) {
    return showCarryOut(call, answer, statedFailure(error, call.language));
  }
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).done);
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
  return seeOther(call, dataPaths.one(seen.id), dataWorkTexts(call.language).refused);
}
