import type { Language } from '../../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../../ui/button.tsx';
import { Checkbox } from '../../../../ui/choices.tsx';
import { TextArea, TextField } from '../../../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../../../ui/form.tsx';
import { formatNumber } from '../../../../ui/format.ts';
import { Content } from '../../../../ui/inline.tsx';
import { Notice } from '../../../../ui/notice.tsx';
import { PageHead } from '../../../../ui/page-parts.tsx';
import { localPath } from '../../../../ui/site-links.ts';
import { otherThan } from '../../../catalogue/index.ts';
import { programmeWork } from '../../paths.ts';
import { nameMost } from '../../tasks/task.ts';
import { type FormFailure, fieldsOf, HeadFields, type HeadValues } from '../form-view.tsx';
import { PlanCrumbs } from '../parts.tsx';
import { relationKinds } from '../plan.ts';
import type { OrganisationChoice } from '../queries.ts';
import { planTexts } from '../texts.ts';
import { fieldLabels, reviewAddress } from './review-view.tsx';
import { type ImportPart, type RowField, type RowTexts, rowFields } from './rows.ts';
import type { ImportRow, PlanImport } from './store.ts';
import { planImportTexts } from './texts.ts';

const long: readonly RowField[] = ['name', 'leads', 'partners', 'product', 'agencies'];

/** One row of what was read, open for correction. */
export function RowPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly record: PlanImport;
  readonly part: ImportPart;
  readonly row: ImportRow;
  readonly typed: { readonly texts: RowTexts; readonly skip: boolean } | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, csrfToken, record, part, row, typed, failure } = props;
  const t = planImportTexts(lang);
  const labels = fieldLabels(lang)(part);
  const title = t.editTitle(formatNumber(lang, row.position, 0));
  const back = reviewAddress(lang, record.id, { part, only: 'all', page: 1 });
  const common = (field: RowField) => ({
    ...{ lang, name: field, label: labels[field] ?? field, error: failure?.errors[field] },
    ...{ value: typed?.texts[field] ?? row.texts[field] ?? '', optional: field !== 'name' },
  });
  return (
    <>
      <PlanCrumbs lang={lang} here={title} />
      <PageHead title={title} lead={<Content lang={lang} text={record.fileName || t.pasted} />} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      {[...(row.texts.name ?? '')].length > nameMost && (
        <Notice lang={lang} kind="warning">
          <p>{t.longName(formatNumber(lang, [...(row.texts.name ?? '')].length, 0))}</p>
        </Notice>
      )}
      {row.warnings.length > 0 && (
        <Notice lang={lang} kind="warning">
          {row.warnings.map(({ column, message }) => (
            <p key={`${column}${message}`} lang={otherThan(lang, 'vi')}>
              {column ? `${column}: ${message}` : message}
            </p>
          ))}
        </Notice>
      )}
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.planImportRow(record.id, part, row.position))}
        csrfToken={csrfToken}
        guard
        label={title}
        hidden={{ version: String(row.version), shown: JSON.stringify(row.texts) }}
      >
        {rowFields[part].map((field) =>
          long.includes(field) ? (
            <TextArea
              key={field}
              {...common(field)}
              rows={field === 'name' ? 4 : 2}
              {...(field === 'name' && { most: nameMost })}
            />
          ) : (
            <TextField key={field} {...common(field)} />
          ),
        )}
        <Checkbox lang={lang} name="skip" label={t.leaveOut} checked={typed?.skip ?? row.skip} />
        <Buttons>
          <Button>{t.save}</Button>
          <LinkButton href={back} look="quiet">
            {t.backToRows}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** What the plan says of itself, and how much will be saved. */
export function SavePage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly record: PlanImport;
  readonly saved: { readonly tasks: number; readonly targets: number; readonly leftOut: number };
  readonly values: HeadValues;
  readonly organisations: readonly OrganisationChoice[];
  readonly failure: FormFailure | null;
}) {
  const { lang, csrfToken, record, saved, failure } = props;
  const t = planImportTexts(lang);
  const field = fieldsOf(props);
  const number = (value: number) => formatNumber(lang, value, 0);
  return (
    <>
      <PlanCrumbs lang={lang} here={t.saveTitle} />
      <PageHead title={t.saveTitle} lead={t.saveLead(number(saved.tasks), number(saved.targets))} />
      {saved.leftOut > 0 && (
        <Notice lang={lang} kind="information">
          <p>{t.leftOut(number(saved.leftOut))}</p>
        </Notice>
      )}
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.savePlanImport(record.id))}
        csrfToken={csrfToken}
        guard
        label={t.saveTitle}
      >
        <HeadFields {...props} amends={false} />
        <Fieldset legend={t.relationsLegend} hint={planTexts(lang).relationHint}>
          {relationKinds.map((kind) => (
            <TextArea
              key={kind}
              {...field.text(kind)}
              label={planTexts(lang).relations[kind]}
              rows={2}
              optional
            />
          ))}
        </Fieldset>
        <Buttons>
          <Button>{t.savePlan}</Button>
          <LinkButton href={localPath(lang, programmeWork.planImport(record.id))} look="quiet">
            {t.backToRows}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
