import type { Language } from '../../kernel/text.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/facets.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, Card, Columns, EmptyState, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { texts } from '../../ui/texts/texts.ts';
import type { ChainState } from './check.ts';
import { FilterChips, Filters } from './filter-view.tsx';
import { type Asked, addressParts, auditAddress } from './filters.ts';
import { auditPaths } from './paths.ts';
import type { Found, Surroundings } from './search.ts';
import { auditTexts, whoActed } from './texts.ts';
import { ThingName } from './thing-view.tsx';
import type { ToldEvent } from './told.ts';

export interface AuditPageProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly asked: Asked;
  /** Null when a day is wrong: then nothing was looked for. */
  readonly found: Found | null;
  readonly surroundings: Surroundings;
  readonly chain: ChainState;
}

/** The whole log, searched. */
export function AuditPage(props: AuditPageProps) {
  const { lang, asked } = props;
  const t = auditTexts(lang);
  const { errors } = asked;
  return (
    <>
      <ErrorSummary
        lang={lang}
        errors={{ tu: errors.tu?.[lang], den: errors.den?.[lang] }}
        label={(name) => (name === 'tu' ? t.from : t.to)}
      />
      <Breadcrumbs
        lang={lang}
        items={[{ label: texts(lang).site.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, auditPaths.search)}
          value={asked.filters.words}
          label={t.search}
          placeholder={t.placeholder}
          hidden={addressParts({ ...asked.filters, words: '' })}
        />
        <FilterChips {...props} />
        <Columns
          first="side"
          side={<Filters {...props} />}
          main={
            <div class="stack">
              <Results {...props} />
              <Integrity {...props} />
            </div>
          }
        />
      </div>
    </>
  );
}

function Results(props: AuditPageProps) {
  const { lang, asked, found, surroundings } = props;
  const t = auditTexts(lang);
  if (!found) {
    return (
      <EmptyState title={t.notAsked}>
        <p>{t.notAskedHelp}</p>
      </EmptyState>
    );
  }
  if (found.events.length === 0) {
    const isEnd = asked.before !== null && surroundings.total > 0;
    return (
      <EmptyState
        title={isEnd ? t.end : t.nothing}
        action={
          isEnd && <LinkButton href={localPath(lang, auditAddress(asked.filters))}>{t.newest}</LinkButton>
        }
      >
        {!isEnd && <p>{t.nothingHelp}</p>}
      </EmptyState>
    );
  }
  const count = formatNumber(lang, surroundings.total, 0);
  return (
    <div class="stack">
      <p class="quiet">
        {t.found(surroundings.totalIsExact ? count : t.moreThan(count))} ·{' '}
        <a href={downloadAddress(lang, asked)} download>
          {t.download}
        </a>
        {!surroundings.totalIsExact && ` (${t.downloadHelp})`}
      </p>
      <EventTable lang={lang} events={found.events} />
      <Pages {...props} found={found} />
    </div>
  );
}

function downloadAddress(lang: Language, { filters }: Asked): string {
  const path = auditAddress(filters, null, auditPaths.file);
  return lang === 'vi' ? path : `${path}${path.includes('?') ? '&' : '?'}ngon-ngu=en`;
}

function EventTable({ lang, events }: { readonly lang: Language; readonly events: readonly ToldEvent[] }) {
  const t = auditTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.title}
      captionHidden
      rows={events}
      rowKey={({ seq }) => String(seq)}
      columns={[
        {
          key: 'when',
          label: t.when,
          cell: ({ seq, at }) => (
            <>
              <time dateTime={at.toISOString()}>{formatInstant(lang, at)}</time>
              {' · '}
              <a
                class="nowrap"
                href={localPath(lang, auditPaths.event(seq))}
                aria-label={t.eventTitle(String(seq))}
              >
                {t.numbered(String(seq))}
              </a>
            </>
          ),
        },
        {
          key: 'what',
          label: t.what,
          head: true,
          cell: (event) => (
            <>
              {event.sentence[lang]}
              <div class="quiet">{whoActed(lang, event)}</div>
              {event.remark && <div class="quiet kept-lines">{event.remark}</div>}
              {event.publicReason && <div class="quiet kept-lines">{event.publicReason[lang]}</div>}
            </>
          ),
        },
        { key: 'thing', label: t.thing, cell: ({ thing }) => <ThingName lang={lang} thing={thing} /> },
      ]}
    />
  );
}

/** There is no last page to lead to: the log is walked from the newest to the older. */
function Pages({ lang, asked, found }: AuditPageProps & { readonly found: Found }) {
  const t = auditTexts(lang);
  if (asked.before === null && found.next === null) return null;
  return (
    <nav class="buttons" aria-label={t.pages}>
      {asked.before !== null && (
        <LinkButton look="secondary" small icon="leftEnd" href={localPath(lang, auditAddress(asked.filters))}>
          {t.newest}
        </LinkButton>
      )}
      {found.next !== null && (
        <LinkButton look="secondary" small href={localPath(lang, auditAddress(asked.filters, found.next))}>
          {t.older}
        </LinkButton>
      )}
    </nav>
  );
}

function Integrity({ lang, chain, csrfToken }: AuditPageProps) {
  const t = auditTexts(lang);
  const { last, pending } = chain;
  return (
    <Card title={t.chain} screenOnly>
      <p class="quiet">{t.chainHelp}</p>
      {last ? (
        <p>
          {t.lastCheck}: {formatInstant(lang, last.at)}
          {last.brokenAt === null && `, ${t.whole(formatNumber(lang, last.events, 0))}`}
        </p>
      ) : (
        <p>{t.never}</p>
      )}
      {last && last.brokenAt !== null && (
        <Notice lang={lang} kind="error">
          <p>
            {t.brokenAt} <a href={localPath(lang, auditPaths.event(last.brokenAt))}>{last.brokenAt}</a>.
          </p>
          <p>{t.brokenHelp}</p>
        </Notice>
      )}
      {last?.head && (
        <p>
          {t.head}: <code class="path">{last.head}</code> <span class="quiet">{t.headHelp}</span>
        </p>
      )}
      {pending ? (
        <p>{t.checking}</p>
      ) : (
        <Form lang={lang} action={localPath(lang, auditPaths.check)} csrfToken={csrfToken}>
          <Button look="secondary">{t.check}</Button>
        </Form>
      )}
    </Card>
  );
}
