import { localDateOf, writeDate } from '../../../kernel/dates.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, onlyFor, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { Breadcrumbs } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Account } from '../accounts/account.ts';
import { findAccount } from '../accounts/queries.ts';
import { AccountCrumbs } from '../accounts/views.tsx';
import { deputyRoles } from '../delegations/delegation.ts';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { personOf } from '../sessions/person-of.ts';
import { sessionTexts } from '../sessions/texts.ts';
import { endAbsence, reportAbsence } from './commands.ts';
import { lettersMeanwhile } from './queries.ts';
import { absenceTexts } from './texts.ts';
import { AbsenceForm, type AbsenceValues, NoAbsence } from './views.tsx';
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

/** Who is away, and where the form stands: one's own page, or the administrator's page of an account. */
interface Place {
  readonly accountId: (call: Call) => number;
  readonly action: (account: Account) => string;
  readonly back: (account: Account) => string;
}

const own: Place = {
  accountId: (call) => personOf(call).id,
  action: () => directoryPaths.beAway,
  back: () => directoryPaths.mine,
};
const ofAnother: Place = {
  accountId: (call) => readId(call, 'id'),
  action: ({ id }) => directoryPaths.beAwayFor(id),
  back: ({ id }) => directoryPaths.account(id),
};

interface Typed {
  readonly values: AbsenceValues;
  readonly failure: FormFailure;
}

async function showForm(call: Call, place: Place, typed: Typed | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const account = await findAccount(services.db, place.accountId(call));
  const t = absenceTexts(lang);
  const crumbs = crumbsOf(call, place, account);
  const back = place.back(account);
  if (!hasWork(account))
    return page(
      call,
      { title: t.formTitleFor(account.name), status: typed?.failure.status ?? 200 },
      <NoAbsence {...{ lang, crumbs, back }} name={account.name} />,
    );
  const title = place === own ? t.formTitle : t.formTitleFor(account.name);
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

function crumbsOf({ language: lang }: Call, place: Place, account: Account) {
  const here = absenceTexts(lang).title;
  if (place === ofAnother) return <AccountCrumbs lang={lang} account={account} here={here} />;
  const mine = { label: sessionTexts(lang).mine, href: localPath(lang, directoryPaths.mine) };
  return <Breadcrumbs lang={lang} items={[mine]} here={here} />;
}

async function report(call: Call, place: Place): Promise<Response> {
  const { services, actor, language: lang } = call;
  const form = await call.form();
  const values: AbsenceValues = {
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
