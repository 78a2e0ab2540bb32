import type { Language } from '../../kernel/text.ts';
import { programmeWork, type TypedUrgingRules, typedUrgingRules } from '../../modules/programme/index.ts';
import { comingKinds } from '../../platform/coming-up.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { DateField, Select, TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../ui/form.tsx';
import { formatDate } from '../../ui/format.ts';
import { Content } from '../../ui/inline.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type Asked, addressOf, mostDays, named, type RuleField, ruleFields, ruleNames } from './asked.ts';
import type { Foreseen } from './foresee.ts';
import { rehearsalTexts } from './texts.ts';

export interface RehearsalProps {
  readonly lang: Language;
  readonly asked: Asked;
  readonly foreseen: Foreseen;
}

function Hidden({ pairs }: { readonly pairs: readonly (readonly [name: string, value: string])[] }) {
  return (
    <>
      {pairs.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** Which days of what are rehearsed. */
export function ScopeForm({ lang, asked, foreseen }: RehearsalProps) {
  const t = rehearsalTexts(lang);
  const { choices } = foreseen;
  const path = localPath(lang, programmeWork.rehearsal);
  const error = (name: string) => asked.wrong[name]?.[lang];
  const content = lang === 'vi' ? {} : { lang: 'vi' };
  const mistaken = error('tu') !== undefined || error('so-ngay') !== undefined;
  const label = (options: readonly { readonly value: string; readonly label: string }[], id: number | null) =>
    options.filter(({ value }) => value === String(id)).map((option) => option.label);
  const chosen = [
    ...label(choices.planChoices, asked.plan),
    ...label(choices.agencyChoices, asked.agency),
    ...asked.kinds.map((kind) => t.kinds[kind]),
  ];
  const narrowed = asked.plan !== null || asked.agency !== null || asked.kinds.length > 0;
  return (
    <details class="card screen-only" open={mistaken}>
      <summary>
        {t.scope}: {t.ofTo(formatDate(lang, asked.first), formatDate(lang, asked.last))}
        {chosen.map((words) => (
          <span key={words}>
            {' · '}
            <Content lang={lang} text={words} />
          </span>
        ))}
      </summary>
      <Form lang={lang} action={path} method="get" label={t.scope} wide>
        <Hidden pairs={named(asked).filter(([name]) => isRule(name))} />
        <div class="form-cells">
          <DateField
            {...{ lang, name: 'tu', label: t.first, value: asked.shown.first, error: error('tu') }}
          />
          <TextField
            {...{ lang, name: 'so-ngay', label: t.days, value: asked.shown.days, error: error('so-ngay') }}
            hint={t.daysHint(String(mostDays))}
            width="short"
            inputMode="numeric"
            autocomplete="off"
          />
          <Select
            {...{ lang, name: 'ke-hoach', label: t.plan, optional: true, empty: t.everything }}
            value={asked.plan === null ? '' : String(asked.plan)}
            options={choices.planChoices.map((one) => ({ ...one, ...content }))}
          />
          <Select
            {...{ lang, name: 'co-quan', label: t.agency, optional: true, empty: t.everything }}
            value={asked.agency === null ? '' : String(asked.agency)}
            options={choices.agencyChoices.map(({ value, label }) => ({ value, label, ...content }))}
          />
        </div>
        <CheckboxGroup
          {...{ lang, name: 'loai', label: t.kindsLabel, optional: true, columns: true }}
          values={asked.kinds}
          options={comingKinds.map((value) => ({ value, label: t.kinds[value] }))}
        />
        <Buttons>
          <Button small>{t.run}</Button>
          {narrowed && (
            <LinkButton
              look="secondary"
              href={addressOf(path, named({ ...asked, plan: null, agency: null, kinds: [] }))}
            >
              {t.reset}
            </LinkButton>
          )}
        </Buttons>
      </Form>
    </details>
  );
}

const isRule = (name: string) =>
  name === 'thu' || Object.values(ruleNames).some((ruleName) => ruleName === name);

const rungs: readonly (readonly [after: RuleField, answer: RuleField])[] = [
  ['officerAfter', 'officerAnswer'],
  ['unit_headAfter', 'unit_headAnswer'],
  ['departmentAfter', 'departmentAnswer'],
  ['leaderAfter', 'leaderAnswer'],
];

/** Other rules to try: what is typed, or the kept ones to begin with. */
export function RulesForm({ lang, asked, foreseen }: RehearsalProps) {
  const t = rehearsalTexts(lang);
  const typed: TypedUrgingRules = asked.typed ?? typedUrgingRules(foreseen.rules);
  const path = localPath(lang, programmeWork.rehearsal);
  const field = (key: RuleField, hint?: string, width: 'short' | 'medium' = 'short') => (
    <TextField
      {...{ lang, hint, width, name: ruleNames[key], label: t.rules[key], value: typed[key] }}
      error={asked.wrong[ruleNames[key]]?.[lang]}
      optional="at times"
      inputMode={key === 'before' ? 'text' : 'numeric'}
      autocomplete="off"
    />
  );
  return (
    <details class="card screen-only" open={asked.typed !== null}>
      <summary>{t.whatIf}</summary>
      <Form lang={lang} action={path} method="get" label={t.whatIf} wide>
        <p class="hint">{t.whatIfHint}</p>
        <Hidden pairs={[...named(asked, 'tried'), ['thu', 'co']]} />
        <Fieldset legend={t.beforeGroup}>
          <div class="form-cells">
            {field('before', t.beforeHint, 'medium')}
            <CheckboxGroup
              {...{ lang, name: ruleNames.onTheDay, label: t.rules.onTheDay, optional: 'at times' }}
              values={[typed.onTheDay]}
              options={[{ value: '1', label: t.yes }]}
            />
            {field('afterFirst', t.afterHint)}
            {field('afterEvery')}
          </div>
        </Fieldset>
        <Fieldset legend={t.ladderGroup} hint={t.ladderHint}>
          {rungs.map(([after, answer]) => (
            <div key={after} class="form-cells">
              {field(after)}
              {field(answer)}
            </div>
          ))}
        </Fieldset>
        <Buttons>
          <Button small>{t.tryIt}</Button>
          {asked.typed !== null && (
            <LinkButton look="secondary" href={addressOf(path, named(asked, 'tried'))}>
              {t.stopTrying}
            </LinkButton>
          )}
        </Buttons>
      </Form>
    </details>
  );
}

/** All that is wrong of both forms, at the top of the page. */
export function Mistakes({ lang, asked }: Pick<RehearsalProps, 'lang' | 'asked'>) {
  const t = rehearsalTexts(lang);
  const labels: Readonly<Record<string, string>> = {
    ...{ tu: t.first, 'so-ngay': t.days },
    ...Object.fromEntries(ruleFields.map((field) => [ruleNames[field], t.rules[field]])),
  };
  const errors = Object.fromEntries(
    Object.keys(labels).map((name) => [name, asked.wrong[name]?.[lang]] as const),
  );
  return <ErrorSummary {...{ lang, errors }} label={(name) => labels[name]} />;
}
