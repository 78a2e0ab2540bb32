import type { Language } from '../../../../kernel/text.ts';
import { Button, Buttons } from '../../../../ui/button.tsx';
import { Select, TextField } from '../../../../ui/fields.tsx';
import { Form } from '../../../../ui/form.tsx';
import { formatNumber } from '../../../../ui/format.ts';
import { Section } from '../../../../ui/page-parts.tsx';
import { localPath } from '../../../../ui/site-links.ts';
import { otherThan } from '../../../catalogue/index.ts';
import { programmeWork } from '../../paths.ts';
import type { OrganisationChoice } from '../queries.ts';
import { columnFields, type ImportPart, type TableChoice } from './rows.ts';
import type { ImportRow, PartCounts, PlanImport, RowFilter } from './store.ts';
import { planImportTexts } from './texts.ts';

/** Names offered for matching at a time. */
export const namesAtOnce = 30;

export interface ReviewProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly record: PlanImport;
  readonly part: ImportPart;
  readonly filter: RowFilter;
  readonly rows: readonly ImportRow[];
  readonly counts: Readonly<Record<ImportPart, PartCounts>>;
  /** Names as printed that the directory does not know, or knows as ended. */
  readonly unknown: readonly string[];
  /** Those of them that mean an agency that has ended. */
  readonly ended: ReadonlySet<string>;
  readonly organisations: readonly OrganisationChoice[];
  /** What was typed for names, where it came back. */
  readonly typed: readonly string[] | null;
  readonly errors: Readonly<Partial<Record<string, string | undefined>>>;
  readonly general: string | undefined;
}

/** Names the directory does not know, each with a field for whom it means. */
export function Agencies(props: ReviewProps) {
  const { lang, csrfToken, record, unknown, organisations, typed, errors } = props;
  const t = planImportTexts(lang);
  const names = unknown.slice(0, namesAtOnce);
  const chosen = (name: string) => organisations.find(({ id }) => id === record.agencies[name])?.name ?? '';
  return (
    <Section title={t.agencies} id="co-quan">
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.planImport(record.id))}
        csrfToken={csrfToken}
        label={t.agencies}
        hidden={{ names: JSON.stringify(names) }}
      >
        <p class="hint">{t.agenciesHint}</p>
        <datalist id="danh-ba">
          {organisations.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        {names.map((name, index) => (
          <div key={name}>
            <p>
              <span lang={otherThan(lang, 'vi')}>“{name}”</span>
              {props.ended.has(name) && <span class="quiet"> ({t.agencyEnded})</span>}
            </p>
            <TextField
              lang={lang}
              name={`agency-${index}`}
              label={t.agencyMeant(String(index + 1))}
              value={typed?.[index] ?? chosen(name)}
              error={errors[`agency-${index}`]}
              list="danh-ba"
              optional
            />
          </div>
        ))}
        {unknown.length > names.length && (
          <p class="hint">{t.agenciesMore(formatNumber(lang, unknown.length - names.length, 0))}</p>
        )}
        <Buttons>
          <Button look="secondary" name="do" value="co-quan">
            {t.saveAgencies}
          </Button>
        </Buttons>
      </Form>
    </Section>
  );
}

/** How each printed table is to be read. */
export function Columns(props: ReviewProps) {
  const t = planImportTexts(props.lang);
  return (
    <details open={props.errors.table !== undefined}>
      <summary>{t.columns}</summary>
      <p class="hint">{t.columnsHint}</p>
      <div class="stack">
        {props.record.tables.map((table, index) => (
          <TableForm key={String(index)} {...props} table={table} index={index} />
        ))}
      </div>
    </details>
  );
}

/** The fields of both kinds of table, each once. */
const anyField = [...new Set([...Object.keys(columnFields.tasks), ...Object.keys(columnFields.targets)])];

function TableForm(props: ReviewProps & { readonly table: TableChoice; readonly index: number }) {
  const { lang, csrfToken, record, table, index, errors } = props;
  const t = planImportTexts(lang);
  const title = t.table(String(index + 1), formatNumber(lang, table.rows, 0));
  const names: Readonly<Record<string, string>> = t.fields;
  return (
    <Form
      lang={lang}
      action={localPath(lang, programmeWork.planImport(record.id))}
      csrfToken={csrfToken}
      label={title}
      hidden={{ table: String(index), version: String(record.version) }}
    >
      <p>
        <b>{title}</b> {table.title && <span lang={otherThan(lang, 'vi')}>{table.title}</span>}
      </p>
      <Select
        lang={lang}
        name={`as-${index}`}
        label={t.readAs}
        value={table.as}
        error={errors.table}
        empty={null}
        width="medium"
        options={(['auto', 'tasks', 'targets', 'none'] as const).map((as) => ({
          value: as,
          label: t.as[as],
        }))}
      />
      {table.headers.map((header, column) => (
        <div key={`${column}${header}`}>
          {header && <p lang={otherThan(lang, 'vi')}>“{header}”</p>}
          <Select
            lang={lang}
            name={`column-${index}-${column}`}
            label={t.column(String(column + 1))}
            value={table.columns[String(column)] ?? ''}
            empty={t.asPrinted}
            width="medium"
            optional
            options={anyField.map((field) => ({ value: field, label: names[field] ?? field }))}
          />
        </div>
      ))}
      <Buttons>
        <Button look="secondary" name="do" value="doc-lai">
          {t.reread}
        </Button>
      </Buttons>
    </Form>
  );
}
