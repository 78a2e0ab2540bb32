import type { Language } from '../../kernel/text.ts';
import type { Services } from '../../platform/services.ts';
import { LinkButton } from '../../ui/button.tsx';
import { formatFileSize, formatInstant, formatNumber } from '../../ui/format.ts';
import { Quoting } from '../../ui/inline.tsx';
import {
  Breadcrumbs,
  Card,
  Columns,
  DefinitionList,
  NumberedList,
  PageHead,
  Section,
} from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type Dataset, datasets } from './datasets.ts';
import { dictionaryOf, type FieldLine } from './dictionary.ts';
import type { DataState } from './figures.ts';
import { type FormatName, formatNames, formats } from './formats.ts';
import { licenceName } from './licence.ts';
import { openDataPaths } from './paths.ts';
import { openDataTexts } from './texts.ts';

interface OpenDataPage {
  readonly lang: Language;
  readonly state: DataState;
  readonly known: Pick<Services, 'config' | 'installation'>;
}

/** All the sets, and how what is in them may be used and followed. */
export function OpenDataView({ lang, state, known }: OpenDataPage) {
  const t = openDataTexts(lang);
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <Section title={t.sets}>
        <Table
          lang={lang}
          caption={t.sets}
          captionHidden
          rows={datasets}
          rowKey={({ name }) => name}
          columns={[
            {
              key: 'set',
              label: t.set,
              head: true,
              cell: (dataset) => (
                <>
                  <a href={localPath(lang, openDataPaths.dataset(dataset.slug))}>{dataset.title[lang]}</a>
                  <p class="quiet">{dataset.about[lang]}</p>
                </>
              ),
            },
            {
              key: 'rows',
              label: t.rows,
              numeric: true,
              cell: ({ name }) => formatNumber(lang, state.figures[name].rows, 0),
            },
            { key: 'changed', label: t.changed, cell: ({ name }) => changed(lang, state, name) },
            { key: 'files', label: t.files, cell: (dataset) => <FileLinks lang={lang} dataset={dataset} /> },
          ]}
        />
      </Section>
      <Section title={t.reuse}>
        <Reuse lang={lang} known={known} />
      </Section>
      <Section title={t.follow}>
        <NumberedList items={t.followSteps} />
      </Section>
      <Section title={t.machines}>
        <ul>
          <li>
            <a href={openDataPaths.catalogue}>{t.catalogue}</a>
          </li>
          <li>
            <a href={localPath(lang, PATHS.api)}>{t.api}</a>
          </li>
          <li>
            <a href="/sitemap.xml">{t.sitemap}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

function changed(lang: Language, state: DataState, name: Dataset['name']): string {
  const { changedAt } = state.figures[name];
  return changedAt ? formatInstant(lang, changedAt) : '–';
}

function FileLinks({ lang, dataset }: { readonly lang: Language; readonly dataset: Dataset }) {
  const t = openDataTexts(lang);
  return (
    <ul class="inline-list">
      {(['csv', 'xlsx', 'json'] as const).map((format) => (
        <li key={format}>
          <a
            href={openDataPaths.file(dataset.slug, format)}
            aria-label={t.fileOf(dataset.title[lang], formats[format].label)}
            download
          >
            {formats[format].label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Reuse({ lang, known }: Omit<OpenDataPage, 'state'>) {
  const t = openDataTexts(lang);
  const { operator, email } = known.installation;
  return (
    <div class="stack">
      <DefinitionList
        items={[
          {
            label: t.licence,
            value: (
              <a href={known.config.openDataLicence} rel="license">
                {licenceName(known.config.openDataLicence)}
              </a>
            ),
          },
          { label: t.publisher, value: <span lang="vi">{operator}</span> },
          { label: t.contact, value: email && <a href={`mailto:${email}`}>{email}</a> },
        ]}
      />
      <p>
        <Quoting lang={lang} text={t.attribution(operator)} quoted={[operator]} />
      </p>
    </div>
  );
}

export interface DatasetPage extends OpenDataPage {
  readonly dataset: Dataset;
  /** The first row there is; null while there is none. */
  readonly example: Readonly<Record<string, unknown>> | null;
}

/** One set: its files whole and in part, what its fields mean, and what is known of it. */
export function DatasetView(page: DatasetPage) {
  const { lang, dataset, state } = page;
  const t = openDataTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.title, href: localPath(lang, openDataPaths.all) }]}
        here={dataset.title[lang]}
      />
      <PageHead
        title={dataset.title[lang]}
        lead={dataset.about[lang]}
        action={
          <LinkButton href={openDataPaths.file(dataset.slug, 'csv')} icon="download" download>
            {t.csv}
          </LinkButton>
        }
      />
      {state.figures[dataset.name].rows === 0 && <p class="quiet">{t.none}</p>}
      <Columns
        main={
          <>
            <Whole {...page} />
            {dataset.filters.length > 0 && <SomeOnly {...page} />}
          </>
        }
        side={<Facts {...page} />}
      />
      <Dictionary {...page} />
    </>
  );
}

function Whole({ lang, dataset, state }: DatasetPage) {
  const t = openDataTexts(lang);
  const ready = (format: FormatName) =>
    state.files.find((file) => file.dataset === dataset.name && file.format === format);
  return (
    <Section title={t.whole}>
      <Table
        lang={lang}
        caption={t.whole}
        captionHidden
        rows={formatNames}
        rowKey={(format) => format}
        columns={[
          {
            key: 'format',
            label: t.format,
            head: true,
            cell: (format) => (
              <>
                <a href={openDataPaths.file(dataset.slug, format)} download>
                  {formats[format].label}
                </a>
                <p class="quiet">{t.formatNotes[format]}</p>
              </>
            ),
          },
          {
            key: 'size',
            label: t.size,
            cell: (format) => {
              const file = ready(format);
              return file ? formatFileSize(lang, file.size) : '–';
            },
          },
          {
            key: 'state',
            label: t.state,
            cell: (format) => {
              const file = ready(format);
              return file ? t.ready(formatInstant(lang, file.preparedAt)) : t.written;
            },
          },
        ]}
      />
    </Section>
  );
}

/** A question that shows something for each set that takes filters. */
const examples: Readonly<Partial<Record<Dataset['name'], string>>> = {
  problems: '?trang-thai=open',
  needs: '?trang-thai=open',
  outcomes: '?danh-muc=BTL-2025',
  documents: '?loai=resolution',
  organisations: '?q=so+khoa+hoc',
  tasks: '?trang-thai=overdue',
  targets: '?trang-thai=missing',
};

function SomeOnly({ lang, dataset, known }: DatasetPage) {
  const t = openDataTexts(lang);
  const example = openDataPaths.file(dataset.slug, 'csv', examples[dataset.name]);
  return (
    <Section title={t.someOnly}>
      <div class="stack">
        <p>
          {t.someOnlyHint}
          {dataset.list && (
            <>
              {' '}
              <a href={localPath(lang, dataset.list)}>{t.fromList(dataset.title[lang])}</a>.
            </>
          )}
        </p>
        <Table
          lang={lang}
          caption={t.someOnly}
          captionHidden
          rows={dataset.filters}
          rowKey={(name) => name}
          columns={[
            { key: 'name', label: t.parameter, head: true, cell: (name) => <code>{name}</code> },
            { key: 'what', label: t.meaning, cell: (name) => t.parameters[name] ?? '' },
          ]}
        />
        <pre class="command">
          <code>{`curl -O '${known.config.baseUrl.origin}${example}'`}</code>
        </pre>
      </div>
    </Section>
  );
}

function Facts({ lang, dataset, state, known }: DatasetPage) {
  const t = openDataTexts(lang);
  const { years } = state;
  return (
    <Card title={t.facts}>
      <DefinitionList
        items={[
          { label: t.rows, value: formatNumber(lang, state.figures[dataset.name].rows, 0) },
          { label: t.changed, value: changed(lang, state, dataset.name) },
          { label: t.frequency, value: t.frequencyText },
          {
            label: t.coverage,
            value: years && (years.from === years.to ? years.from : `${years.from}–${years.to}`),
          },
          { label: t.key, value: <code>{dataset.key}</code> },
        ]}
      />
      <Reuse lang={lang} known={known} />
    </Card>
  );
}

function Dictionary({ lang, dataset, example }: DatasetPage) {
  const t = openDataTexts(lang);
  return (
    <Section title={t.dictionary} aside={<a href={openDataPaths.schema(dataset.slug)}>{t.schema}</a>}>
      <div class="stack">
        <p>{t.dictionaryHint}</p>
        <Table
          lang={lang}
          caption={t.dictionary}
          captionHidden
          rows={dictionaryOf(dataset)}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', label: t.field, head: true, cell: ({ name }) => <code>{name}</code> },
            {
              key: 'meaning',
              label: t.meaning,
              cell: ({ name, meaning }) => (
                <Meaning lang={lang} text={meaning[lang]} value={example?.[name]} />
              ),
            },
            { key: 'type', label: t.type, cell: (field) => <TypeText lang={lang} field={field} /> },
            { key: 'source', label: t.source, cell: ({ source }) => t.sources[source] },
          ]}
        />
      </div>
    </Section>
  );
}

function Meaning(props: { readonly lang: Language; readonly text: string; readonly value: unknown }) {
  const shown = exampleOf(props.value);
  return (
    <>
      {props.text}
      {shown !== '' && (
        <p class="quiet">
          {openDataTexts(props.lang).example} <span lang="vi">{shown}</span>
        </p>
      )}
    </>
  );
}

/** Characters of an example. */
const longestExample = 90;

/** What a value looks like: of a list its first, of a group what people know it by. */
function exampleOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (Array.isArray(value)) return exampleOf(value[0]);
  if (typeof value === 'object') {
    const held = value as Readonly<Record<string, unknown>>;
    return exampleOf(
      held.raw ?? held.text ?? held.name ?? Object.values(held).find((inner) => inner !== null),
    );
  }
  const text = String(value).replace(/\s+/g, ' ');
  return text.length <= longestExample ? text : `${text.slice(0, longestExample)}…`;
}

function TypeText({ lang, field: { type } }: { readonly lang: Language; readonly field: FieldLine }) {
  const t = openDataTexts(lang);
  const named = type.values.length > 0 ? [t.values, type.values] : [t.parts, type.parts];
  const [label, names] = named as [string, readonly string[]];
  return (
    <>
      {t.types[type.name]}
      {type.nullable && `, ${t.mayBeEmpty}`}
      {names.length > 0 && (
        <p class="quiet">
          {label} <code>{names.join(', ')}</code>
        </p>
      )}
    </>
  );
}
