import type { Language } from '../../../kernel/text.ts';
import { readableEndings } from '../../../office/index.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, Buttons } from '../../../ui/button.tsx';
import { FileField, RadioGroup } from '../../../ui/choices.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatFileSize, formatInstant, formatNumber } from '../../../ui/format.ts';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { writeSpan } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { withQuery, work } from '../paths.ts';
import { type Batch, batchLimits, filesIn, filesRead } from './batch.ts';
import { batchWork } from './paths.ts';
import { batchPageSize, type Found } from './store.ts';
import { batchTexts } from './texts.ts';

export interface BatchValues {
  readonly target: string;
  readonly span: string;
}

export interface BatchStartProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly values: BatchValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly formKey: string;
  readonly found: Found<Batch>;
  readonly asked: { readonly text: string; readonly page: number };
}

/** Where a page of batches stands. */
export function BatchCrumbs(props: {
  readonly language: Language;
  readonly here: string;
  readonly list?: boolean;
}) {
  const { language } = props;
  const t = batchTexts(language);
  const to = (path: string) => localPath(language, path);
  return (
    <Breadcrumbs
      lang={language}
      items={[
        { label: editionTexts(language).desk, href: to(PATHS.desk) },
        { label: t.imports, href: to(work.imports) },
        ...(props.list ? [{ label: t.title, href: to(batchWork.list) }] : []),
      ]}
      here={props.here}
    />
  );
}

/** Choosing files and what they become; below, what was sent so far. */
export function BatchStartPage(props: BatchStartProps) {
  const { language, values, errors } = props;
  const t = batchTexts(language);
  const common = { lang: language };
  const targets = ['documents', 'problems', 'needs'] as const;
  return (
    <>
      <BatchCrumbs language={language} here={t.title} />
      <ErrorSummary lang={language} errors={errors} />
      <PageHead title={t.title} lead={t.lead} />
      <Form
        {...common}
        action={localPath(language, batchWork.list)}
        csrfToken={props.csrfToken}
        hidden={{ formKey: props.formKey }}
        label={t.title}
        upload
      >
        <RadioGroup
          {...common}
          name="target"
          label={t.into}
          value={values.target}
          error={errors.target}
          options={targets.map((value) => ({ value, label: t.targets[value] }))}
        />
        <TextField
          {...common}
          name="span"
          label={t.span}
          hint={t.spanHint}
          value={values.span}
          error={errors.span}
          width="short"
          optional
        />
        <FileField
          {...common}
          name="files"
          label={t.files}
          hint={t.limits(batchLimits.files, formatFileSize(language, batchLimits.allBytes))}
          error={errors.files}
          accept={[...readableEndings].map((ending) => `.${ending}`).join(',')}
          kinds={t.kinds}
          mostBytes={batchLimits.fileBytes}
          multiple
        />
        <Buttons>
          <Button>{t.send}</Button>
        </Buttons>
      </Form>
      <Batches {...props} />
    </>
  );
}

function Batches({ language, found, asked }: BatchStartProps) {
  const t = batchTexts(language);
  const list = localPath(language, batchWork.list);
  const page = (at: number) => withQuery(list, { q: asked.text, trang: at > 1 ? at : undefined });
  return (
    <Section title={t.batches}>
      {found.total === 0 && asked.text === '' ? (
        <EmptyState title={t.none}>
          <p>{t.noneHint}</p>
        </EmptyState>
      ) : (
        <>
          <SearchBox
            lang={language}
            action={list}
            value={asked.text}
            label={t.searchBatches}
            placeholder={t.searchBatches}
          />
          <BatchTable language={language} rows={found.rows} />
          <Pager
            lang={language}
            page={asked.page}
            pageSize={batchPageSize}
            total={found.total}
            totalIsExact
            href={page}
          />
        </>
      )}
    </Section>
  );
}

function BatchTable({ language, rows }: { readonly language: Language; readonly rows: readonly Batch[] }) {
  const t = batchTexts(language);
  const number = (value: number) => formatNumber(language, value, 0);
  return (
    <Table
      lang={language}
      caption={t.batches}
      captionHidden
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={t.noneFound}
      columns={[
        {
          key: 'number',
          label: t.number,
          head: true,
          cell: ({ id }) => <a href={localPath(language, batchWork.batch(id))}>{t.name(id)}</a>,
        },
        { key: 'into', label: t.into, cell: (batch) => intoText(language, batch) },
        {
          key: 'progress',
          label: t.progress,
          cell: (batch) => (
            <>
              <Badge tone={batch.endedAt ? 'done' : 'work'}>{batch.endedAt ? t.ended : t.running}</Badge>{' '}
              {t.read(number(filesRead(batch)), number(filesIn(batch)))}
            </>
          ),
        },
        {
          key: 'refused',
          label: t.states.refused,
          numeric: true,
          cell: ({ counts }) => number(counts.refused),
        },
        { key: 'sender', label: t.sender, cell: ({ sender }) => sender ?? t.system },
        { key: 'when', label: t.when, cell: ({ createdAt }) => formatInstant(language, createdAt) },
      ]}
    />
  );
}

/** `Bài toán lớn, 2026`. */
export function intoText(language: Language, { target }: Batch): string {
  const kind = batchTexts(language).shortTargets[target.kind];
  return target.kind !== 'documents' && target.span ? `${kind}, ${writeSpan(target.span)}` : kind;
}
