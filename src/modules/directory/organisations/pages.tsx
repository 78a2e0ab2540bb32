import { InvalidInput } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import {
  action,
  download,
  gravely,
  onlyFor,
  page as pageRoute,
  type Route,
} from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, formFailure } from '../form-failure.ts';
import { historyOf } from '../history.ts';
import { directoryPaths } from '../paths.ts';
import { can } from '../policy.ts';
import { endOrganisation, saveOrganisation } from './commands.ts';
import { organisationsFile } from './csv.ts';
import { EndForm, emptyOrganisation, OrganisationForm, type OrganisationValues, valuesOf } from './forms.tsx';
import { checkOrganisation, type OrganisationInput } from './inputs.ts';
import { organisationKinds } from './organisation.ts';
import {
  allOrganisations,
  countAccountsOf,
  findOrganisation,
  type OrganisationFilter,
  pageOfOrganisations,
} from './queries.ts';
import { organisationTexts } from './texts.ts';
import { readTyped, typedNames } from './typed.ts';
import {
  nameIn,
  OrganisationList,
  type OrganisationListQuery,
  OrganisationPage,
  organisationPageSize,
} from './views.tsx';

const readers = onlyFor('administrator', 'inspector');
const administrators = onlyFor('administrator');

export const organisationRoutes: readonly Route[] = [
  pageRoute('organisation.list', '/quan-tri/co-quan', readers, showList),
  download('organisation.export', '/quan-tri/co-quan.csv', readers, sendFile),
  pageRoute('organisation.new', '/quan-tri/co-quan/them', administrators, (call) =>
    showForm(call, null, emptyOrganisation, null),
  ),
  action('organisation.create', '/quan-tri/co-quan/them', administrators, create),
  pageRoute('organisation.show', '/quan-tri/co-quan/:code', readers, showOne),
  pageRoute('organisation.edit', '/quan-tri/co-quan/:code/sua', administrators, showEdit),
  action('organisation.change', '/quan-tri/co-quan/:code/sua', administrators, change),
  pageRoute('organisation.ask_end', '/quan-tri/co-quan/:code/cham-dut', administrators, (call) =>
    showEnd(call, null, null),
  ),
  gravely(action('organisation.end', '/quan-tri/co-quan/:code/cham-dut', administrators, end)),
];

function readListQuery(call: Call): OrganisationListQuery {
  const kinds = call.queries('loai');
  const validity = call.query('hieu-luc');
  return {
    q: call.query('q').slice(0, 200),
    kinds: organisationKinds.filter((kind) => kinds.includes(kind)),
    validity: validity === 'da-cham-dut' || validity === 'tat-ca' ? validity : 'hom-nay',
    page: readPageNumber(call.query('trang')),
  };
}

function filterOf(call: Call, { q, kinds, validity }: OrganisationListQuery): OrganisationFilter {
  return {
    q,
    kinds,
    on: validity === 'hom-nay' ? call.today : null,
    endedBefore: validity === 'da-cham-dut' ? call.today : null,
  };
}

