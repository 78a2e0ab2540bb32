import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { PlanCrumbs } from '../assignment/work-frame.tsx';
import { programmePaths, programmeWork } from '../paths.ts';
import type { PlanRow } from '../plans/store.ts';
import { itemsPerPage, type PlanChange, type PlanItem } from './queries.ts';
import { planVersionTexts } from './texts.ts';

/** Items of a plan in force to amend, and the documents that changed it so far. */
export function AmendPlanPage(props: {
  readonly language: Language;
  readonly plan: PlanRow;
  readonly text: string;
  readonly pageNumber: number;
  /** What the last amendment was made by, for the next one. */
  readonly by: URLSearchParams;
  readonly found: { readonly rows: readonly PlanItem[]; readonly total: number };
  readonly changes: readonly PlanChange[];
}) {
  const { language, plan, text, found, by } = props;
  const t = planVersionTexts(language);
  const carried = by.size > 0 ? `?${by}` : '';
  const address = (page: number) => {
    const query = new URLSearchParams([
      ...(text ? [['q', text]] : []),
      ...by,
      ...(page > 1 ? [['trang', String(page)]] : []),
    ]);
    return localPath(language, `${programmeWork.amend(plan.id)}${query.size > 0 ? `?${query}` : ''}`);
  };
  return (
    <>
      <PlanCrumbs {...{ language, plan }} here={t.amendPlan} />
      <PageHead
        title={t.amendPlan}
        lead={t.amendPlanLead}
        action={
          <Buttons>
            <LinkButton href={localPath(language, `${programmeWork.addTask(plan.id)}${carried}`)}>
              {t.addTask}
            </LinkButton>
            <LinkButton href={localPath(language, `${programmeWork.addTarget(plan.id)}${carried}`)}>
              {t.addTarget}
            </LinkButton>
          </Buttons>
        }
      />
      <div class="stack">
        <p class="quiet">
          <InVietnamese lang={language}>{plan.title}</InVietnamese>
        </p>
        <SearchBox
          lang={language}
          action={localPath(language, programmeWork.amend(plan.id))}
          value={text}
          label={t.search}
          placeholder={t.search}
          hidden={[...by]}
        />
        {found.rows.length === 0 && (
          <EmptyState title={t.none}>
            <p>{t.noneHelp}</p>
          </EmptyState>
        )}
        <RowList
          label={t.items}
          rows={found.rows.map(({ kind, id, code, name, closed }) => ({
            key: code,
            code,
            href: localPath(
              language,
              `${kind === 'task' ? programmeWork.amendTask(id) : programmeWork.amendTarget(id)}${carried}`,
            ),
            title: <InVietnamese lang={language}>{name}</InVietnamese>,
            marks: closed && <Badge tone="quiet">{t.closed}</Badge>,
          }))}
        />
        <Pager
          lang={language}
          page={props.pageNumber}
          pageSize={itemsPerPage}
          total={found.total}
          totalIsExact
          href={address}
        />
        <PlanChanges {...{ language, code: plan.code, changes: props.changes }} />
      </div>
    </>
  );
}

/** Documents by which a plan came to say something else, each with the way to what it changed. */
export function PlanChanges(props: {
  readonly language: Language;
  readonly code: string;
  readonly changes: readonly PlanChange[];
  /** The page is the one of the differences. */
  readonly here?: boolean;
}) {
  const { language, code, changes } = props;
  const t = planVersionTexts(language);
  if (changes.length === 0) return null;
  return (
    <Section
      title={t.documents}
      aside={!props.here && <a href={localPath(language, programmePaths.changes(code))}>{t.differences}</a>}
    >
      <ul>
        {changes.map(({ from, document, items }) => (
          <li key={`${from} ${document}`}>
            {formatDate(language, from)}: <Content lang={language} text={document ?? t.noDocument} /> (
            {t.changedItems(items)})
          </li>
        ))}
      </ul>
    </Section>
  );
}
