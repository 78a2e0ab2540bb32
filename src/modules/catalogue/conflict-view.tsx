import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { DefinitionList, PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { FileChanges } from './attachment-view.tsx';
import type { Difference } from './conflict.ts';
import type { Edition } from './edition.ts';
import { WorkCrumbs } from './edition-views.tsx';
import type { Values } from './entry-form.ts';
import type { EntryRecord } from './entry-store.ts';
import { entryTexts } from './entry-texts.ts';
import { Lines } from './entry-view.tsx';
import { fieldLines } from './field-text.ts';
import type { FormChoices } from './field-view.tsx';
import { work } from './paths.ts';

/** Field by field: mine, theirs, and what both began with. */
export function ConflictPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly entry: EntryRecord;
  readonly differences: readonly Difference[];
  readonly choices: FormChoices;
  readonly error: string | undefined;
  /** The version the person began from. */
  readonly since: number;
}) {
  const { language, edition, entry, differences } = props;
  const t = entryTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={entry.code} />
      <ErrorSummary lang={language} errors={{}} general={props.error} />
      <PageHead title={t.conflictTitle} />
      {differences.length > 0 ? (
        <Notice lang={language} kind="warning" live>
          <p>{t.conflictLead}</p>
        </Notice>
      ) : (
        <Notice lang={language} kind="information" live>
          <p>{t.nothingDiffers}</p>
        </Notice>
      )}
      <FileChanges language={language} entry={entry} since={props.since} />
      <Form
        lang={language}
        action={to(work.mergeEntry(edition.id, entry.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(entry.version) }}
        wide
      >
        {differences.map((difference) => (
          <OneDifference key={difference.field.name} {...props} difference={difference} />
        ))}
        <Buttons>
          <Button>{t.saveMerge}</Button>
          <LinkButton href={to(work.entry(edition.id, entry.id))} look="quiet">
            {t.back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

function OneDifference(props: {
  readonly language: Language;
  readonly difference: Difference;
  readonly choices: FormChoices;
}) {
  const { language, difference, choices } = props;
  const { field, both, proposed } = difference;
  const t = entryTexts(language);
  const words = (values: Values) => {
    const lines = fieldLines(language, values, field, choices);
    return <Lines language={language} lines={lines.length > 0 ? lines : [`(${t.empty})`]} />;
  };
  return (
    <Section title={field.label[language]}>
      <p class="quiet">{both ? t.both : proposed === 'mine' ? t.onlyMine : t.onlyTheirs}</p>
      <DefinitionList
        items={[
          { label: t.mine, value: words(difference.mine) },
          { label: t.theirs, value: words(difference.theirs) },
          { label: t.base, value: Object.keys(difference.base).length > 0 ? words(difference.base) : null },
        ]}
      />
      <RadioGroup
        lang={language}
        name={`choose-${field.name}`}
        label={`${t.choose}: ${field.label[language]}`}
        value={proposed}
        options={[
          { value: 'mine', label: t.mine },
          { value: 'theirs', label: t.theirs },
        ]}
      />
    </Section>
  );
}
