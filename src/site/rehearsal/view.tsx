import type { LocalDate } from '../../kernel/dates.ts';
import { mostRehearsedTasks, programmeWork } from '../../modules/programme/index.ts';
import { type ComingKind, comingKinds } from '../../platform/coming-up.ts';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { Content, PageTools } from '../../ui/inline.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, PageHead, Section, StatRow } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { type Column, Table } from '../../ui/table.tsx';
import { addressOf, named } from './asked.ts';
import { Days } from './days-view.tsx';
import { Mistakes, type RehearsalProps, RulesForm, ScopeForm } from './form-view.tsx';
import { peopleOf } from './parts.tsx';
import type { AgencyRow, KindCounts, Summary, WeekRow } from './summary.ts';
import { rehearsalTexts } from './texts.ts';

/** What the days ahead bring: in short, then day by day. */
export function RehearsalPage(props: RehearsalProps & { readonly today: LocalDate }) {
  const { lang, asked } = props;
  const t = rehearsalTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        <Mistakes {...props} />
        <ScopeForm {...props} />
        <RulesForm {...props} />
        <Notice lang={lang} kind="information">
          <p>
            <strong>
              {t.ofTo(formatDate(lang, asked.first), formatDate(lang, asked.last))}
              {'. '}
            </strong>
            {t.nothingWritten}
          </p>
        </Notice>
        {asked.typed !== null && (
          <Notice lang={lang} kind={asked.tried === null ? 'error' : 'warning'}>
            <p>{asked.tried === null ? t.whatIfWrong : t.whatIfNow}</p>
          </Notice>
        )}
        <TooMany {...props} />
        <Compared {...props} />
        <Weeks {...props} />
        <Agencies {...props} />
        <Days {...props} />
        <PageTools lang={lang} />
      </div>
    </>
  );
}

/** Where tasks cannot be rehearsed one by one: how many end when. */
function TooMany({ lang, foreseen }: RehearsalProps) {
  const t = rehearsalTexts(lang);
  if (foreseen.counted === null) return null;
  return (
    <>
      <Notice {...{ lang, kind: 'warning', title: t.tooMany(formatNumber(lang, mostRehearsedTasks, 0)) }}>
        <p>{t.tooManyHelp}</p>
      </Notice>
      <Table
        {...{ lang, caption: t.dueByWeek }}
        rows={foreseen.counted}
        rowKey={({ week }) => week}
        columns={[
          { key: 'week', label: t.weekBegins, head: true, cell: ({ week }) => formatDate(lang, week) },
          { key: 'due', label: t.due, numeric: true, cell: ({ due }) => formatNumber(lang, due, 0) },
        ]}
      />
    </>
  );
}

function kindColumns<Row extends { readonly counts: KindCounts }>(
  lang: RehearsalProps['lang'],
  kinds: readonly ComingKind[],
): readonly Column<Row>[] {
  const t = rehearsalTexts(lang);
  return kinds.map((kind) => ({
    ...{ key: kind, label: t.kinds[kind], numeric: true },
    cell: ({ counts }) => formatNumber(lang, counts[kind], 0),
  }));
}

/** What most is asked about; the others stand among the totals. */
const foremost = ['reminder', 'escalation', 'explanation', 'closing'] as const;

function Weeks({ lang, asked, foreseen }: RehearsalProps) {
  const t = rehearsalTexts(lang);
  const { weeks, total } = foreseen.summary;
  const path = localPath(lang, programmeWork.rehearsal);
  return (
    <Section title={t.inShort}>
      <div class="stack">
        <StatRow
          label={t.inShort}
          items={comingKinds.map((kind) => ({
            value: formatNumber(lang, total[kind], 0),
            label: t.kinds[kind],
            href: total[kind] > 0 ? addressOf(path, named({ ...asked, kinds: [kind] })) : undefined,
          }))}
        />
        <Table
          {...{ lang, caption: t.byWeek }}
          rows={weeks}
          rowKey={({ from }) => from}
          columns={[
            {
              ...{ key: 'week', label: t.week, head: true },
              cell: ({ from, to }) => t.weekOf(formatDate(lang, from), formatDate(lang, to)),
            },
            ...kindColumns<WeekRow>(lang, foremost),
          ]}
        />
      </div>
    </Section>
  );
}

/** Those that hear most, each leading to what it hears. */
function Agencies({ lang, asked, foreseen }: RehearsalProps) {
  const t = rehearsalTexts(lang);
  const { agencies } = foreseen.summary;
  if (agencies.length === 0 || asked.agency !== null) return null;
  const people = peopleOf(foreseen.choices.agencyChoices);
  const path = localPath(lang, programmeWork.rehearsal);
  const told = ({ id }: AgencyRow) => {
    const count = id === null ? undefined : people.get(id);
    if (count === undefined) return '–';
    return count === 0 ? t.noPeople : formatNumber(lang, count, 0);
  };
  const link = ({ id, name }: AgencyRow) =>
    id === null ? (
      <Content lang={lang} text={name} />
    ) : (
      <a href={addressOf(path, named({ ...asked, agency: id }))}>
        <Content lang={lang} text={name} />
      </a>
    );
  return (
    <Section title={t.byAgency}>
      <Table
        {...{ lang, caption: t.byAgency, captionHidden: true }}
        rows={agencies}
        rowKey={({ id, name }) => (id === null ? name : String(id))}
        columns={[
          { key: 'name', label: t.agencyName, head: true, cell: link },
          ...kindColumns<AgencyRow>(lang, foremost),
          { key: 'people', label: t.people, numeric: true, cell: told },
        ]}
      />
    </Section>
  );
}

interface Compare {
  readonly key: string;
  readonly name: string;
  readonly kept: number;
  readonly tried: number;
}

/** What the rules that are tried change, counted. */
function Compared({ lang, foreseen }: RehearsalProps) {
  const t = rehearsalTexts(lang);
  if (foreseen.kept === null) return null;
  const rows = comparison(lang, foreseen.kept, foreseen.summary);
  const difference = ({ kept, tried }: Compare) => {
    const by = formatNumber(lang, Math.abs(tried - kept), 0);
    return tried === kept ? '0' : `${tried > kept ? '+' : '−'}${by}`;
  };
  return (
    <Section title={t.compared}>
      <Table
        {...{ lang, caption: t.compared, captionHidden: true }}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: 'name', label: t.measure, head: true, cell: ({ name }) => name },
          { key: 'kept', label: t.now, numeric: true, cell: ({ kept }) => formatNumber(lang, kept, 0) },
          { key: 'tried', label: t.tried, numeric: true, cell: ({ tried }) => formatNumber(lang, tried, 0) },
          { key: 'difference', label: t.difference, numeric: true, cell: difference },
        ]}
      />
    </Section>
  );
}

function comparison(lang: RehearsalProps['lang'], kept: Summary, tried: Summary): readonly Compare[] {
  const t = rehearsalTexts(lang);
  const kinds = (['reminder', 'escalation', 'explanation'] as const).map((kind) => ({
    ...{ key: kind, name: t.kinds[kind], kept: kept.total[kind], tried: tried.total[kind] },
  }));
  const told = new Map([...kept.goesUpTo, ...tried.goesUpTo]);
  return [
    ...kinds,
    ...[...told].map(([key, { words }]) => ({
      key: `to ${key}`,
      name: words === null ? t.upToAgency : t.upTo(words[lang]),
      kept: kept.goesUpTo.get(key)?.count ?? 0,
      tried: tried.goesUpTo.get(key)?.count ?? 0,
    })),
  ];
}
