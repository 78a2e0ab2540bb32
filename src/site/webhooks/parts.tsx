import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { Sector } from '../../modules/catalogue/index.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Quoting } from '../../ui/inline.tsx';
import { type Crumb, DefinitionList, type Fact, Section } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type Delivery, deliveriesPerPage, type ShownWebhook } from './queries.ts';
import { webhookTexts } from './texts.ts';

export function crumb(lang: Language, label: ComponentChildren, path: string): Crumb {
  return { label, href: localPath(lang, path) };
}

/** Running by name while nobody knows how far it was told: an installation that was restored. */
export function isRestored({ state, seq }: Pick<ShownWebhook, 'state' | 'seq'>): boolean {
  return state === 'active' && seq === null;
}

export function WebhookBadge({ lang, shown }: { readonly lang: Language; readonly shown: ShownWebhook }) {
  const t = webhookTexts(lang);
  if (isRestored(shown)) return <Badge tone="now">{t.restored}</Badge>;
  if (shown.state === 'active' && shown.failingSince !== null) return <Badge tone="now">{t.failing}</Badge>;
  const tone = { unverified: 'work', active: 'done', paused: 'quiet' } as const;
  return <Badge tone={tone[shown.state]}>{t.states[shown.state]}</Badge>;
}

function named(lang: Language, chosen: readonly string[], names: Readonly<Record<string, string>>): string {
  if (chosen.length === 0) return webhookTexts(lang).everything;
  return chosen.map((one) => names[one] ?? one).join(', ');
}

export function sectorNames(lang: Language, sectors: readonly Sector[]): Readonly<Record<string, string>> {
  return Object.fromEntries(sectors.map(({ code, name, nameEn }) => [code, lang === 'vi' ? name : nameEn]));
}

/** What is known of a webhook; `first`: facts that stand before. */
export function WebhookFacts(props: {
  readonly lang: Language;
  readonly shown: ShownWebhook;
  readonly sectors: readonly Sector[];
  readonly first?: readonly Fact[];
}) {
  const { lang, shown } = props;
  const t = webhookTexts(lang);
  const failing = shown.state === 'active' && shown.failingSince !== null;
  return (
    <DefinitionList
      items={[
        ...(props.first ?? []),
        { label: t.state, value: <WebhookBadge lang={lang} shown={shown} /> },
        {
          label: t.because,
          value: shown.pausedFor && (
            <Quoting
              lang={lang}
              text={[t.pauses[shown.pausedFor], shown.pauseReason].filter(Boolean).join(': ')}
              quoted={[shown.pauseReason]}
            />
          ),
        },
        { label: t.url, value: <code>{shown.url}</code> },
        { label: t.kinds, value: named(lang, shown.kinds, t.kindNames) },
        { label: t.events, value: named(lang, shown.events, t.eventNames) },
        { label: t.sectors, value: named(lang, shown.sectors, sectorNames(lang, props.sectors)) },
        {
          label: t.failingSince,
          value: failing && shown.failingSince && formatInstant(lang, shown.failingSince),
        },
        { label: t.waitingTry, value: failing && shown.dueAt && formatInstant(lang, shown.dueAt) },
        {
          label: t.lastTaken,
          value: shown.lastTaken ? formatInstant(lang, shown.lastTaken) : t.nothingYet,
        },
        { label: t.former, value: shown.formerUntil && formatInstant(lang, shown.formerUntil) },
        { label: t.created, value: formatInstant(lang, shown.createdAt) },
      ]}
    />
  );
}

/** `edition BTL-2026 published`, in words. */
function whatOf(lang: Language, { kind, code }: Delivery): string {
  const t = webhookTexts(lang);
  if (code === null) return kind === 'verification' ? t.tests.verification : t.tests.test;
  const [thing = '', name = '', event = ''] = code.split(' ');
  const kinds: Readonly<Record<string, string>> = t.kindNames;
  const events: Readonly<Record<string, string>> = t.eventNames;
  const told = `${kinds[thing] ?? thing} ${name}: ${events[event] ?? event}`;
  return kind === 'again' ? `${told} (${t.sentAgain})` : told;
}

function answerOf(lang: Language, { status, failure }: Delivery): ComponentChildren {
  const t = webhookTexts(lang);
  if (status === null && failure === null) return <Badge tone="work">{t.underWay}</Badge>;
  if (failure === null) return <Badge tone="done">{String(status)}</Badge>;
  return `${status === null ? '' : `${status} – `}${t.failures[failure]}`;
}

export interface LogProps {
  readonly lang: Language;
  readonly deliveries: readonly Delivery[];
  readonly total: number;
  readonly page: number;
  readonly href: (page: number) => string;
  /** A button that sends one again; null where none may. */
  readonly again: ((delivery: Delivery) => ComponentChildren) | null;
}

export function DeliveryLog({ lang, deliveries, total, page, href, again }: LogProps) {
  const t = webhookTexts(lang);
  const pager = { ...{ lang, page, total, totalIsExact: true, pageSize: deliveriesPerPage }, href };
  return (
    <Section title={t.log}>
      {total === 0 ? (
        <p class="quiet">{t.noLog}</p>
      ) : (
        <div class="stack">
          <p class="quiet">
            {rangeText(pager)} {t.logCount}. {t.logNote}
          </p>
          <Table
            lang={lang}
            caption={t.log}
            captionHidden
            rows={deliveries}
            rowKey={({ id }) => String(id)}
            columns={[
              { key: 'what', label: t.what, head: true, cell: (row) => whatOf(lang, row) },
              { key: 'when', label: t.when, cell: ({ at }) => formatInstant(lang, at) },
              { key: 'answer', label: t.answer, cell: (row) => answerOf(lang, row) },
              {
                key: 'took',
                label: t.took,
                numeric: true,
                cell: ({ ms }) => `${formatNumber(lang, ms, 0)} ms`,
              },
              ...(again ? [{ key: 'again', label: t.again, quietLabel: true, cell: again }] : []),
            ]}
          />
          <Pager {...pager} />
        </div>
      )}
    </Section>
  );
}
