import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ConfirmPanel, DefinitionList, PageHead, Section, StatRow } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { ConfirmRows } from './confirm-rows.tsx';
import { type Edition, editionCode } from './edition.ts';
import { foreign, WorkCrumbs } from './edition-views.tsx';
import { unresolved } from './entry-commands.ts';
import { fieldsOf } from './entry-fields.ts';
import { valuesOfContent } from './entry-form.ts';
import { contentOf } from './entry-store.ts';
import { Lines } from './entry-view.tsx';
import { fieldLabel } from './field-labels.ts';
import { fieldLines } from './field-text.ts';
import type { FormChoices } from './field-view.tsx';
import type { Plan, PlannedRow } from './import-plan.ts';
import type { ImportRecord } from './import-store.ts';
import { type ImportTexts, importTexts } from './import-texts.ts';
import { work } from './paths.ts';

/** Changed entries shown with their differences; the others are counted. */
const shownChanges = 50;

export interface ConfirmProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly record: ImportRecord;
  /** The draft the rows would join; null when one would be created. */
  readonly edition: Edition | null;
  readonly plan: Plan;
  readonly choices: Pick<FormChoices, 'sectors' | 'communes'>;
  readonly error: string | undefined;
  /** The `previewMark` of what is shown. */
  readonly checked: string;
}

export function ConfirmImportPage(props: ConfirmProps) {
  const { language, record, plan, edition } = props;
  const t = importTexts(language);
  const to = (path: string) => localPath(language, path);
  const code = editionCode(record.kind, record.span);
  const kinds = ['new', 'changed', 'unchanged', 'skipped', 'untitled', 'too_long'] as const;
  const possible = plan.counts.new + plan.counts.changed + plan.counts.unchanged > 0;
  const flagged = plan.rows.filter(({ row }) => !row.skip && row.warnings.length > 0).length;
  const changed = plan.rows.filter(({ outcome }) => outcome.kind === 'changed');
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.confirmTitle} />
      <ErrorSummary lang={language} errors={{}} general={props.error} />
      <PageHead title={t.confirmTitle} lead={edition ? t.willJoin(code) : t.willCreate(code)} />
      <div class="stack">
        <StatRow
          label={t.confirmTitle}
          items={kinds
            .filter((kind) => kind === 'new' || plan.counts[kind] > 0)
            .map((kind) => ({ value: formatNumber(language, plan.counts[kind], 0), label: t.counts[kind] }))}
        />
        {!edition && (
          <DefinitionList
            items={[
              { label: t.editionTitle, value: <span lang={foreign(language)}>{record.header.title}</span> },
            ]}
          />
        )}
        {flagged > 0 && (
          <Notice lang={language} kind="warning" title={t.problems(flagged)}>
            <a href={to(`${work.import(record.id)}?loc=can-xem`)}>{t.stillFlagged}</a>
          </Notice>
        )}
        {record.fileSha256 !== null && (record.header.number ?? record.header.symbol) !== null && (
          <p>{t.willRegister}</p>
        )}
        {changed.length > 0 && (
          <Section title={t.changes}>
            <p class="quiet">{t.changesHint}</p>
            {changed.slice(0, shownChanges).map((row) => (
              <Change key={row.row.position} {...props} row={row} t={t} />
            ))}
          </Section>
        )}
        <ConfirmRows language={language} plan={plan} sectors={props.choices.sectors} />
        <Form
          lang={language}
          action={to(work.confirmImport(record.id))}
          csrfToken={props.csrfToken}
          hidden={{ checked: props.checked }}
        >
          <Buttons>
            {possible && <Button>{t.confirm}</Button>}
            <LinkButton href={to(work.import(record.id))} look="quiet">
              {t.back}
            </LinkButton>
          </Buttons>
        </Form>
      </div>
    </>
  );
}

function Change(props: ConfirmProps & { readonly row: PlannedRow; readonly t: ImportTexts }) {
  const { language, row, choices, t, record } = props;
  const { outcome } = row;
  if (outcome.kind !== 'changed') return null;
  const before = valuesOfContent(contentOf(outcome.entry));
  const after = valuesOfContent(unresolved(outcome.content));
  const differing = fieldsOf(record.kind).filter(
    (field) =>
      fieldLines(language, before, field, choices).join('\n') !==
      fieldLines(language, after, field, choices).join('\n'),
  );
  return (
    <Section title={`${outcome.entry.code} ${outcome.entry.title.slice(0, 120)}`}>
      <DefinitionList
        items={differing.flatMap((field) => [
          {
            label: `${field.label[language]}, ${t.now.toLocaleLowerCase('vi')}`,
            value: <Lines language={language} lines={fieldLines(language, before, field, choices)} />,
          },
          {
            label: `${field.label[language]}, ${t.after.toLocaleLowerCase('vi')}`,
            value: <Lines language={language} lines={fieldLines(language, after, field, choices)} />,
          },
        ])}
      />
      {differing.length === 0 && (
        <p>{outcome.fields.map((field) => fieldLabel(field)[language]).join(', ')}</p>
      )}
    </Section>
  );
}

export function DiscardImportPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly record: ImportRecord;
}) {
  const { language, record } = props;
  const t = importTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={t.discardTitle} />
      <ConfirmPanel
        title={t.discardTitle}
        form={
          <Form lang={language} action={to(work.discardImport(record.id))} csrfToken={props.csrfToken}>
            <Buttons>
              <Button look="danger">{t.discard}</Button>
              <LinkButton href={to(work.import(record.id))} look="quiet">
                {t.back}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>{record.fileName || t.pasted}</p>
        <p>{t.discardText}</p>
      </ConfirmPanel>
    </>
  );
}
