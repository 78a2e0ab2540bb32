import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form, Hint } from '../../../ui/form.tsx';
import { Quoting } from '../../../ui/inline.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { History, type PastEvent } from '../../catalogue/index.ts';
import type { FormFailure } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { urgingLevels } from './engine.ts';
import { UrgingCrumbs } from './list-view.tsx';
import type { KeptUrgingRules, TypedUrgingRules } from './rules.ts';
import { urgingTexts } from './texts.ts';

interface RulesProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly rules: KeptUrgingRules;
  readonly history: readonly PastEvent[];
  readonly typed: TypedUrgingRules;
  readonly version: number;
  readonly failure: FormFailure | null;
}

export function RulesPage(props: RulesProps) {
  const { lang, rules, failure, history } = props;
  const t = urgingTexts(lang);
  return (
    <>
      <UrgingCrumbs lang={lang} here={t.rulesTitle} />
      <PageHead title={t.rulesTitle} lead={t.rulesLead} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      <div class="stack">
        <p>
          {rules.source === null ? (
            t.rulesUsual
          ) : (
            <Quoting lang={lang} text={t.rulesBy(rules.source)} quoted={[rules.source]} />
          )}
        </p>
        <RulesForm {...props} />
        {history.length > 0 && (
          <Section title={t.history}>
            <History language={lang} events={history} />
          </Section>
        )}
      </div>
    </>
  );
}

function RulesForm({ lang, csrfToken, typed, version, failure }: RulesProps) {
  const t = urgingTexts(lang);
  const { text } = bindForm<TypedUrgingRules>({ lang, values: typed, errors: failure?.errors ?? {} });
  const number = { width: 'short', inputMode: 'numeric' } as const;
  return (
    <Form
      {...{ lang, csrfToken, hidden: { version: String(version) } }}
      action={localPath(lang, programmeWork.urgingRules)}
    >
      <Fieldset legend={t.reminders}>
        <TextField {...text('before')} label={t.before} hint={t.beforeHint} width="medium" optional />
        <Checkbox {...{ lang, name: 'onTheDay', label: t.onTheDay, checked: typed.onTheDay !== '' }} />
        <Hint>{t.afterHint}</Hint>
        <TextField {...text('afterFirst')} {...number} label={t.afterFirst} optional="at times" />
        <TextField {...text('afterEvery')} {...number} label={t.afterEvery} optional="at times" />
      </Fieldset>
      <Fieldset legend={t.ladder}>
        <Hint>{t.ladderHint}</Hint>
        {urgingLevels.flatMap((level) => [
          <TextField
            key={`${level}After`}
            {...text(`${level}After`)}
            {...number}
            label={t.levelAfter(t.levels[level])}
            optional="at times"
          />,
          <TextField
            key={`${level}Answer`}
            {...text(`${level}Answer`)}
            {...number}
            label={t.levelAnswer(t.levels[level])}
            optional="at times"
          />,
        ])}
      </Fieldset>
      <TextField {...text('source')} label={t.source} hint={t.sourceHint} />
      <Buttons>
        <Button>{t.save}</Button>
        <LinkButton look="quiet" href={localPath(lang, programmeWork.urging)}>
          {t.title}
        </LinkButton>
      </Buttons>
    </Form>
  );
}
