import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { calendarPath, FollowLink } from '../../ui/follow-links.tsx';
import { formatDate, formatFileSize, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, Columns, DefinitionList, EmptyState, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan, Words } from '../catalogue/index.ts';
import { type Consultation, type Part, phaseOn } from './consultation.ts';
import { ConsultationBadge, followTarget, isFollowed, partName, shortened, titleIn } from './parts.tsx';
import { consultationPaths } from './paths.ts';
import { partExcerpt, partsPerPage } from './queries.ts';
import { consultationTexts } from './texts.ts';

export interface OneProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly consultation: Consultation;
}

/** Where a page of a consultation stands. */
export function ConsultationCrumbs({
  lang,
  consultation,
  here,
}: {
  readonly lang: Language;
  readonly consultation: Consultation | null;
  readonly here: ComponentChildren;
}) {
  const title = consultation && titleIn(lang, consultation);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: consultationTexts(lang).title, href: localPath(lang, consultationPaths.list) },
        ...(consultation && title
          ? [
              {
                label: <span lang={title.lang}>{shortened(title.text)}</span>,
                href: localPath(lang, consultationPaths.one(consultation.id)),
              },
            ]
          : []),
      ]}
      here={here}
    />
  );
}

/** Marks of a consultation under the title of its page. */
export function Marks({ lang, today, consultation }: OneProps) {
  return (
    <div class="marks question-marks">
      <ConsultationBadge {...{ lang, today, consultation }} />
      {consultation.audience === 'internal' && (
        <Badge tone="note">{consultationTexts(lang).audiences.internal}</Badge>
      )}
      {consultation.illustrative && <IllustrativeMark lang={lang} />}
    </div>
  );
}

/** How things stand for whoever wants to comment. */
function Standing({ lang, today, consultation }: OneProps) {
  const t = consultationTexts(lang);
  const phase = phaseOn(consultation, today);
  if (phase === 'withdrawn')
    return (
      <Notice lang={lang} kind="warning" title={t.withdrawn}>
        <Words lang={lang} language="vi" text={consultation.withdrawal ?? ''} />
      </Notice>
    );
  if (phase === 'closed')
    return (
      <Notice lang={lang} kind="information">
        {t.closed}
      </Notice>
    );
  if (phase === 'coming')
    return (
      <Notice lang={lang} kind="information">
        {t.coming(formatDate(lang, consultation.window.from))}
      </Notice>
    );
  return null;
}

/** What a commenter should know beforehand. */
export function Terms({ lang, today, consultation, signedIn }: OneProps & { readonly signedIn: boolean }) {
  const t = consultationTexts(lang);
  const phase = phaseOn(consultation, today);
  if (consultation.audience === 'internal') return <p class="hint">{t.internalSeen}</p>;
  if (phase !== 'open' && phase !== 'coming')
    return <p class="hint">{consultation.namesShown ? t.namesShown : t.namesHidden}</p>;
  return (
    <p class="hint">
      {!signedIn && `${t.needsAccount} `}
      {t.moderated} {consultation.namesShown ? t.namesShown : t.namesHidden}
    </p>
  );
}

/** A consultation: what it is about, its parts, the way to comment. */
export function ConsultationPage(
  props: OneProps & {
    readonly signedIn: boolean;
    /** The last day it first had, where it was prolonged. */
    readonly firstEnd: LocalDate | null;
    readonly parts: readonly Part[];
    readonly counts: Readonly<Record<string, number>>;
    readonly page: number;
  },
) {
  const { lang, today, consultation, signedIn } = props;
  const t = consultationTexts(lang);
  const title = titleIn(lang, consultation);
  const open = phaseOn(consultation, today) === 'open';
  const to = (path: string) => localPath(lang, path);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.title, href: to(consultationPaths.list) }]}
        here={<span lang={title.lang}>{shortened(title.text)}</span>}
      />
      <PageHead
        title={<span lang={title.lang}>{title.text}</span>}
        lead={<WindowLine {...props} />}
        action={
          open && <LinkButton href={to(consultationPaths.comment(consultation.id))}>{t.give}</LinkButton>
        }
      />
      <Marks {...props} />
      <Columns
        main={
          <>
            <Standing {...props} />
            {consultation.state === 'published' && <Summary {...props} />}
            {consultation.introduction && (
              <Section title={t.introduction}>
                <Words lang={lang} language="vi" text={consultation.introduction} />
              </Section>
            )}
            <Parts {...props} />
          </>
        }
        side={
          <>
            <Facts lang={lang} consultation={consultation} />
            <section class="card screen-only">
              <div class="stack">
                <Terms {...{ lang, today, consultation, signedIn }} />
                {signedIn && (
                  <Buttons>
                    <LinkButton href={to(consultationPaths.mine(consultation.id))} look="secondary">
                      {t.mineAll}
                    </LinkButton>
                  </Buttons>
                )}
                {isFollowed(consultation) && <FollowLink lang={lang} target={followTarget(consultation)} />}
                {open && isFollowed(consultation) && (
                  <p>
                    <a href={to(calendarPath(followTarget(consultation)))}>{t.inCalendar}</a>
                  </p>
                )}
              </div>
            </section>
          </>
        }
      />
    </>
  );
}

