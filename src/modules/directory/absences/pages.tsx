import { localDateOf, writeDate } from '../../../kernel/dates.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, onlyFor, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type DaysValues, NoDaysForm } from '../accounts/days-form.tsx';
import { type FormPlace, formPlaces, placeCrumbs } from '../accounts/form-place.tsx';
import { findAccount } from '../accounts/queries.ts';
import { deputyRoles } from '../delegations/delegation.ts';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { endAbsence, reportAbsence } from './commands.ts';
import { lettersMeanwhile } from './queries.ts';
import { absenceTexts } from './texts.ts';
import { AbsenceForm } from './views.tsx';
import { hasWork } from './work.ts';

const workers = onlyFor(...deputyRoles);
const administrators = onlyFor('administrator');

export const absenceRoutes: readonly Route[] = [
  pageRoute('absence.new', '/tai-khoan/vang-mat', workers, (call) => showForm(call, own, null)),
  action('absence.report', '/tai-khoan/vang-mat', workers, (call) => report(call, own)),
  action('absence.end', '/tai-khoan/vang-mat/:id/ket-thuc', signedIn, endOwn),
  pageRoute('absence.new_for', '/quan-tri/tai-khoan/:id/vang-mat', administrators, (call) =>
    showForm(call, ofAnother, null),
  ),
  action('absence.report_for', '/quan-tri/tai-khoan/:id/vang-mat', administrators, (call) =>
    report(call, ofAnother),
  ),
  action(
    'absence.end_for',
    '/quan-tri/tai-khoan/:id/vang-mat/:absenceId/ket-thuc',
    administrators,
    endOfAnother,
  ),
];

const { own, ofAnother } = formPlaces(directoryPaths.beAway, directoryPaths.beAwayFor);

interface Typed {
  readonly values: DaysValues;
  readonly failure: FormFailure;
}

async function showForm(call: Call, place: FormPlace, typed: Typed | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const account = await findAccount(services.db, place.accountId(call));
  const t = absenceTexts(lang);
  const crumbs = placeCrumbs(call, place, account, t.title);
  const back = place.back(account);
  if (!hasWork(account))
    return page(
      call,
      { title: t.formTitleFor(account.name), status: typed?.failure.status ?? 200 },
      <NoDaysForm
        {...{ lang, crumbs }}
        title={t.formTitleFor(account.name)}
        why={t.noWork(account.name)}
        back={{ path: back, label: t.back }}
      />,
    );
  const title = place.isOwn ? t.formTitle : t.formTitleFor(account.name);
  const today = localDateOf(services.clock());
  return page(
    call,
    { title, status: typed?.failure.status ?? 200 },
    <AbsenceForm
      {...{ lang, csrfToken, crumbs, title, back, today }}
      action={place.action(account)}
      letters={await lettersMeanwhile(services.db, account.id, today)}
      values={typed?.values ?? { validFrom: writeDate(today), validTo: '', reason: '' }}
      failure={typed?.failure ?? null}
    />,
  );
}

async function report(call: Call, place: FormPlace): Promise<Response> {
  const { services, actor, language: lang } = call;
  const form = await call.form();
  const values: DaysValues = {
    validFrom: form.get('validFrom'),
    validTo: form.get('validTo'),
    reason: form.get('reason'),
  };
  const account = await findAccount(services.db, place.accountId(call));
  try {
    await reportAbsence(services, actor, { ...values, accountId: account.id });
  } catch (error) {
    return showForm(call, place, { values, failure: formFailure(error, lang) });
  }
  return seeOther(call, place.back(account), absenceTexts(lang).done);
}

async function endOwn(call: Call): Promise<Response> {
  await call.form();
  await endAbsence(call.services, call.actor, readId(call, 'id'));
  return seeOther(call, directoryPaths.mine, absenceTexts(call.language).ended);
}

async function endOfAnother(call: Call): Promise<Response> {
  await call.form();
  const { id } = await findAccount(call.services.db, readId(call, 'id'));
  await endAbsence(call.services, call.actor, readId(call, 'absenceId'));
  return seeOther(call, directoryPaths.account(id), absenceTexts(call.language).ended);
}
