import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { InVietnamese, Quoting } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmePaths } from '../paths.ts';
import { AgencyText, agencyName, Words } from './parts.tsx';
import { type PublicDifficulties, type PublicDifficulty, publicPageSize } from './public.ts';
import { difficultyTexts } from './texts.ts';

function publicRow(lang: Language, one: PublicDifficulty): RowEntry {
  const t = difficultyTexts(lang);
  const sender = agencyName(lang, one.sender);
  return {
    key: one.code,
    code: one.code,
    href: localPath(lang, programmePaths.difficulty(one.code)),
    title: <InVietnamese lang={lang}>{one.title}</InVietnamese>,
    detail: (
      <>
        {t.kinds[one.kind]} ·{' '}
        <Quoting lang={lang} text={t.raisedBy(sender, formatDate(lang, one.sentOn))} quoted={[sender]} /> ·{' '}
        {t.answeredOn(formatDate(lang, one.answeredOn), formatNumber(lang, one.days, 0))}
      </>
    ),
    marks: one.illustrative && <IllustrativeMark lang={lang} />,
  };
}

/** What is public about a task, a target or a plan, on its public page; nothing where nothing is. */
export function PublicDifficultySection(props: {
  readonly lang: Language;
  readonly items: readonly PublicDifficulty[];
}) {
  const { lang, items } = props;
  if (items.length === 0) return null;
  const t = difficultyTexts(lang);
  return (
    <Section title={t.publicTitle} id="kho-khan">
      <RowList label={t.publicTitle} rows={items.map((one) => publicRow(lang, one))} />
    </Section>
  );
}

export function PublicDifficultiesPage(props: {
  readonly lang: Language;
  readonly found: PublicDifficulties;
  readonly text: string;
  readonly page: number;
}) {
  const { lang, found, text, page } = props;
  const t = difficultyTexts(lang);
  const path = localPath(lang, programmePaths.difficulties);
  const pager = { lang, page, pageSize: publicPageSize, total: found.total, totalIsExact: true };
  const query = (to: number) =>
    new URLSearchParams([
      ...(text ? [['q', text]] : []),
      ...(to > 1 ? [['trang', String(to)]] : []),
    ]).toString();
  const empty = found.items.length === 0;
  return (
    <>
      <PageHead title={t.publicTitle} lead={t.publicLead} />
      <div class="stack">
        <SearchBox {...{ lang, action: path, value: text, label: t.search, placeholder: t.search }} />
        {empty && (
          <EmptyState
            title={text || page > 1 ? t.noneFound : t.publicNone}
            action={(text || page > 1) && <LinkButton href={path}>{t.views.all}</LinkButton>}
          >
            <p>{text ? t.noneFoundHelp : t.publicNoneHelp}</p>
          </EmptyState>
        )}
        {!empty && (
          <p class="quiet">
            {rangeText(pager)} {t.publicCount}.{' '}
            {found.median !== null && t.publicMedian(formatNumber(lang, found.median, 1))}
          </p>
        )}
        {!empty && <RowList label={t.publicTitle} rows={found.items.map((one) => publicRow(lang, one))} />}
        <Pager {...pager} href={(to) => (query(to) ? `${path}?${query(to)}` : path)} />
      </div>
    </>
  );
}

export function PublicDifficultyPage(props: {
  readonly lang: Language;
  readonly difficulty: PublicDifficulty;
}) {
  const { lang, difficulty } = props;
  const t = difficultyTexts(lang);
  const { about, code, kind } = difficulty;
  const to = {
    task: programmePaths.task,
    target: programmePaths.target,
    plan: programmePaths.plan,
  };
  const sender = agencyName(lang, difficulty.sender);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.publicTitle, href: localPath(lang, programmePaths.difficulties) }]}
        here={code}
      />
      <PageHead
        title={<InVietnamese lang={lang}>{difficulty.title}</InVietnamese>}
        marks={difficulty.illustrative && <IllustrativeMark lang={lang} />}
      />
      <div class="stack">
        <p class="quiet">
          {t.kinds[kind]} ·{' '}
          <Quoting
            lang={lang}
            text={t.raisedBy(sender, formatDate(lang, difficulty.sentOn))}
            quoted={[sender]}
          />
          {about && (
            <>
              {' '}
              · <a href={localPath(lang, to[about.kind](about.code))}>{about.code}</a>{' '}
              <InVietnamese lang={lang}>{about.name}</InVietnamese>
            </>
          )}
        </p>
        <Words lang={lang} text={difficulty.body} />
        <section class="card">
          <h2>
            <AgencyText lang={lang} agency={difficulty.agency} />
          </h2>
          <p class="quiet">
            {t.answeredOn(formatDate(lang, difficulty.answeredOn), formatNumber(lang, difficulty.days, 0))}
          </p>
          <Words lang={lang} text={difficulty.answer} />
        </section>
      </div>
    </>
  );
}
