import type { Language } from '../../kernel/text.ts';
import { type Failing, LetterText, MailStateBadge } from '../../modules/notifications/index.ts';
import { type Letter, mailStates } from '../../platform/mail/letter.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { ActiveFilters, SearchBox } from '../../ui/facets.tsx';
import { Form } from '../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, DefinitionList, EmptyState, PageHead, Section, Tabs } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import {
  mailsPerPage,
  type Outbox,
  type OutboxQuery,
  type RefusedAddress,
  type SentMail,
  type WholeMail,
} from './outbox.ts';
import { mailPaths } from './paths.ts';
import { kindLabel } from './samples.ts';
import { mailTexts } from './texts.ts';

function Crumbs(props: { readonly lang: Language; readonly here: string; readonly below?: boolean }) {
  const t = mailTexts(props.lang);
  const link = (label: string, path: string) => ({ label, href: localPath(props.lang, path) });
  return (
    <Breadcrumbs
      lang={props.lang}
      items={[
        link(t.administration, PATHS.administration),
        ...(props.below ? [link(t.title, mailPaths.outbox)] : []),
      ]}
      here={props.here}
    />
  );
}

function listPath(lang: Language, { q, state, page }: OutboxQuery): string {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(state && { 'tinh-trang': state }),
    ...(page > 1 && { trang: String(page) }),
  }).toString();
  return localPath(lang, query ? `${mailPaths.outbox}?${query}` : mailPaths.outbox);
}

export interface OutboxProps extends Outbox, Failing {
  readonly lang: Language;
  readonly query: OutboxQuery;
  /** Whether a mail server is set, and whether what waits was tried in vain. */
  readonly server: 'unset' | 'stuck' | 'well';
}

export function OutboxPage(props: OutboxProps) {
  const { lang, query, server } = props;
  const t = mailTexts(lang);
  const states = [null, ...mailStates];
  return (
    <>
      <Crumbs lang={lang} here={t.title} />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          <>
            <LinkButton href={localPath(lang, mailPaths.samples)}>{t.toSamples}</LinkButton>
            <LinkButton look="secondary" href={localPath(lang, mailPaths.refusals)}>
              {t.toRefusals}
            </LinkButton>
          </>
        }
      />
      <div class="stack">
        {server !== 'well' && (
          <Notice lang={lang} kind={server === 'unset' ? 'information' : 'warning'}>
            <p>{t[server]}</p>
          </Notice>
        )}
        {props.untold > 0 && (
          <Notice lang={lang} kind="warning">
            <p>
              {t.untold(formatNumber(lang, props.untold, 0))}{' '}
              <a href={localPath(lang, mailPaths.untold)}>{t.toUntold}</a>
            </p>
          </Notice>
        )}
        {props.aside && (
          <Notice lang={lang} kind="warning">
            <p>{t.newsAside(formatNumber(lang, props.aside.count, 0))}</p>
            <p lang="en">{props.aside.failure}</p>
          </Notice>
        )}
        <SearchBox
          lang={lang}
          action={localPath(lang, mailPaths.outbox)}
          value={query.q}
          label={t.searchLabel}
          placeholder={t.placeholder}
          hidden={query.state ? [['tinh-trang', query.state]] : []}
        />
        <Tabs
          label={t.stateLabel}
          items={states.map((state) => ({
            label: state === null ? t.all : stateLabel(lang, state),
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
        <MailList {...props} />
      </div>
    </>
  );
}

function stateLabel(lang: Language, state: SentMail['state']): string {
  const label = mailTexts(lang).states[state];
  return label.charAt(0).toLocaleUpperCase('vi') + label.slice(1);
}

function MailList({ lang, query, rows, total, totalIsExact }: OutboxProps) {
  const t = mailTexts(lang);
  if (rows.length === 0) {
    const plain = query.q === '' && query.state === null;
    return (
      <EmptyState title={plain ? t.none : t.noneFound}>
        <p>{plain ? t.noneHelp : t.noneFoundHelp}</p>
      </EmptyState>
    );
  }
  const pager = {
    ...{ lang, page: query.page, pageSize: mailsPerPage, total, totalIsExact },
    href: (page: number) => listPath(lang, { ...query, page }),
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count}
      </p>
      <Table
        lang={lang}
        caption={t.title}
        captionHidden
        rows={rows}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'address',
            label: t.address,
            head: true,
            cell: (mail) => (
              <>
                <a href={localPath(lang, mailPaths.mail(mail.id))}>{mail.address}</a>
                {mail.name && (
                  <>
                    <br />
                    <span class="quiet">{mail.name}</span>
                  </>
                )}
              </>
            ),
          },
          { key: 'kind', label: t.kind, cell: ({ kind }) => kindLabel(lang, kind) },
          { key: 'state', label: t.state, cell: ({ state }) => <MailStateBadge lang={lang} state={state} /> },
          { key: 'created', label: t.created, cell: ({ createdAt }) => formatInstant(lang, createdAt) },
        ]}
      />
      <Pager {...pager} />
    </>
  );
}

