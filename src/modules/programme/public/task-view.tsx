import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { FollowLink } from '../../../ui/follow-links.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, PageTools } from '../../../ui/inline.tsx';
import {
  Breadcrumbs,
  Columns,
  DefinitionList,
  PageHead,
  ProgressBar,
  Section,
} from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { documentPaths, printoutOf, printTexts } from '../../documents/index.ts';
import { programmePaths } from '../paths.ts';
import type { Happened } from './history.ts';
import { HistorySection } from './history-view.tsx';
import { Agencies, AgencyLinks, Deadline, Name, nameIn, periodName, StateBadge } from './parts.tsx';
import { type Related, RelatedSections } from './related.tsx';
import type { OpenTask } from './task-queries.ts';
import { openTexts } from './texts.ts';

interface TaskProps {
  readonly lang: Language;
  readonly task: OpenTask;
}

interface TaskPageProps extends TaskProps {
  readonly related: Related;
  readonly history: readonly Happened[];
}

/** A task: what is to be done, by whom and when, how far it is, and by which documents. */
export function TaskPage({ lang, task, related, history }: TaskPageProps) {
  const t = openTexts(lang);
  const plan = { name: task.planTitle, nameEn: task.planTitleEn };
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.plans, href: localPath(lang, programmePaths.list) },
          {
            label: <Content lang={lang} text={task.plan} />,
            href: localPath(lang, programmePaths.plan(task.plan)),
          },
        ]}
        here={task.code}
      />
      <PageHead
        title={<Name lang={lang} of={task} />}
        marks={
          <>
            <StateBadge lang={lang} state={task.state} />
            {task.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
      />
      <Columns
        main={
          <div class="stack">
            <ProgressBar share={task.percent / 100} words={t.done(formatNumber(lang, task.percent, 0))} />
            <p class={task.informedOn ? 'quiet' : undefined}>
              {task.informedOn
                ? `${t.lastInformation}: ${formatDate(lang, task.informedOn)}.`
                : `${t.never}.`}
            </p>
            <DefinitionList
              items={[
                { label: t.lead, value: <Leads {...{ lang, task }} /> },
                {
                  label: t.partners,
                  value: task.partners.length > 0 && <Agencies lang={lang} of={task.partners} />,
                },
                {
                  label: t.product,
                  value: task.product ? <Content lang={lang} text={task.product} /> : t.productNone,
                },
                { label: t.deadlineLabel, value: <Deadline lang={lang} of={task} /> },
                {
                  label: t.extensions,
                  value: task.extensions.length > 0 && <Extensions lang={lang} task={task} />,
                },
              ]}
            />
            <Results lang={lang} task={task} />
            {task.parts.length > 0 && <Parts lang={lang} task={task} />}
            <RelatedSections {...{ lang, related }} />
            <HistorySection {...{ lang, history }} plan={task.plan} />
          </div>
        }
        side={
          <>
            <section class="card">
              <h2>{t.about}</h2>
              <DefinitionList items={sideFacts(lang, task, nameIn(lang, plan))} />
            </section>
            <section class="card screen-only">
              <FollowLink lang={lang} target={{ kind: 'task', key: task.code }} />
              <LinkButton
                href={printoutOf(lang, programmePaths.task(task.code))}
                look="quiet"
                small
                icon="print"
                download
              >
                {printTexts(lang).pdf}
              </LinkButton>
              <PageTools lang={lang} />
            </section>
          </>
        }
      />
    </>
  );
}

/** Of a plan that is over the page of an agency tells nothing. */
function Leads({ lang, task }: TaskProps) {
  const Shown = task.planState === 'in_force' ? AgencyLinks : Agencies;
  return <Shown lang={lang} of={task.leads} none={openTexts(lang).noLead} />;
}

