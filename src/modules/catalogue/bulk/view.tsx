import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../../ui/choices.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { Select, TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Form, Hint } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { PageHead, Section, Timeline } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { Edition } from '../edition.ts';
import { type EntryFilters, type ListedEntry, type Page, pageSize } from '../edition-queries.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import type { Field } from '../entry-fields.ts';
import { FieldView, type FormChoices } from '../field-view.tsx';
import { withQuery, work } from '../paths.ts';
import { type BulkMode, bulkFields, bulkModeNames, isList, modesOf } from './change.ts';
import type { MadeChange } from './store.ts';
import { type BulkTexts, bulkTexts } from './texts.ts';

export interface BulkValues {
  readonly mode: string;
  readonly typed: readonly string[];
  readonly chosen: readonly string[];
  readonly all: boolean;
}

export interface BulkProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  /** null until one is chosen. */
  readonly field: Field | null;
  readonly filters: EntryFilters;
  readonly found: Page<ListedEntry>;
  readonly choices: Pick<FormChoices, 'sectors' | 'communes'>;
  readonly values: BulkValues;
  readonly errors: Readonly<Partial<Record<string, string>>>;
  readonly latest: readonly MadeChange[];
}

/** Which field, how, of which entries. */
export function BulkPage(props: BulkProps) {
  const { language, edition, errors } = props;
  const t = bulkTexts(language);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <ErrorSummary lang={language} errors={errors} />
      <PageHead title={t.title} lead={t.lead} />
      {props.field ? <ChangeForm {...props} field={props.field} t={t} /> : <FieldForm {...props} t={t} />}
      {props.latest.length > 0 && <Latest {...props} t={t} />}
    </>
  );
}

type PartProps = BulkProps & { readonly t: BulkTexts };

function FieldForm({ language, edition, errors, t }: PartProps) {
  return (
    <Form lang={language} action={localPath(language, work.bulk(edition.id))} method="get">
      <Select
        lang={language}
        name="truong"
        label={t.field}
        error={errors.truong}
        empty={t.chooseField}
        options={bulkFields(edition.kind).map(({ name, label }) => ({ value: name, label: label[language] }))}
      />
      <Buttons>
        <Button>{t.go}</Button>
        <Back {...{ language, edition }} />
      </Buttons>
    </Form>
  );
}

function Back({ language, edition }: Pick<BulkProps, 'language' | 'edition'>) {
  return (
    <LinkButton href={localPath(language, work.edition(edition.id))} look="quiet">
      {bulkTexts(language).back}
    </LinkButton>
  );
}

function ChangeForm(props: PartProps & { readonly field: Field }) {
  const { language, edition, field, filters, found, values, t } = props;
  const to = (path: string) => localPath(language, path);
  const address = (change: { page?: number; text?: string }) =>
    to(
      withQuery(work.bulk(edition.id), {
        truong: field.name,
        q: change.text ?? filters.text,
        thieu: filters.gap ?? '',
        trang: change.page && change.page > 1 ? change.page : undefined,
      }),
    );
  return (
    <div class="stack">
      <SearchBox
        lang={language}
        action={to(work.bulk(edition.id))}
        value={filters.text}
        label={t.search}
        placeholder={t.search}
        hidden={[
          ['truong', field.name],
          ...(filters.gap ? [['thieu', filters.gap] as [string, string]] : []),
        ]}
      />
      <Form
        lang={language}
        action={to(work.bulk(edition.id))}
        csrfToken={props.csrfToken}
        hidden={{
          truong: field.name,
          q: filters.text,
          thieu: filters.gap ?? '',
          trang: String(filters.page),
        }}
        guard
        wide
      >
        <RadioGroup
          lang={language}
          name="kieu"
          label={t.mode}
          error={props.errors.kieu}
          value={values.mode}
          options={modesOf(field).map((mode: BulkMode) => ({
            value: mode,
            label: bulkModeNames[mode][language],
          }))}
        />
        <ValueField {...props} />
        <Checkbox
          lang={language}
          name="tat-ca"
          label={t.all(formatNumber(language, found.total, 0))}
          checked={values.all}
        />
        <CheckboxGroup
          lang={language}
          name="muc"
          label={t.chooseEntries}
          error={props.errors.muc}
          options={found.rows.map(({ id, code, title }) => ({
            value: String(id),
            label: `${code} ${title}`,
          }))}
          values={[...values.chosen]}
          optional
        />
        <Buttons>
          <Button>{t.preview}</Button>
          <LinkButton href={to(work.bulk(edition.id))} look="quiet">
            {t.otherField}
          </LinkButton>
        </Buttons>
      </Form>
      <Pager
        lang={language}
        page={filters.page}
        pageSize={pageSize}
        total={found.total}
        totalIsExact
        href={(page) => address({ page })}
      />
    </div>
  );
}

