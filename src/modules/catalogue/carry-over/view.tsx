import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark, type Tone } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { FieldError } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { type Page, pageSize } from '../edition-queries.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, StateBadge, WorkCrumbs } from '../edition-views.tsx';
import { withQuery, work } from '../paths.ts';
import type { SettleInput } from './commands.ts';
import { OutcomeFields, type OutcomeFieldsProps } from './fields-view.tsx';
import { type Outcome, outcomeNames } from './outcome.ts';
import { OutcomeWords } from './outcome-words.tsx';
import {
  type EntryOutcome,
  type OutcomeCounts,
  type OutcomeFilters,
  outcomeFilters,
  type Settled,
  stands,
} from './queries.ts';
import { carryTexts } from './texts.ts';

export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  resolved: 'done',
  in_work: 'work',
  not_taken_up: 'quiet',
  carried_over: 'note',
};

export interface OutcomesProps extends OutcomeFieldsProps {
  readonly csrfToken: string;
  readonly filters: OutcomeFilters;
  readonly found: Page<EntryOutcome>;
  readonly counts: OutcomeCounts;
  readonly followed: boolean;
  readonly mayEdit: boolean;
  readonly chosen: ReadonlySet<number>;
  /** All that the filter finds are chosen, on whatever page. */
  readonly all: boolean;
  readonly error?: string | undefined;
}

/** The entries of a published edition, what became of each, and the same outcome for several. */
export function OutcomesPage(props: OutcomesProps) {
  const { language, edition, filters, found, counts } = props;
  const t = carryTexts(language);
  const path = localPath(language, work.outcomes(edition.id));
  const address = (change: { readonly outcome?: string; readonly page?: number }) =>
    withQuery(path, {
      q: filters.text,
      'ket-qua': change.outcome ?? filters.outcome ?? '',
      sang: props.values.into,
      trang: change.page && change.page > 1 ? change.page : undefined,
    });
  const kept: [string, string][] = [
    ...(filters.outcome ? [['ket-qua', filters.outcome] as [string, string]] : []),
    ...(props.values.into ? [['sang', props.values.into] as [string, string]] : []),
  ];
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <ErrorSummary lang={language} errors={props.errors} general={props.error} />
      <PageHead
        title={t.title}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
        marks={<StateBadge language={language} edition={edition} />}
      />
      <div class="stack">
        <p>{props.followed ? t.leadPublic(edition.code) : t.lead(edition.code)}</p>
        {props.mayEdit && props.allowed === 'none' && <p>{t.headOnly}</p>}
        <SearchBox
          lang={language}
          action={path}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
          hidden={kept}
        />
        <Tabs
          label={t.filter}
          items={[
            { label: t.all, href: address({ outcome: '' }), current: filters.outcome === null },
            ...outcomeFilters.map((filter) => ({
              label: filter === 'open' ? t.open : outcomeNames[filter][language],
              href: address({ outcome: filter }),
              current: filters.outcome === filter,
              count: formatNumber(language, counts[filter], 0),
            })),
          ]}
        />
        {writes(props) && found.rows.length > 0 ? <Together {...props} /> : <OutcomeTable {...props} />}
        <Pager
          lang={language}
          page={filters.page}
          pageSize={pageSize}
          total={found.total}
          totalIsExact
          href={(page) => address({ page })}
        />
      </div>
    </>
  );
}

const writes = ({ mayEdit, allowed }: OutcomesProps) => mayEdit && allowed !== 'none';

/** The table with a box before each row, and under it what is said of the chosen ones. */
function Together(props: OutcomesProps) {
  const { language, edition, filters } = props;
  const t = carryTexts(language);
  return (
    <Form
      lang={language}
      action={localPath(language, work.outcomes(edition.id))}
      csrfToken={props.csrfToken}
      hidden={{ q: filters.text, 'ket-qua': filters.outcome ?? '', trang: String(filters.page) }}
      wide
    >
      <div id="f-muc" class="stack">
        <Checkbox
          lang={language}
          name="tat-ca"
          label={t.allMatching(formatNumber(language, props.found.total, 0))}
          checked={props.all}
        />
        <FieldError lang={language} name="muc" error={props.errors.muc} />
        <OutcomeTable {...props} />
      </div>
      <Section title={t.many}>
        <div class="form">
          <OutcomeFields {...props} />
          <Buttons>
            <Button>{t.preview}</Button>
          </Buttons>
        </div>
      </Section>
    </Form>
  );
}