function sideFacts(lang: Language, task: OpenTask, planName: string) {
  const t = openTexts(lang);
  const day = (text: string | null) => text && formatDate(lang, text);
  const sector = task.sectorName && { name: task.sectorName, nameEn: task.sectorNameEn };
  return [
    {
      label: t.inPlan,
      value: (
        <a href={localPath(lang, programmePaths.plan(task.plan))}>
          <Content lang={lang} text={planName} />
        </a>
      ),
    },
    {
      label: t.partOf,
      value: task.partOf && (
        <a href={localPath(lang, programmePaths.task(task.partOf.code))}>
          <Name lang={lang} of={task.partOf} />
        </a>
      ),
    },
    { label: t.group, value: task.group && <Content lang={lang} text={task.group} /> },
    { label: t.tt, value: task.tt },
    { label: t.annex, value: task.annex && <Content lang={lang} text={task.annex} /> },
    { label: t.sector, value: sector && <Name lang={lang} of={sector} /> },
    { label: t.started, value: day(task.startedOn) },
    { label: t.reported, value: day(task.reportedOn) },
    { label: t.closedOn, value: day(task.closedOn) },
    { label: t.closedBy, value: task.closedDocument && <Content lang={lang} text={task.closedDocument} /> },
  ];
}

function Extensions({ lang, task }: TaskProps) {
  const t = openTexts(lang);
  return (
    <ul class="plain-list">
      {task.extensions.map(({ former, granted, number, date }) => {
        const by = number && (date ? t.resultDated(number, formatDate(lang, date)) : number);
        const [from, to] = [formatDate(lang, former), formatDate(lang, granted)];
        return (
          <li key={granted}>
            <Content lang={lang} text={by ? t.extendedBy(from, to, by) : t.extended(from, to)} />
          </li>
        );
      })}
    </ul>
  );
}

type Result = OpenTask['results'][number];

function ResultDocument({ lang, of }: { readonly lang: Language; readonly of: Result }) {
  if (of.number === null) return <>–</>;
  const words = of.date ? openTexts(lang).resultDated(of.number, formatDate(lang, of.date)) : of.number;
  const shown = <Content lang={lang} text={words} />;
  return of.documentId === null ? (
    shown
  ) : (
    <a href={localPath(lang, documentPaths.document(of.documentId))}>{shown}</a>
  );
}

function Results({ lang, task }: TaskProps) {
  const t = openTexts(lang);
  const periods = task.results.some(({ period }) => period !== null);
  return (
    <Section title={t.results}>
      <Table<Result>
        lang={lang}
        caption={t.results}
        captionHidden
        empty={t.resultsNone}
        rows={task.results}
        rowKey={(one) => String(task.results.indexOf(one))}
        columns={[
          { key: 'day', label: t.resultDay, head: true, cell: ({ on }) => formatDate(lang, on) },
          ...(periods
            ? [
                {
                  key: 'period',
                  label: t.resultPeriod,
                  cell: ({ period }: Result) => periodName(lang, period),
                },
              ]
            : []),
          {
            key: 'document',
            label: t.resultDocument,
            cell: (one) => <ResultDocument lang={lang} of={one} />,
          },
          {
            key: 'agency',
            label: t.resultAgency,
            cell: ({ agency }) => (agency ? <Name lang={lang} of={agency} /> : '–'),
          },
        ]}
      />
    </Section>
  );
}

function Parts({ lang, task }: TaskProps) {
  const t = openTexts(lang);
  return (
    <Section title={t.parts}>
      <RowList
        label={t.parts}
        rows={task.parts.map((part) => ({
          key: part.code,
          href: localPath(lang, programmePaths.task(part.code)),
          title: <Name lang={lang} of={part} />,
          detail: [
            part.code,
            part.lastDay && t.deadlineDay(formatDate(lang, part.lastDay)),
            `${formatNumber(lang, part.percent, 0)}%`,
          ]
            .filter(Boolean)
            .join(' · '),
          marks: <StateBadge lang={lang} state={part.state} />,
        }))}
      />
    </Section>
  );
}