async function showList(call: Call): Promise<Response> {
  const { language: lang, services, actor, today } = call;
  const query = readListQuery(call);
  const found = await pageOfOrganisations(services.db, filterOf(call, query), {
    number: query.page,
    size: organisationPageSize,
  });
  const mayChange = can(actor, 'change_organisation');
  return page(
    call,
    {
      title: organisationTexts(lang).title,
      wide: true,
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <OrganisationList lang={lang} query={query} {...found} today={today} mayChange={mayChange} />,
  );
}

async function sendFile(call: Call): Promise<Response> {
  const lang = call.query('ngon-ngu') === 'en' ? 'en' : 'vi';
  const rows = await allOrganisations(call.services.db, filterOf(call, readListQuery(call)));
  return new Response(organisationsFile(lang, rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="co-quan-${call.today}.csv"`,
    },
  });
}

async function showOne(call: Call): Promise<Response> {
  const { language: lang, services, actor, today } = call;
  const organisation = await findOrganisation(services.db, call.param('code'));
  const accounts = await countAccountsOf(services.db, organisation.id);
  const events = await historyOf(services.db, { kind: 'organisation', id: organisation.id });
  return page(
    call,
    {
      title: nameIn(lang, organisation),
      ...titleLang(organisation),
      illustrative: organisation.illustrative,
    },
    <OrganisationPage
      lang={lang}
      organisation={organisation}
      accounts={accounts}
      events={events}
      today={today}
      mayChange={can(actor, 'change_organisation')}
    />,
  );
}

async function showEdit(call: Call): Promise<Response> {
  const organisation = await findOrganisation(call.services.db, call.param('code'));
  return showForm(call, organisation.code, valuesOf(organisation), null);
}

async function showForm(
  call: Call,
  code: string | null,
  values: OrganisationValues,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const t = organisationTexts(lang);
  const kept = code === null ? null : await findOrganisation(call.services.db, code);
  return page(
    call,
    {
      title: kept ? t.editTitle(nameIn(lang, kept)) : t.addTitle,
      ...titleLang(kept),
      status: failure?.status ?? 200,
    },
    <OrganisationForm lang={lang} csrfToken={csrfToken} values={values} failure={failure} kept={kept} />,
  );
}

/** A title with a name that exists in Vietnamese only is read as Vietnamese. */
function titleLang(named: { readonly nameEn: string | null } | null): { titleLang?: 'vi' } {
  return named?.nameEn === null ? { titleLang: 'vi' } : {};
}

function readValues(form: FormFields, code: string): OrganisationValues {
  const typed = Object.fromEntries(Object.keys(emptyOrganisation).map((field) => [field, form.get(field)]));
  return { ...emptyOrganisation, ...typed, code };
}

/** What was typed as the command takes it. Throws InvalidInput with the wrong links and every other wrong field at once. */
async function inputOf(call: Call, values: OrganisationValues): Promise<OrganisationInput> {
  const { parent, predecessors, successors } = values;
  const input = {
    ...values,
    parent: null,
    predecessors: [],
    successors: [],
    confirmed: values.confirmed === '1',
    illustrative: values.illustrative === '1',
  };
  try {
    const links = await readTyped(call.services.db, { parent, predecessors, successors });
    return { ...input, ...links, parent: links.parent[0] ?? null };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput({ ...wrongFields(input), ...error.fields });
  }
}

function wrongFields(input: OrganisationInput): InvalidInput['fields'] {
  try {
    checkOrganisation(input);
    return {};
  } catch (error) {
    if (error instanceof InvalidInput) return error.fields;
    throw error;
  }
}

async function create(call: Call): Promise<Response> {
  const form = await call.form();
  const values = readValues(form, form.get('code').trim().toUpperCase());
  try {
    await saveOrganisation(call.services, call.actor, await inputOf(call, values));
  } catch (error) {
    return showForm(call, null, values, formFailure(error, call.language));
  }
  const t = organisationTexts(call.language);
  return seeOther(call, directoryPaths.organisation(values.code), t.added(values.name));
}

async function change(call: Call): Promise<Response> {
  const form = await call.form();
  const { code } = await findOrganisation(call.services.db, call.param('code'));
  const values = readValues(form, code);
  try {
    const version = Number(form.get('version')) || 0;
    await saveOrganisation(call.services, call.actor, { ...(await inputOf(call, values)), version });
  } catch (error) {
    return showForm(call, code, values, formFailure(error, call.language));
  }
  return seeOther(
    call,
    directoryPaths.organisation(code),
    organisationTexts(call.language).saved(values.name),
  );
}

async function showEnd(
  call: Call,
  typed: { validTo: string; successors: string } | null,
  failure: FormFailure | null,
): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const organisation = await findOrganisation(services.db, call.param('code'));
  const accounts = await countAccountsOf(services.db, organisation.id);
  return page(
    call,
    {
      title: organisationTexts(lang).endTitle(nameIn(lang, organisation)),
      ...titleLang(organisation),
      status: failure?.status ?? 200,
    },
    <EndForm
      lang={lang}
      csrfToken={csrfToken}
      organisation={organisation}
      accounts={accounts}
      values={typed ?? { validTo: '', successors: typedNames(organisation.successors) }}
      failure={failure}
    />,
  );
}

async function end(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { validTo: form.get('validTo'), successors: form.get('successors') };
  const { code, name } = await findOrganisation(call.services.db, call.param('code'));
  try {
    const { successors } = await readTyped(call.services.db, { successors: typed.successors });
    const version = Number(form.get('version')) || 0;
    await endOrganisation(call.services, call.actor, { code, version, validTo: typed.validTo, successors });
  } catch (error) {
    return showEnd(call, typed, formFailure(error, call.language));
  }
  return seeOther(
    call,
    directoryPaths.organisation(code),
    organisationTexts(call.language).endedNotice(name),
  );
}