function OutcomeTable(props: OutcomesProps) {
  const { language, edition, found } = props;
  const t = carryTexts(language);
  const choosing = writes(props)
    ? [
        {
          key: 'choose',
          label: t.choose,
          quietLabel: true,
          cell: (row: EntryOutcome) => (
            <label class="choice">
              <input type="checkbox" name="muc" value={markOf(row)} checked={props.chosen.has(row.id)} />
              <span class="sr">{t.chosen(row.code)}</span>
            </label>
          ),
        },
        {
          key: 'write',
          label: t.write,
          quietLabel: true,
          cell: ({ id, code }: EntryOutcome) => (
            <a
              class="nowrap"
              href={localPath(language, withQuery(work.outcome(edition.id, id), { sang: props.values.into }))}
              aria-label={t.writeFor(code)}
            >
              {t.write}
            </a>
          ),
        },
      ]
    : [];
  return (
    <Table
      lang={language}
      caption={t.title}
      captionHidden
      empty={t.nothingFound}
      rows={found.rows}
      rowKey={({ id }) => String(id)}
      columns={[
        ...choosing.slice(0, 1),
        { key: 'code', label: t.code, cell: ({ code }) => <span class="nowrap">{code}</span> },
        {
          key: 'entry',
          label: t.entry,
          head: true,
          cell: (row) => <EntryTitle language={language} row={row} />,
        },
        {
          key: 'outcome',
          label: t.outcome,
          cell: ({ settled }) => <OutcomeCell language={language} settled={settled} />,
        },
        ...choosing.slice(1),
      ]}
    />
  );
}

/** `12.3`: an entry, and what was said of it as the person saw it. */
export function markOf({ id, settled }: EntryOutcome): string {
  return writeMark({ id, seen: settled?.id ?? 0 });
}

export function writeMark({ id, seen }: SettleInput['entries'][number]): string {
  return `${id}.${seen}`;
}

function EntryTitle({ language, row }: { readonly language: Language; readonly row: EntryOutcome }) {
  return (
    <>
      <span lang={foreign(language)}>{row.title}</span>
      {row.illustrative && (
        <>
          {' '}
          <IllustrativeMark lang={language} />
        </>
      )}
      {row.confidential && (
        <>
          {' '}
          <Badge tone="note">{carryTexts(language).confidential}</Badge>
        </>
      )}
    </>
  );
}

function OutcomeCell(props: { readonly language: Language; readonly settled: Settled | null }) {
  const { language, settled } = props;
  const t = carryTexts(language);
  const copy = settled?.continuedAs;
  if (!stands(settled))
    return (
      <>
        <span class="marks">
          <Badge tone="now">{t.open}</Badge>
        </span>
        {copy?.gone && copy.code !== null && (
          <p class="quiet">
            {copy.gone === 'removed'
              ? t.gone.removed(copy.code, copy.editionCode)
              : t.gone.edition(copy.editionCode)}
          </p>
        )}
      </>
    );
  if (copy?.code === null) return <span class="quiet">{t.withheld}</span>;
  return (
    <div class="stack">
      <span class="marks">
        <Badge tone={outcomeTones[settled.outcome]}>{outcomeNames[settled.outcome][language]}</Badge>
        <span class="quiet">{settled.isPublic && !copy?.confidential ? t.publicNow : t.notPublic}</span>
      </span>
      {copy && (
        <a href={localPath(language, work.entry(copy.editionId, copy.id))}>
          {t.inDraft(copy.code, copy.editionCode)}
        </a>
      )}
      <OutcomeWords
        lang={language}
        note={{ vi: settled.note, en: settled.noteEn || settled.note }}
        reference={settled.reference}
      />
      <span class="quiet">
        {t.by(settled.by ?? editionTexts(language).system, formatInstant(language, settled.at))}
      </span>
    </div>
  );
}

export interface OutcomeEntryProps extends OutcomeFieldsProps {
  readonly csrfToken: string;
  readonly entry: EntryOutcome;
  readonly error?: string | undefined;
}

/** What became of one entry. */
export function OutcomeEntryPage(props: OutcomeEntryProps) {
  const { language, edition, entry } = props;
  const t = carryTexts(language);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <ErrorSummary lang={language} errors={props.errors} general={props.error} />
      <div lang={foreign(language)}>
        <PageHead title={entry.title} lead={entry.code} />
      </div>
      <div class="stack">
        <OutcomeCell language={language} settled={entry.settled} />
        {props.allowed === 'none' ? <p>{t.headOnly}</p> : <EntryForm {...props} />}
      </div>
    </>
  );
}

function EntryForm(props: OutcomeEntryProps) {
  const { language, edition, entry } = props;
  const t = carryTexts(language);
  return (
    <Form
      lang={language}
      action={localPath(language, work.outcome(edition.id, entry.id))}
      csrfToken={props.csrfToken}
      hidden={{ muc: markOf(entry) }}
      guard
    >
      <OutcomeFields {...props} />
      <Buttons>
        <Button>{t.write}</Button>
        <LinkButton
          href={localPath(language, withQuery(work.outcomes(edition.id), { sang: props.values.into }))}
          look="quiet"
        >
          {t.back}
        </LinkButton>
      </Buttons>
    </Form>
  );
}
