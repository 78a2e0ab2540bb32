import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { Sector } from '../../modules/catalogue/index.ts';
import type { FormFailure } from '../../modules/directory/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { ActiveFilters, SearchBox } from '../../ui/facets.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Tabs } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { longest } from './inputs.ts';
import { crumb, DeliveryLog, WebhookBadge, WebhookFacts } from './parts.tsx';
import { webhookPaths } from './paths.ts';
import { type Delivery, type ShownWebhook, type WebhookListQuery, webhooksPerPage } from './queries.ts';
import { webhookTexts } from './texts.ts';
import { webhookStates } from './webhook.ts';

function Crumbs(props: {
  readonly lang: Language;
  readonly here: ComponentChildren;
  readonly below?: boolean;
}) {
  const { lang } = props;
  const t = webhookTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        crumb(lang, t.administration, PATHS.administration),
        ...(props.below ? [crumb(lang, t.all, webhookPaths.everybodys)] : []),
      ]}
      here={props.here}
    />
  );
}

function listPath(lang: Language, { q, state, page }: WebhookListQuery): string {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(state && { 'trang-thai': state }),
    ...(page > 1 && { trang: String(page) }),
  }).toString();
  return localPath(lang, query ? `${webhookPaths.everybodys}?${query}` : webhookPaths.everybodys);
}

export interface AllWebhooksProps {
  readonly lang: Language;
  readonly query: WebhookListQuery;
  readonly rows: readonly ShownWebhook[];
  readonly total: number;
}

export function AllWebhooks(props: AllWebhooksProps) {
  const { lang, query } = props;
  const t = webhookTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.all} />
      <PageHead title={t.all} lead={t.allLead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, webhookPaths.everybodys)}
          value={query.q}
          label={t.searchLabel}
          placeholder={t.placeholder}
          hidden={query.state ? [['trang-thai', query.state]] : []}
        />
        <Tabs
          label={t.filter}
          items={[null, ...webhookStates].map((state) => ({
            label: state === null ? t.everything : t.states[state],
            href: listPath(lang, { ...query, state, page: 1 }),
            current: query.state === state,
          }))}
        />
        <ActiveFilters
          lang={lang}
          clearHref={listPath(lang, { q: '', state: query.state, page: 1 })}
          filters={
            query.q
              ? [{ label: `“${query.q}”`, removeHref: listPath(lang, { ...query, q: '', page: 1 }) }]
              : []
          }
        />
        <WebhookList {...props} />
      </div>
    </>
  );
}

function WebhookList({ lang, query, rows, total }: AllWebhooksProps) {
  const t = webhookTexts(lang);
  if (rows.length === 0) {
    const asked = query.q !== '' || query.state !== null;
    return (
      <EmptyState title={asked ? t.noneFound : t.noneAtAll}>
        <p>{asked ? t.noneFoundHelp : t.noneAtAllHelp}</p>
      </EmptyState>
    );
  }
  const pager = {
    ...{ lang, page: query.page, total, totalIsExact: true, pageSize: webhooksPerPage },
    href: (page: number) => listPath(lang, { ...query, page }),
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count}
      </p>
      <Table
        lang={lang}
        caption={t.all}
        captionHidden
        rows={rows}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'name',
            label: t.name,
            head: true,
            cell: ({ id, name }) => (
              <a href={localPath(lang, webhookPaths.any(id))}>
                <Content lang={lang} text={name} />
              </a>
            ),
          },
          {
            key: 'owner',
            label: t.owner,
            cell: ({ owner, ownerEmail }) => (
              <>
                {owner}
                <br />
                <span class="quiet">{ownerEmail}</span>
              </>
            ),
          },
          { key: 'url', label: t.url, cell: ({ url }) => <code>{new URL(url).host}</code> },
          { key: 'state', label: t.state, cell: (row) => <WebhookBadge lang={lang} shown={row} /> },
          {
            key: 'taken',
            label: t.lastTaken,
            cell: ({ lastTaken }) => (lastTaken ? formatInstant(lang, lastTaken) : t.nothingYet),
          },
        ]}
      />
      <Pager {...pager} />
    </>
  );
}

export function AnyWebhook(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly shown: ShownWebhook;
  readonly sectors: readonly Sector[];
  readonly deliveries: readonly Delivery[];
  readonly total: number;
  readonly page: number;
}) {
  const { lang, shown } = props;
  const t = webhookTexts(lang);
  const { id, ownerId, owner, ownerEmail } = shown;
  return (
    <>
      <Crumbs lang={lang} here={<Content lang={lang} text={shown.name} />} below />
      <PageHead
        title={<Content lang={lang} text={shown.name} />}
        action={
          shown.pausedFor === 'administrator' ? (
            <Form lang={lang} action={localPath(lang, webhookPaths.release(id))} csrfToken={props.csrfToken}>
              <Button>{t.release}</Button>
            </Form>
          ) : (
            <LinkButton look="danger" href={localPath(lang, webhookPaths.pauseAny(id))}>
              {t.pause}
            </LinkButton>
          )
        }
      />
      <WebhookFacts
        {...props}
        first={[
          {
            label: t.owner,
            value: (
              <a href={localPath(lang, `/quan-tri/tai-khoan/${ownerId}`)}>
                {owner} ({ownerEmail})
              </a>
            ),
          },
        ]}
      />
      <DeliveryLog
        {...props}
        href={(page) =>
          localPath(lang, page > 1 ? `${webhookPaths.any(id)}?trang=${page}` : webhookPaths.any(id))
        }
        again={null}
      />
    </>
  );
}

/** Stopping somebody else's webhook asks why. */
export function PauseForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly shown: ShownWebhook;
  readonly reason: string;
  readonly failure: FormFailure | null;
}) {
  const { lang, shown, failure } = props;
  const t = webhookTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.pause} below />
      <PageHead
        title={<Quoting lang={lang} text={t.pauseTitle(shown.name)} quoted={[shown.name]} />}
        lead={t.pauseText}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form lang={lang} action={localPath(lang, webhookPaths.pauseAny(shown.id))} csrfToken={props.csrfToken}>
        <TextArea
          lang={lang}
          name="reason"
          label={t.reason}
          hint={t.reasonHint}
          error={failure?.errors.reason}
          value={props.reason}
          rows={3}
          most={longest.reason}
        />
        <Buttons>
          <Button look="danger">{t.pause}</Button>
          <LinkButton look="secondary" href={localPath(lang, webhookPaths.any(shown.id))}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
