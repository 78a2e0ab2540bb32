import type { Language } from '../../kernel/text.ts';
import type { Option } from '../../ui/fields.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Section } from '../../ui/page-parts.tsx';
import { Table } from '../../ui/table.tsx';
import { foreign } from './edition-views.tsx';
import type { Plan, PlannedRow } from './import-plan.ts';
import { type ImportTexts, importTexts } from './import-texts.ts';

/** Rows written out; the rest is counted. */
const most = 200;
const longestTitle = 300;

interface RowsProps {
  readonly language: Language;
  readonly plan: Plan;
  readonly sectors: readonly Option[];
}

/** The entries that would be added, and the rows that would not. */
export function ConfirmRows(props: RowsProps) {
  const { language, plan } = props;
  const t = importTexts(language);
  const added = plan.rows.filter(({ outcome }) => outcome.kind === 'new');
  const left = plan.rows.filter(({ outcome }) => ['skipped', 'untitled', 'too_long'].includes(outcome.kind));
  return (
    <>
      {added.length > 0 && <Rows {...props} title={t.newEntries} rows={added} t={t} />}
      {left.length > 0 && <Rows {...props} title={t.leftOut} rows={left} t={t} />}
    </>
  );
}

function Rows(
  props: RowsProps & {
    readonly title: string;
    readonly rows: readonly PlannedRow[];
    readonly t: ImportTexts;
  },
) {
  const { language, sectors, rows, t } = props;
  const more = rows.length - most;
  return (
    <Section title={`${props.title} (${formatNumber(language, rows.length, 0)})`}>
      <Table
        lang={language}
        caption={props.title}
        captionHidden
        rows={rows.slice(0, most)}
        rowKey={({ row }) => String(row.position)}
        columns={[
          { key: 'tt', label: t.tt, cell: ({ input }) => input.tt ?? '' },
          {
            key: 'title',
            label: t.entryTitle,
            head: true,
            cell: (row) => <Title language={language} row={row} />,
          },
          { key: 'what', label: t.sectorOrReason, cell: (row) => <What row={row} sectors={sectors} t={t} /> },
        ]}
      />
      {more > 0 && <p class="quiet">{t.andMoreRows(formatNumber(language, more, 0))}</p>}
    </Section>
  );
}

function Title({ language, row: { input } }: { readonly language: Language; readonly row: PlannedRow }) {
  const title = input.title ?? '';
  return (
    <span lang={foreign(language)}>
      {title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title}
    </span>
  );
}

/** The sectors of a new entry; of a row left out, why. */
function What(props: {
  readonly row: PlannedRow;
  readonly sectors: readonly Option[];
  readonly t: ImportTexts;
}) {
  const { outcome } = props.row;
  if (outcome.kind === 'new')
    return (
      <>
        {outcome.content.sectors
          .map((code) => props.sectors.find(({ value }) => value === code)?.label ?? code)
          .join(', ')}
      </>
    );
  return <>{props.t.counts[outcome.kind]}</>;
}
