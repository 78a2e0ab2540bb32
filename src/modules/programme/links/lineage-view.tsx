import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { StateBadge, TargetBadge } from '../public/parts.tsx';
import { TaskBadge } from '../tasks/parts.tsx';
import { publicPath, workPath } from './item.ts';
import type { Lineage, Relative } from './lineage.ts';
import { linkTexts } from './texts.ts';

interface TreeProps {
  readonly lang: Language;
  readonly nodes: readonly Relative[];
  /** Links and states as those who work with plans have them. */
  readonly work: boolean;
  /** Beside each of the nearest. */
  readonly beside?: (node: Relative) => ComponentChildren;
}

/** Items of a chain, each with those beyond it. */
export function LineageTree({ lang, nodes, work, beside }: TreeProps) {
  return (
    <ul class="lineage">
      {nodes.map((node) => (
        <li key={node.link}>
          <One {...{ lang, node, work }} />
          {beside?.(node)}
          {node.further.length > 0 && <LineageTree {...{ lang, work }} nodes={node.further} />}
        </li>
      ))}
    </ul>
  );
}

function One({
  lang,
  node,
  work,
}: {
  readonly lang: Language;
  readonly node: Relative;
  readonly work: boolean;
}) {
  const { kind, id, code, name, nameEn, plan, citation } = node;
  if (kind === null || id === null || code === null) return <Content lang={lang} text={citation ?? ''} />;
  return (
    <>
      <a href={localPath(lang, work ? workPath({ kind, id }) : publicPath(kind, code))}>{code}</a>{' '}
      {lang === 'en' && nameEn ? nameEn : <InVietnamese lang={lang}>{name}</InVietnamese>}{' '}
      <State {...{ lang, node, work }} />
      {node.illustrative && <IllustrativeMark lang={lang} />}
      <span class="quiet">
        {' · '}
        <InVietnamese lang={lang}>{plan}</InVietnamese>
      </span>
      {citation && (
        <span class="quiet">
          {' · '}
          <Content lang={lang} text={citation} />
        </span>
      )}
    </>
  );
}

function State({
  lang,
  node,
  work,
}: {
  readonly lang: Language;
  readonly node: Relative;
  readonly work: boolean;
}) {
  const { state, information, result } = node;
  if (state !== null) return work ? <TaskBadge {...{ lang, state }} /> : <StateBadge {...{ lang, state }} />;
  return information !== null && <TargetBadge lang={lang} of={{ information, result }} />;
}

/** Whence an item comes and where it is carried on, as far as there is anything. */
export function LineageSections({
  lang,
  lineage,
  work,
}: {
  readonly lang: Language;
  readonly lineage: Lineage;
  readonly work: boolean;
}) {
  const t = linkTexts(lang);
  return (
    <>
      {lineage.origins.length > 0 && (
        <Section title={t.origins}>
          <LineageTree {...{ lang, work }} nodes={lineage.origins} />
        </Section>
      )}
      {lineage.derived.length > 0 && (
        <Section title={t.derived}>
          <LineageTree {...{ lang, work }} nodes={lineage.derived} />
        </Section>
      )}
    </>
  );
}
