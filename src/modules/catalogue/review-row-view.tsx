import type { ComponentChildren } from 'preact';
import type { CatalogueField } from '../../office/index.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import type { ReviewCell, ReviewRow } from '../../ui/review-table.tsx';
import { Marked } from '../documents/index.ts';
import {
  type Correctable,
  correctable,
  correctableNames,
  corrected,
  correctionText,
} from './import-corrections.ts';
import type { ReadRow } from './import-entry.ts';
import type { RowTexts } from './import-review-form.ts';
import type { ImportRecord, ReviewedRow } from './import-store.ts';
import type { ImportTexts } from './import-texts.ts';
import { titleLimit } from './inputs.ts';
import { isSkipped, type ReviewProps, reviewAddress } from './review-state.ts';
import { sectorName } from './sector.ts';

/** One row of the annex beside what was read from it, or open for correction. */
export function reviewRow(props: ReviewProps, t: ImportTexts, row: ReviewedRow): ReviewRow {
  const { record } = props;
  const read = corrected(row);
  const open = props.editing === row.position;
  const words = props.recognition?.uncertain ?? [];
  const homeless = row.warnings.filter(
    ({ column }) => column === null || !record.columns.some(({ header }) => header === column),
  );
  const titleAt = Math.max(
    0,
    record.columns.findIndex(({ field }) => field === 'title'),
  );
  return {
    key: String(row.position),
    number: String(row.position),
    problems: homeless.map(({ message }) => message),
    skip: { name: `skip-${row.position}`, value: '1', checked: isSkipped(props, row) },
    tools: open ? undefined : <EditLink {...props} position={row.position} t={t} />,
    cells: record.columns.map((column, index): ReviewCell => {
      const text = row.read.fields[column.header] ?? '';
      const source = <Marked language={props.language} text={text} words={words} />;
      const problems = row.warnings
        .filter((one) => one.column === column.header)
        .map(({ message }) => message);
      if (open) {
        const fields = boxesAt(record, index, titleAt);
        const boxes = <Boxes {...{ ...props, read, fields, t }} last={index === titleAt} />;
        return fields.length === 0 ? { source, problems } : { source, problems, read: boxes };
      }
      const understood = understoodIn(props, read, column.field, text, row, t);
      return understood === null ? { source, problems } : { source, problems, read: understood };
    }),
  };
}

/** What was understood, when it says more than the cell itself. */
function understoodIn(
  props: ReviewProps,
  read: ReadRow,
  field: CatalogueField,
  source: string,
  row: ReviewedRow,
  t: ImportTexts,
): ComponentChildren {
  if (!isCorrectable(field)) return null;
  const written = correctionText(read, field);
  const { sectors, language } = props;
  const text =
    field === 'sector' ? read.sectors.map((code) => sectorName(sectors, language, code)).join('\n') : written;
  const byHand = row.corrections[field] !== undefined;
  const same = text.replace(/\s+/gu, ' ').trim() === source.replace(/\s+/gu, ' ').trim();
  if (same && !byHand) return null;
  if (!byHand && (field === 'title' || field === 'context' || field === 'tt' || text === '')) return null;
  return (
    <>
      {byHand && <Badge tone="note">{t.corrected}</Badge>}
      {text.split('\n').map((line, index) => (
        <p key={`${index}${line.slice(0, 12)}`}>{line}</p>
      ))}
    </>
  );
}

function isCorrectable(field: CatalogueField): field is Correctable & CatalogueField {
  return correctable.some((known) => known === field);
}

function EditLink(props: ReviewProps & { readonly position: number; readonly t: ImportTexts }) {
  const address = reviewAddress(props, { editing: props.position });
  return (
    <p>
      <a href={`${address}#dong-${props.position}`}>{props.t.edit}</a>
    </p>
  );
}

/** Which boxes stand in a column: its own field's, and beside the title those no column has. */
function boxesAt(record: ImportRecord, index: number, titleAt: number): Correctable[] {
  return correctable.filter((field) => {
    const own = record.columns.findIndex((column) => column.field === field);
    return own === -1 ? index === titleAt : own === index;
  });
}

/** The boxes in which an open row is corrected, each in its column beside the source. */
function Boxes(
  props: ReviewProps & {
    readonly read: ReadRow;
    readonly fields: readonly Correctable[];
    /** With the button that saves the row. */
    readonly last: boolean;
    readonly t: ImportTexts;
  },
) {
  const typed: RowTexts = props.typed?.row ?? {};
  return (
    <div class="stack form-rows">
      {props.fields.map((field) => (
        <Box key={field} {...props} field={field} value={typed[field] ?? correctionText(props.read, field)} />
      ))}
      {props.last && <Button small>{props.t.saveRow}</Button>}
    </div>
  );
}

function Box(props: ReviewProps & { readonly field: Correctable; readonly value: string }) {
  const { language, field, value, sectors } = props;
  const name = `fix-${field}`;
  const common = {
    lang: language,
    name,
    label: correctableNames[field][language],
    error: props.errors[name],
    optional: field !== 'title',
  };
  if (field === 'sector') {
    const options = sectors.map(({ code }) => ({ value: code, label: sectorName(sectors, language, code) }));
    return <CheckboxGroup {...common} options={options} values={value.split('\n')} />;
  }
  if (field === 'tt' || field === 'deadline') return <TextField {...common} value={value} />;
  return <TextArea {...common} value={value} rows={4} most={field === 'title' ? titleLimit : undefined} />;
}