/** From when to when, and whether it was longer than announced. */
function WindowLine({
  lang,
  consultation: { window },
  firstEnd,
}: Pick<Parameters<typeof ConsultationPage>[0], 'lang' | 'consultation' | 'firstEnd'>) {
  const t = consultationTexts(lang);
  return (
    <>
      {t.takes(formatDate(lang, window.from), formatDate(lang, window.to))}
      {firstEnd && ` ${t.prolonged(formatDate(lang, firstEnd), formatDate(lang, window.to))}`}
    </>
  );
}

/** The summary of comments and replies, once it is published. */
function Summary({ lang, consultation }: OneProps) {
  const t = consultationTexts(lang);
  const to = (file: string) => consultationPaths.summary(consultation.id, file);
  return (
    <Section title={t.summary} id="tong-hop">
      <div class="stack">
        <p class="quiet">{t.summaryHelp}</p>
        <Buttons>
          <LinkButton href={to('tong-hop.docx')} icon="download" download>
            {t.asWord}
          </LinkButton>
          <LinkButton href={to('tong-hop.pdf')} look="secondary" icon="download" download>
            {t.asPdf}
          </LinkButton>
        </Buttons>
      </div>
    </Section>
  );
}

function Facts({ lang, consultation }: Pick<OneProps, 'lang' | 'consultation'>) {
  const t = consultationTexts(lang);
  const { agency, window, contact, file, edition, audience } = consultation;
  const vietnamese = otherThan(lang, 'vi');
  return (
    <section class="card">
      <h2>{t.facts}</h2>
      <DefinitionList
        items={[
          { label: t.agency, value: <span lang={vietnamese}>{agency}</span> },
          { label: t.begins, value: formatDate(lang, window.from) },
          { label: t.ends, value: formatDate(lang, window.to) },
          { label: t.audience, value: t.audiences[audience] },
          { label: t.edition, value: edition?.code },
          {
            label: t.file,
            value: file && (
              <a href={consultationPaths.file(consultation.id)} download lang={vietnamese}>
                {file.name} ({formatFileSize(lang, file.size)})
              </a>
            ),
          },
          {
            label: t.contact,
            value: contact && (
              <span class="kept-lines" lang={vietnamese}>
                {contact}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}

function Parts({ lang, consultation, parts, counts, page }: Parameters<typeof ConsultationPage>[0]) {
  const t = consultationTexts(lang);
  const { id } = consultation;
  const to = (position: number) => localPath(lang, consultationPaths.part(id, position));
  const pager = { lang, page, pageSize: partsPerPage, total: consultation.parts, totalIsExact: true };
  const marked = (position: number) => {
    const count = counts[String(position)];
    return count ? <Badge tone="quiet">{t.comments(formatNumber(lang, count, 0))}</Badge> : undefined;
  };
  const whole = { key: '0', href: to(0), title: t.whole, detail: t.wholeHelp, marks: marked(0) };
  if (page > 1 && parts.length === 0)
    return (
      <EmptyState
        title={t.noneFound}
        action={<LinkButton href={localPath(lang, consultationPaths.one(id))}>{t.firstPage}</LinkButton>}
      />
    );
  return (
    <Section title={t.parts}>
      <div class="stack">
        {consultation.parts > partsPerPage && (
          <p class="quiet">
            {rangeText(pager)} {t.partCount}
          </p>
        )}
        <RowList
          label={t.parts}
          rows={[
            ...(page === 1 ? [whole] : []),
            ...parts.map(({ position, label, title, body }) => ({
              key: String(position),
              // codes of entries stand apart; what an article is called begins its title
              ...(consultation.edition && label && { code: label }),
              href: to(position),
              title: (
                <span lang={otherThan(lang, 'vi')}>
                  {consultation.edition ? title : partName({ label, title })}
                </span>
              ),
              excerpt: body && <span lang={otherThan(lang, 'vi')}>{excerptOf(body)}</span>,
              marks: marked(position),
            })),
          ]}
        />
        <Pager
          {...pager}
          href={(one) =>
            localPath(lang, one > 1 ? `${consultationPaths.one(id)}?trang=${one}` : consultationPaths.one(id))
          }
        />
      </div>
    </Section>
  );
}

function excerptOf(body: string): string {
  const line = body.replace(/\s+/g, ' ');
  return body.length < partExcerpt ? line : `${line.trim()}…`;
}
