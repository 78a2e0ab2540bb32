import { isNamed } from '../../kernel/operator.ts';
import { type FormFailure, statedFailure } from '../../modules/directory/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { action, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { installationSetting } from '../../platform/installation.ts';
import { readSetting } from '../../platform/kept-setting.ts';
import { page } from '../../ui/page.tsx';
import { PATHS } from '../../ui/site-links.ts';
import { saveOperator } from './commands.ts';
import type { TypedOperator } from './inputs.ts';
import { operatorHistory } from './queries.ts';
import { operatorTexts } from './texts.ts';
import { OperatorPage } from './view.tsx';

const administrators = onlyFor('administrator');

export const operatorRoutes: readonly Route[] = [
  pageRoute('operator.show', PATHS.operator, administrators, show),
  action('operator.save', PATHS.operator, administrators, save),
];

async function show(call: Call): Promise<Response> {
  const { version, operator, ...kept } = await readSetting(call.services.db, installationSetting);
  const typed: TypedOperator = {
    ...{ place: kept.place, operator: isNamed(operator) ? operator : '' },
    ...{ address: kept.address ?? '', phone: kept.phone ?? '', email: kept.email ?? '' },
  };
  return formPage(call, typed, version, null);
}

async function formPage(
  call: Call,
  typed: TypedOperator,
  version: number,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const history = await operatorHistory(services.db);
  return page(
    call,
    { title: operatorTexts(lang).title, status: failure?.status ?? 200 },
    <OperatorPage {...{ lang, csrfToken, typed, version, failure, history }} />,
  );
}

async function save(call: Call): Promise<Response> {
  const form = await call.form();
  const typed: TypedOperator = {
    ...{ place: form.get('place'), operator: form.get('operator'), address: form.get('address') },
    ...{ phone: form.get('phone'), email: form.get('email') },
  };
  const version = Number(form.get('version')) || 0;
  try {
    await saveOperator(call.services, call.actor, typed, version);
  } catch (error) {
    return formPage(call, typed, version, statedFailure(error, call.language));
  }
  return seeOther(call, PATHS.operator, operatorTexts(call.language).saved);
}
