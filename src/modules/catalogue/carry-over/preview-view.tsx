import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { Edition } from '../edition.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { work } from '../paths.ts';
import type { SettleInput, Settling } from './commands.ts';
import type { OutcomeValues } from './fields-view.tsx';
import { type Conclusion, outcomeNames } from './outcome.ts';
import { OutcomeWords } from './outcome-words.tsx';
import type { EntryOutcome, OutcomeFilters } from './queries.ts';
import { carryTexts } from './texts.ts';
import { markOf, writeMark } from './view.tsx';

export interface PreviewProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly into: Edition | null;
  readonly said: Conclusion;
  readonly values: OutcomeValues;
  readonly plan: Settling;
  /** What was chosen in the list, to which the way back leads. */
  readonly choice: OutcomeChoice;
}

/** The list as the person left it. */
export interface OutcomeChoice {
  readonly filters: OutcomeFilters;
  readonly ticked: SettleInput['entries'];
  readonly all: boolean;
}

/** Which entries get the outcome, which have it, and which cannot have it and why, before anything is written. */
export function OutcomePreview(props: PreviewProps) {
  const { language, edition, into, said, plan, values, choice } = props;
  const t = carryTexts(language);
  const count = (entries: readonly unknown[]) => formatNumber(language, entries.length, 0);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.previewTitle} />
      <PageHead title={t.previewTitle} lead={<span lang={foreign(props.language)}>{edition.title}</span>} />
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
          hidden={{ ...values, ...keeping(choice), entries: plan.settled.map(markOf).join(',') }}
        >
          <Buttons>
            {plan.settled.length > 0 && (
              <Button name="write" value="1">
                {t.confirm(count(plan.settled))}
              </Button>
            )}
            <Button look="quiet" name="back" value="1">
              {t.back}
            </Button>
          </Buttons>
        </Form>
      </div>
    </>
  );
}

/** The choice in the fields in which the list sends it. */
function keeping({ filters, ticked, all }: OutcomeChoice): Record<string, string> {
  return {
    ...{ q: filters.text, 'ket-qua': filters.outcome ?? '', trang: String(filters.page) },
    ...(all && { 'tat-ca': '1' }),
    muc: ticked.map(writeMark).join(','),
  };
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
