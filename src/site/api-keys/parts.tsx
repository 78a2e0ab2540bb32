import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { ApiRates } from '../../platform/config.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts';
import { Content } from '../../ui/inline.tsx';
import { type Crumb, DefinitionList, type Fact, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import type { DayOfUse, KeyRow } from './queries.ts';
import { keyTexts } from './texts.ts';

export function crumb(lang: Language, label: ComponentChildren, path: string): Crumb {
  return { label, href: localPath(lang, path) };
}

export function KeyState({ lang, revokedAt }: Pick<KeyRow, 'revokedAt'> & { readonly lang: Language }) {
  const t = keyTexts(lang);
  return revokedAt ? <Badge tone="quiet">{t.revoked}</Badge> : <Badge tone="done">{t.active}</Badge>;
}

export function lastUsed(lang: Language, { lastUsedOn }: KeyRow): string {
  return lastUsedOn ? formatDate(lang, lastUsedOn) : keyTexts(lang).never;
}

/** What may be asked, in words; `rates`: the usual limits. */
export function limitsText(
  lang: Language,
  rates: ApiRates,
  key: Pick<KeyRow, 'minuteLimit' | 'dayLimit'>,
): string {
  const t = keyTexts(lang);
  const minute = key.minuteLimit ?? rates.keyMinute;
  const day = key.dayLimit ?? rates.keyDay;
  const parts = [
    ...(minute === null ? [] : [t.perMinute(formatNumber(lang, minute, 0))]),
    ...(day === null ? [] : [t.perDay(formatNumber(lang, day, 0))]),
  ];
  return parts.length === 0 ? t.unlimited : parts.join(', ');
}

/** What is known of a key, and on which days it was used; `first`: facts that stand before. */
export function KeyFacts(props: {
  readonly lang: Language;
  readonly rates: ApiRates;
  readonly shown: KeyRow;
  readonly uses: readonly DayOfUse[];
  readonly first?: readonly Fact[];
}) {
  const { lang, rates, shown, uses } = props;
  const t = keyTexts(lang);
  return (
    <>
      <DefinitionList
        items={[
          ...(props.first ?? []),
          { label: t.state, value: <KeyState lang={lang} revokedAt={shown.revokedAt} /> },
          { label: t.purpose, value: <Content lang={lang} text={shown.purpose} /> },
          { label: t.hint, value: <code>…{shown.hint}</code> },
          { label: t.limits, value: limitsText(lang, rates, shown) },
          { label: t.created, value: formatInstant(lang, shown.createdAt) },
          { label: t.lastUsed, value: lastUsed(lang, shown) },
          { label: t.revokedAt, value: shown.revokedAt && formatInstant(lang, shown.revokedAt) },
          {
            label: t.because,
            value: shown.revokeReason && <Content lang={lang} text={shown.revokeReason} />,
          },
        ]}
      />
      <Section title={t.usesTitle}>
        {uses.length === 0 ? (
          <p class="quiet">{t.noUses}</p>
        ) : (
          <div class="stack">
            <Table
              lang={lang}
              caption={t.usesTitle}
              captionHidden
              rows={uses}
              rowKey={({ day }) => day}
              columns={[
                { key: 'day', label: t.day, head: true, cell: ({ day }) => formatDate(lang, day) },
                {
                  key: 'uses',
                  label: t.uses,
                  numeric: true,
                  cell: (row) => formatNumber(lang, row.uses, 0),
                },
              ]}
            />
            <p class="quiet">{t.usesNote}</p>
          </div>
        )}
      </Section>
    </>
  );
}
