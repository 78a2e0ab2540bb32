import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { withQuery, work } from '../paths.ts';
import type { Settling } from './commands.ts';
import type { OutcomeValues } from './fields-view.tsx';
import { type Conclusion, outcomeNames } from './outcome.ts';
import { OutcomeWords } from './outcome-words.tsx';
import type { EntryOutcome } from './queries.ts';
import { carryTexts } from './texts.ts';
import { markOf } from './view.tsx';

export interface PreviewProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly into: Edition | null;
  readonly said: Conclusion;
  readonly values: OutcomeValues;
  readonly plan: Settling;
}

/** Which entries get the outcome, which have it, and which cannot have it and why, before anything is written. */
export function OutcomePreview(props: PreviewProps) {
  const { language, edition, into, said, plan, values } = props;
  const t = carryTexts(language);
  const count = (entries: readonly unknown[]) => formatNumber(language, entries.length, 0);
  const back = localPath(language, withQuery(work.outcomes(edition.id), { sang: values.into }));
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.previewTitle} />
      <PageHead title={t.previewTitle} lead={edition.title} />
      <div class="stack">
        <div class="prose">
          <p>
            <b>{outcomeNames[said.outcome][language]}</b>
            {into && `: ${into.code}`}
          </p>
          <OutcomeWords
            lang={language}
            note={{ vi: said.note, en: said.noteEn || said.note }}
            reference={said.reference}
          />
        </div>
        {plan.refused.length > 0 && (
          <Notice lang={language} kind="warning" title={t.cannot(count(plan.refused))}>
            <ul>
              {plan.refused.map(({ entry, why }) => (
                <li key={entry.id}>
                  {entry.code}: {why[language]}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {plan.there.length > 0 && (
          <Notice lang={language} kind="information" title={t.alreadyThere(count(plan.there))}>
            <p>{plan.there.map(({ code }) => code).join(', ')}</p>
          </Notice>
        )}
        {plan.settled.length > 0 && (
          <Section title={t.willSettle(count(plan.settled))}>
            <Listed language={language} entries={plan.settled} />
          </Section>
        )}
        {plan.settled.length === 0 && <p>{t.nothing}</p>}
        <Form
          lang={language}
          action={localPath(language, work.outcomes(edition.id))}
          csrfToken={props.csrfToken}
          hidden={{ ...values, entries: plan.settled.map(markOf).join(','), write: '1' }}
        >
          <Buttons>
            {plan.settled.length > 0 && <Button>{t.confirm(count(plan.settled))}</Button>}
            <LinkButton href={back} look="quiet">
              {t.back}
            </LinkButton>
          </Buttons>
        </Form>
      </div>
    </>
  );
}

function Listed(props: { readonly language: Language; readonly entries: readonly EntryOutcome[] }) {
  return (
    <ul>
      {props.entries.map(({ id, code, title }) => (
        <li key={id}>
          <span class="nowrap">{code}</span> <span lang={foreign(props.language)}>{title}</span>
        </li>
      ))}
    </ul>
  );
}
