import { randomUUID } from 'node:crypto';
import { writeDate } from '../../../kernel/dates.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { readId } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { agenciesOf, authoriseProgramme, mayDo } from '../policy.ts';
import { createPlan } from './commands.ts';
import { type Failure, failureIn, versionIn } from './failure.ts';
import { type HeadValues, PlanForm } from './form-view.tsx';
import { amendPlan, changePlan, refuseForeignLevel } from './head.ts';
import { readHead } from './inputs.ts';
import { planEditors } from './pages.tsx';
import { findPlan, type Plan, planningOrganisations } from './queries.ts';
import { planTexts } from './texts.ts';

interface Shown {
  readonly values: HeadValues;
  readonly plan?: Plan;
  readonly failure?: Failure;
  readonly formKey?: string;
}

async function formPage(call: Call, { values, plan, failure, formKey }: Shown): Promise<Response> {
  const { services, language: lang, csrfToken, today } = call;
  const t = planTexts(lang);
  const organisations = await planningOrganisations(services.db, today);
  return page(
    call,
    {
      title: plan ? (plan.state === 'in_force' ? t.amend : t.change) : t.byHand,
      ...{ active: 'desk', status: failure?.status ?? 200 },
    },
    <PlanForm
      {...{ lang, csrfToken, values, organisations }}
      plan={plan ?? null}
      failure={failure ?? null}
      formKey={formKey ?? randomUUID()}
    />,
  );
}

/** What a new plan begins with: of the person's own agency where that is all they may enter. */
export function emptyHead({ actor }: Pick<Call, 'actor'>): HeadValues {
  const own = mayDo(actor, 'edit', null) ? undefined : agenciesOf(actor)[0];
  return {
    ...{ level: own === undefined ? '' : 'unit', organisation: own === undefined ? '' : String(own) },
    ...{
      title: '',
      titleEn: '',
      number: '',
      issued: '',
      issuer: '',
      monitor: '',
      from: '',
      to: '',
      mark: '',
    },
    ...{ source: '', replaces: '', amends: '', derives: '', document: '' },
  };
}

export function typedHead(form: FormFields): HeadValues {
  return {
    ...{ level: form.get('level'), title: form.get('title'), titleEn: form.get('titleEn') },
    ...{ number: form.get('number'), issued: form.get('issued'), issuer: form.get('issuer') },
    ...{ organisation: form.get('organisation'), monitor: form.get('monitor'), from: form.get('from') },
    ...{ to: form.get('to'), mark: form.get('mark'), source: form.get('source') },
    ...{ replaces: form.get('replaces'), amends: form.get('amends'), derives: form.get('derives') },
    document: form.get('document'),
  };
}

async function postNew(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const values = typedHead(form);
  const formKey = form.get('khoa').slice(0, 60) || randomUUID();
  try {
    const input = readHead(values);
    refuseForeignLevel(actor, input);
    const content = { groups: [], blocks: [], tasks: [], targets: [] };
    const { id } = await createPlan(services, actor, { ...input, key: `form ${formKey}`, content });
    return seeOther(call, programmeWork.plan(id), planTexts(language).created);
  } catch (error) {
    return formPage(call, { values, formKey, failure: failureIn(call, error) });
  }
}

/** A plan whose head can be changed. Throws Refusal. */
async function openToChange(call: Call): Promise<Plan> {
  const plan = await findPlan(call.services.db, call.actor, readId(call, 'id'), call.language);
  authoriseProgramme(call.actor, 'edit', { ...plan, organisationId: plan.organisation?.id ?? null });
  return plan;
}

function valuesOf(plan: Plan): HeadValues {
  const cited = (wanted: string) =>
    plan.relations
      .filter(({ kind }) => kind === wanted)
      .map(({ citation, other }) => citation ?? other?.title ?? '')
      .join('\n');
  const date = (value: string | null) => (value ? writeDate(value) : '');
  return {
    ...{ level: plan.level, title: plan.title, titleEn: plan.titleEn ?? '', number: plan.number ?? '' },
    ...{ issued: date(plan.issued), issuer: plan.issuer ?? '', source: plan.source ?? '', mark: plan.mark },
    ...{ organisation: String(plan.organisation?.id ?? ''), monitor: String(plan.monitor?.id ?? '') },
    ...{ from: date(plan.from), to: date(plan.to), document: '' },
    ...{ replaces: cited('replaces'), amends: cited('amends'), derives: cited('derives') },
  };
}

async function showChange(call: Call): Promise<Response> {
  const plan = await openToChange(call);
  return formPage(call, { plan, values: valuesOf(plan) });
}

async function postChange(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const values = typedHead(form);
  const plan = await openToChange(call);
  const typed = { ...values, version: versionIn(form) };
  try {
    if (plan.state === 'in_force') await amendPlan(services, actor, plan.id, typed);
    else await changePlan(services, actor, plan.id, typed);
    return seeOther(call, programmeWork.plan(plan.id), planTexts(language).saved);
  } catch (error) {
    const failure = failureIn(call, error);
    return formPage(call, { plan: await openToChange(call), values, failure });
  }
}

export const planFormRoutes: readonly Route[] = [
  readPage('plan.new', programmeWork.newPlanByHand, planEditors, (call) =>
    formPage(call, { values: emptyHead(call) }),
  ),
  action('plan.create', programmeWork.newPlanByHand, planEditors, postNew),
  readPage('plan.edit', '/ban-lam-viec/ke-hoach/:id/sua', planEditors, showChange),
  action('plan.save', '/ban-lam-viec/ke-hoach/:id/sua', planEditors, postChange),
];
