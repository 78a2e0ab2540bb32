import type { Language } from '../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { FileField, RadioGroup } from '../../ui/choices.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { batchWork } from './batch/paths.ts';
import { type Edition, kindNames, writeSpan } from './edition.ts';
import { WorkCrumbs } from './edition-views.tsx';
import { catalogueKinds } from './entry.ts';
import type { ListedImport } from './import-store.ts';
import { importTexts } from './import-texts.ts';
import { withQuery, work } from './paths.ts';

/** Bytes of a file to import. */
export const importLimit = 25_000_000;

export interface StartProps {
  readonly language: Language;
  readonly csrfToken: string;
  /** A textarea for rows instead of a file. */
  readonly paste: boolean;
  readonly values: { readonly kind: string; readonly span: string; readonly rows: string };
  readonly errors: Readonly<Record<string, string>>;
  /** The edition the rows were meant for, when it is published and takes none. */
  readonly published?: Edition | undefined;
  readonly open: readonly ListedImport[];
}

export function ImportStartPage(props: StartProps) {
  const { language, paste, values, errors, published } = props;
  const t = importTexts(language);
  const to = (path: string) => localPath(language, path);
  const target = { loai: values.kind, nam: values.span };
  const common = { lang: language };
  const other = withQuery(paste ? work.imports : work.paste, target);
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={paste ? t.pasteTitle : t.title} />
      <ErrorSummary lang={language} errors={errors} />
      <PageHead title={paste ? t.pasteTitle : t.title} lead={paste ? t.pasteLead : t.lead} />
      <Form
        {...common}
        action={to(paste ? work.paste : work.imports)}
        csrfToken={props.csrfToken}
        upload={!paste}
      >
        <RadioGroup
          {...common}
          name="kind"
          label={t.kind}
          value={values.kind}
          error={errors.kind}
          options={catalogueKinds.map((kind) => ({ value: kind, label: kindNames[kind][language] }))}
        />
        <TextField
          {...common}
          name="span"
          label={t.span}
          hint={t.spanHint}
          value={values.span}
          error={errors.span}
          width="short"
        />
        {published && (
          <Notice lang={language} kind="information">
            <p>{t.publishedHint}</p>
            <p>
              <a href={to(work.edition(published.id))}>{t.openPublished(published.code)}</a>
            </p>
          </Notice>
        )}
        {paste ? (
          <TextArea
            {...common}
            name="rows"
            label={t.rows}
            value={values.rows}
            error={errors.rows}
            rows={12}
          />
        ) : (
          <FileField
            {...common}
            name="file"
            label={t.file}
            error={errors.file}
            accept=".docx,.html,.htm,.pdf,.xlsx,.csv,.md,.txt,.doc,.xls,.odt,.ods,.rtf"
            kinds={t.kinds}
            mostBytes={importLimit}
          />
        )}
        <Buttons>
          <Button>{paste ? t.readRows : t.read}</Button>
          <LinkButton href={to(other)} look="quiet">
            {paste ? t.fileInstead : t.pasteInstead}
          </LinkButton>
          <LinkButton href={to(batchWork.list)} look="quiet">
            {t.severalFiles}
          </LinkButton>
        </Buttons>
      </Form>
      <Section title={t.open}>
        {props.open.length === 0 ? (
          <EmptyState title={t.noneOpen}>
            <p>{t.openHint}</p>
          </EmptyState>
        ) : (
          <OpenImports language={language} open={props.open} />
        )}
      </Section>
    </>
  );
}

export function OpenImports({
  language,
  open,
}: {
  readonly language: Language;
  readonly open: readonly ListedImport[];
}) {
  const t = importTexts(language);
  return (
    <Table
      lang={language}
      caption={t.open}
      captionHidden
      rows={open}
      rowKey={({ record }) => String(record.id)}
      columns={[
        {
          key: 'file',
          label: t.file,
          head: true,
          cell: ({ record }) => (
            <a href={localPath(language, work.import(record.id))}>{record.fileName || t.pasted}</a>
          ),
        },
        {
          key: 'into',
          label: t.kind,
          cell: ({ record }) => `${kindNames[record.kind][language]}, ${writeSpan(record.span)}`,
        },
        {
          key: 'rows',
          label: t.rowCount,
          numeric: true,
          cell: ({ rows }) => formatNumber(language, rows, 0),
        },
        {
          key: 'flagged',
          label: t.flagged,
          numeric: true,
          cell: ({ flagged }) => formatNumber(language, flagged, 0),
        },
        { key: 'by', label: t.by, cell: ({ by }) => by ?? '' },
        { key: 'updated', label: t.updated, cell: ({ record }) => formatInstant(language, record.updatedAt) },
      ]}
    />
  );
}
