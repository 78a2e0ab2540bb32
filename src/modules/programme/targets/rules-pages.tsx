import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, type FieldErrors, Fieldset, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type FormFailure, statedFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { TargetCrumbs } from './parts.tsx';
import { type KeptRules, readTargetRules } from './rules.ts';
import { changeRules, type TypedRules } from './rules-commands.ts';
import { targetTexts } from './texts.ts';

const heads = onlyFor('programme_head');

function typedOf({ fewestPoints, lookAhead, farBehind, grace }: KeptRules): TypedRules {
  const number = (value: number) => formatNumber('vi', value, 3);
  return {
    ...{
      fewestPoints: number(fewestPoints),
      lookAhead: number(lookAhead),
      farBehind: number(farBehind * 100),
    },
    ...{ graceMonth: number(grace.month), graceQuarter: number(grace.quarter) },
    ...{ graceHalfYear: number(grace.half_year), graceYear: number(grace.year), source: '' },
  };
}

async function rulesPage(
  call: Call,
  refused: { readonly typed: TypedRules; readonly version: string; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { services, language: lang, csrfToken } = call;
  const rules = await readTargetRules(services.db);
  const t = targetTexts(lang).rules;
  const conflict = refused?.failure.conflict === true;
  return page(
    call,
    { title: t.title, active: 'desk', status: refused?.failure.status ?? 200 },
    <>
      <TargetCrumbs lang={lang} here={t.title} />
      <PageHead title={t.title} lead={t.lead} />
      <ErrorSummary lang={lang} errors={refused?.failure.errors ?? {}} general={refused?.failure.general} />
      <p>
        {rules.source === '' ? (
          t.own
        ) : (
          <Quoting lang={lang} text={t.by(rules.source)} quoted={[rules.source]} />
        )}
      </p>
      <RulesForm
        {...{ lang, csrfToken }}
        typed={refused?.typed ?? typedOf(rules)}
        version={refused && !conflict ? refused.version : rules.version}
        errors={refused?.failure.errors ?? {}}
      />
    </>,
  );
}

function RulesForm(props: {
  readonly lang: Call['language'];
  readonly csrfToken: string;
  readonly typed: TypedRules;
  readonly version: string;
  readonly errors: FieldErrors;
}) {
  const { lang, typed, errors } = props;
  const t = targetTexts(lang).rules;
  const field = bindForm<TypedRules>({ lang, values: typed, errors });
  return (
    <Form
      lang={lang}
      action={localPath(lang, programmeWork.targetRules)}
      csrfToken={props.csrfToken}
      hidden={{ version: props.version }}
    >
      <Fieldset legend={t.forecast}>
        <TextField
          {...field.text('fewestPoints')}
          label={t.fewestPoints}
          hint={t.fewestPointsHint}
          width="short"
        />
        <TextField {...field.text('lookAhead')} label={t.lookAhead} width="short" />
        <TextField {...field.text('farBehind')} label={t.farBehind} width="short" />
      </Fieldset>
      <Fieldset legend={t.grace}>
        <TextField {...field.text('graceMonth')} label={t.graceMonth} width="short" />
        <TextField {...field.text('graceQuarter')} label={t.graceQuarter} width="short" />
        <TextField {...field.text('graceHalfYear')} label={t.graceHalfYear} width="short" />
        <TextField {...field.text('graceYear')} label={t.graceYear} width="short" />
      </Fieldset>
      <TextField {...field.text('source')} label={t.source} hint={t.sourceHint} />
      <Buttons>
        <Button>{t.save}</Button>
      </Buttons>
    </Form>
  );
}

async function postRules(call: Call): Promise<Response> {
  const form = await call.form();
  const typed: TypedRules = {
    ...{ fewestPoints: form.get('fewestPoints'), lookAhead: form.get('lookAhead') },
    ...{ farBehind: form.get('farBehind'), graceMonth: form.get('graceMonth') },
    ...{ graceQuarter: form.get('graceQuarter'), graceHalfYear: form.get('graceHalfYear') },
    ...{ graceYear: form.get('graceYear'), source: form.get('source') },
  };
  const version = form.get('version');
  try {
    await changeRules(call.services, call.actor, typed, version);
  } catch (error) {
    return rulesPage(call, { typed, version, failure: statedFailure(error, call.language) });
  }
  return seeOther(call, programmeWork.targetRules, targetTexts(call.language).rules.saved);
}

export const targetRuleRoutes: readonly Route[] = [
  readPage('target.rules', programmeWork.targetRules, heads, (call) => rulesPage(call, null)),
  action('target.change_rules', programmeWork.targetRules, heads, postRules),
];