export function MailPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly mail: WholeMail;
  readonly mayAct: boolean;
}) {
  const { lang, csrfToken, mail, mayAct } = props;
  const t = mailTexts(lang);
  const title = t.mailTitle(formatNumber(lang, mail.id, 0));
  const stays = mail.state === 'kept' || mail.state === 'failed' || mail.state === 'refused';
  const again = mayAct && stays && !mail.once;
  return (
    <>
      <Crumbs lang={lang} here={title} below />
      <PageHead
        title={title}
        action={
          again && (
            <Form lang={lang} action={localPath(lang, mailPaths.sendAgain(mail.id))} csrfToken={csrfToken}>
              <Button>{t.again}</Button>
            </Form>
          )
        }
      />
      <DefinitionList
        items={[
          { label: t.address, value: mail.address },
          { label: t.name, value: mail.name },
          { label: t.kind, value: kindLabel(lang, mail.kind) },
          { label: t.state, value: <MailStateBadge lang={lang} state={mail.state} /> },
          { label: t.created, value: formatInstant(lang, mail.createdAt) },
          { label: t.ended, value: mail.endedAt && formatInstant(lang, mail.endedAt) },
          { label: t.due, value: mail.endedAt === null && formatInstant(lang, mail.dueAt) },
          { label: t.tries, value: formatNumber(lang, mail.tries, 0) },
          { label: t.failure, value: mail.failure },
        ]}
      />
      {mayAct && stays && mail.once && <p class="quiet">{t.onlyOnce}</p>}
      <Section title={t.content}>
        {mail.text === undefined ? (
          <p class="quiet">{t.hidden}</p>
        ) : (
          <div class="stack">
            <p class="quiet">
              <IllustrativeMark lang={lang} /> {t.sampleOnly}
            </p>
            <p>
              <strong lang={mail.language}>{mail.subject}</strong>
            </p>
            <LetterText lang={lang} language={mail.language} text={mail.text} />
          </div>
        )}
      </Section>
    </>
  );
}

export function RefusalsPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly rows: readonly RefusedAddress[];
  readonly total: number;
  readonly page: number;
}) {
  const { lang, csrfToken, rows, total, page } = props;
  const t = mailTexts(lang);
  const path = (to: number) =>
    localPath(lang, to > 1 ? `${mailPaths.refusals}?trang=${to}` : mailPaths.refusals);
  return (
    <>
      <Crumbs lang={lang} here={t.refusals} below />
      <PageHead title={t.refusals} lead={t.refusalsLead} />
      {rows.length === 0 ? (
        <EmptyState title={t.noRefusals}>
          <p>{t.noRefusalsHelp}</p>
        </EmptyState>
      ) : (
        <div class="stack">
          <Table
            lang={lang}
            caption={t.refusals}
            captionHidden
            rows={rows}
            rowKey={({ address }) => address}
            columns={[
              { key: 'address', label: t.address, head: true, cell: ({ address }) => address },
              { key: 'failure', label: t.failure, cell: ({ failure }) => failure },
              { key: 'since', label: t.since, cell: ({ since }) => formatInstant(lang, since) },
              {
                key: 'lift',
                label: t.lift,
                cell: ({ address }) => (
                  <Form
                    lang={lang}
                    action={localPath(lang, mailPaths.lift)}
                    csrfToken={csrfToken}
                    hidden={{ address }}
                    label={`${t.lift}: ${address}`}
                  >
                    <Button look="secondary">{t.lift}</Button>
                  </Form>
                ),
              },
            ]}
          />
          <Pager {...{ lang, page, total, totalIsExact: true, pageSize: mailsPerPage }} href={path} />
        </div>
      )}
    </>
  );
}

export function SamplesPage({ lang, kinds }: { readonly lang: Language; readonly kinds: readonly string[] }) {
  const t = mailTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.samples} below />
      <PageHead title={t.samples} lead={t.samplesLead} />
      <ul class="plain-links">
        {kinds.map((kind) => (
          <li key={kind}>
            <a href={localPath(lang, mailPaths.sample(kind))}>{kindLabel(lang, kind)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

export function SamplePage({ lang, letter }: { readonly lang: Language; readonly letter: Letter }) {
  const t = mailTexts(lang);
  const label = kindLabel(lang, letter.kind);
  return (
    <>
      <Crumbs lang={lang} here={label} below />
      <PageHead
        title={label}
        action={
          <LinkButton look="secondary" href={`${mailPaths.sampleHtml(letter.kind)}?ngon-ngu=${lang}`}>
            {t.asHtml}
          </LinkButton>
        }
      />
      <div class="stack">
        <p class="quiet">
          <IllustrativeMark lang={lang} /> {t.madeUp}
        </p>
        <DefinitionList items={[{ label: t.subject, value: letter.subject }]} />
        <Section title={t.asText}>
          <LetterText lang={lang} language={letter.language} text={letter.text} />
        </Section>
      </div>
    </>
  );
}