/** Lists are typed a line each; what is chosen in the form is chosen here as well. */
function ValueField(props: PartProps & { readonly field: Field }): ComponentChildren {
  const { language, field, values, errors, choices, t } = props;
  if (field.kind === 'tick') return <Hint>{t.tick}</Hint>;
  if (isList(field) && field.kind !== 'choices')
    return (
      <TextArea
        lang={language}
        name={field.name}
        label={field.label[language]}
        hint={t.lines}
        error={errors[field.name]}
        value={values.typed.join('\n')}
        rows={4}
        optional
      />
    );
  const typed = { [field.name]: [...values.typed] };
  const wrong = { [field.name]: errors[field.name] ?? '' };
  return (
    <FieldView
      language={language}
      values={typed}
      errors={errors[field.name] ? wrong : {}}
      choices={{ ...choices, organisations: [], unknown: new Set() }}
      field={field}
    />
  );
}

function Latest({ language, edition, latest, t }: PartProps) {
  return (
    <Section title={t.latest}>
      <Timeline
        items={latest.map((made) => ({
          key: String(made.id),
          when: formatInstant(language, made.madeAt),
          what: (
            <a href={localPath(language, work.bulkChange(edition.id, made.id))}>
              {t.made(formatNumber(language, made.entries, 0), made.change.field.label[language])}
            </a>
          ),
          who: made.who ?? editionTexts(language).system,
          note: made.undoneAt && t.undone(formatInstant(language, made.undoneAt)),
        }))}
      />
    </Section>
  );
}

/** One entry before and after. */
export interface ComparedEntry {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly note?: string | undefined;
}

/** Rows written out; the rest is counted. */
const most = 200;

export function ComparedEntries(props: {
  readonly language: Language;
  readonly caption: string;
  readonly entries: readonly ComparedEntry[];
  /** Above what stood there. */
  readonly beforeLabel: string;
}) {
  const { language, entries } = props;
  const t = bulkTexts(language);
  const more = entries.length - most;
  return (
    <>
      <Table
        lang={language}
        caption={props.caption}
        captionHidden
        rows={entries.slice(0, most)}
        rowKey={({ id }) => String(id)}
        columns={[
          { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
          {
            key: 'title',
            label: t.entry,
            head: true,
            cell: ({ title, note }) => (
              <>
                <span lang={foreign(language)}>{title}</span>
                {note && <p class="quiet">{note}</p>}
              </>
            ),
          },
          {
            key: 'before',
            label: props.beforeLabel,
            cell: ({ before }) => <Words lang={language} lines={before} empty={t.empty} />,
          },
          {
            key: 'after',
            label: t.after,
            cell: ({ after }) => <Words lang={language} lines={after} empty={t.empty} />,
          },
        ]}
      />
      {more > 0 && <p class="quiet">{t.andMore(formatNumber(language, more, 0))}</p>}
    </>
  );
}

function Words(props: {
  readonly lang: Language;
  readonly lines: readonly string[];
  readonly empty: string;
}) {
  const { lang, lines, empty } = props;
  if (lines.length === 0) return <span class="quiet">{empty}</span>;
  return (
    <span class="kept-lines">
      <Content lang={lang} text={lines.join('\n')} />
    </span>
  );
}
