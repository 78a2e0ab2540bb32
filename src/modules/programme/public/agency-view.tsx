import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { StateBar } from '../../../ui/charts/states.tsx';
import { DownloadList } from '../../../ui/download-list.tsx';
import { Facets, SearchBox } from '../../../ui/facets.tsx';
import { calendarPath, FollowLink } from '../../../ui/follow-links.tsx';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs, Columns, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { taskStates } from '../tasks/task.ts';
import { addressOf, type Pair, pairOfText, pairsOfTasks } from './address.ts';
import type { AgencyWork } from './agency-queries.ts';
import { drawnCounts, nameIn, targetRow, taskRow } from './parts.tsx';
import type { ListedTarget } from './target-queries.ts';
import { isNarrowed, type ListedTask, type TaskFilters, tasksPerPage } from './task-queries.ts';
import { openTexts, publicStateNames } from './texts.ts';

interface AgencyProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly agency: AgencyWork;
  /** As typed: words and states, without the agency. */
  readonly filters: TaskFilters;
  readonly tasks: { readonly rows: readonly ListedTask[]; readonly total: number };
  readonly targets: { readonly rows: readonly ListedTarget[]; readonly total: number };
  readonly page: number;
}

/** What an agency leads in the plans in force, and the targets it answers for. */
export function AgencyPage(props: AgencyProps) {
  const { lang, agency, targets } = props;
  const t = openTexts(lang);
  const name = nameIn(lang, agency);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.plans, href: localPath(lang, programmePaths.list) }]}
        here={<Content lang={lang} text={name} />}
      />
      <PageHead title={<Content lang={lang} text={t.workOf(name)} />} lead={t.workLead} />
      <Columns
        main={
          <StateBar
            lang={lang}
            title={t.whole}
            counts={drawnCounts(agency.counts, (state) => to(props, [['trang-thai', state]]))}
          />
        }
        side={
          <section class="card screen-only">
            <FollowLink lang={lang} target={{ kind: 'agency', key: agency.code }} />
            <p>
              <a href={localPath(lang, calendarPath({ kind: 'agency', key: agency.code }))}>{t.calendar}</a>
            </p>
          </section>
        }
      />
      <Tasks {...props} />
      {targets.total > 0 && (
        <Section title={t.targets}>
          <div class="stack">
            {targets.total > targets.rows.length && (
              <p class="quiet">{t.firstOf(String(targets.rows.length), String(targets.total))}</p>
            )}
            <RowList
              label={t.targets}
              rows={targets.rows.map((one) => targetRow(lang, one, props.today, true))}
            />
            <DownloadList
              lang={lang}
              slug="chi-tieu"
              query={`?${new URLSearchParams({ 'co-quan': agency.code })}`}
            />
          </div>
        </Section>
      )}
    </>
  );
}

const to = ({ lang, agency }: AgencyProps, pairs: readonly Pair[], page = 1) =>
  `${addressOf(lang, programmePaths.agency(agency.code), pairs, page)}#nhiem-vu`;

function Tasks(props: AgencyProps) {
  const { lang, agency, filters, tasks } = props;
  const t = openTexts(lang);
  const path = `${localPath(lang, programmePaths.agency(agency.code))}#nhiem-vu`;
  const counted = !isNarrowed(filters);
  const options = taskStates.flatMap((state) => {
    const count = agency.counts[state];
    if (count === undefined) return [];
    const chosen = filters.states.includes(state);
    return [{ value: state, label: publicStateNames[state][lang], count: counted ? count : null, chosen }];
  });
  return (
    <Section title={t.tasks} id="nhiem-vu">
      <div class="screen-only">
        <SearchBox
          lang={lang}
          action={path}
          value={filters.text}
          label={t.tasksOfAgencySearch}
          placeholder={t.tasksOfAgencySearch}
          hidden={pairsOfTasks(filters)}
        />
      </div>
      <div class="section">
        <Columns
          first="side"
          side={
            <Facets
              lang={lang}
              action={path}
              facets={[{ name: 'trang-thai', label: t.state, options }]}
              hidden={pairOfText(filters.text)}
            />
          }
          main={tasks.rows.length === 0 ? <NoTasks {...props} /> : <TaskRows {...props} />}
        />
      </div>
    </Section>
  );
}

function NoTasks(props: AgencyProps) {
  const t = openTexts(props.lang);
  if (!isNarrowed(props.filters)) return <p class="quiet">{t.noTasksLed}</p>;
  return (
    <EmptyState title={t.noneFound} action={<LinkButton href={to(props, [])}>{t.showAll}</LinkButton>}>
      <p>{t.noneFoundHelp}</p>
    </EmptyState>
  );
}

function TaskRows(props: AgencyProps) {
  const { lang, filters, tasks, page } = props;
  const t = openTexts(lang);
  const pairs = [...pairOfText(filters.text), ...pairsOfTasks(filters)];
  const pager = { lang, page, pageSize: tasksPerPage, total: tasks.total, totalIsExact: true };
  return (
    <>
      <div class="list-head">
        <p>
          {rangeText(pager)} {t.taskCount}
        </p>
      </div>
      <RowList label={t.tasks} rows={tasks.rows.map((task) => taskRow(lang, task, true))} />
      <Pager {...pager} href={(number) => to(props, pairs, number)} />
    </>
  );
}
