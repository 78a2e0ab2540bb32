import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { otherThan, Words } from '../../catalogue/index.ts';
import type { Consultation } from '../consultation.ts';
import { consultationRow, titleIn } from '../parts.tsx';
import { consultationPaths } from '../paths.ts';
import { ConsultationCrumbs } from '../public-view.tsx';
import { consultationsPerPage, type Listed } from '../queries.ts';
import { consultationTexts } from '../texts.ts';
import type { Comment } from './comment.ts';
import { ownPerPage } from './queries.ts';

/** A comment as its author wrote it. */
export function OwnWords({ lang, comment }: { readonly lang: Language; readonly comment: Comment }) {
  const t = consultationTexts(lang);
  return (
    <div class="stack">
      <Words lang={lang} language="vi" text={comment.body} />
      {comment.proposed && (
        <>
          <p>
            <b>{t.proposed}</b>
          </p>
          <Words lang={lang} language="vi" text={comment.proposed} />
        </>
      )}
    </div>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  waiting: 'work',
  shown: 'done',
  hidden: 'quiet',
  withdrawn: 'quiet',
};

/** Drafts one commented on, each with the way to one's own comments. */
export function CommentedOn(props: {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly found: Listed;
  readonly page: number;
}) {
  const { lang, today, found, page } = props;
  const t = consultationTexts(lang);
  const path = localPath(lang, PATHS.comments);
  const pager = { lang, page, pageSize: consultationsPerPage, total: found.total, totalIsExact: true };
  return (
    <>
      <PageHead title={t.mine.all} lead={t.mine.allLead} />
      {found.rows.length > 0 ? (
        <RowList
          label={t.mine.all}
          rows={found.rows.map((consultation) =>
            consultationRow({ lang, today, consultation, href: consultationPaths.mine(consultation.id) }),
          )}
        />
      ) : (
        <EmptyState
          title={found.total > 0 ? t.noneFound : t.mine.noneAtAll}
          action={
            <LinkButton href={found.total > 0 ? path : localPath(lang, consultationPaths.list)}>
              {found.total > 0 ? t.firstPage : t.title}
            </LinkButton>
          }
        />
      )}
      <Pager {...pager} href={(one) => (one > 1 ? `${path}?trang=${one}` : path)} />
    </>
  );
}

interface MyProps {
  readonly lang: Language;
  readonly consultation: Consultation;
  readonly open: boolean;
  readonly found: { readonly rows: readonly Comment[]; readonly total: number };
  readonly page: number;
  readonly mayChange: (comment: Comment) => boolean;
}

/** One's own comments on a draft and those of one's organisations, with what became of them. */
export function MyComments(props: MyProps) {
  const { lang, consultation, open, found, page } = props;
  const t = consultationTexts(lang);
  const title = titleIn(lang, consultation);
  const path = localPath(lang, consultationPaths.mine(consultation.id));
  const pager = { lang, page, pageSize: ownPerPage, total: found.total, totalIsExact: true };
  const more = open && (
    <LinkButton href={localPath(lang, consultationPaths.comment(consultation.id))}>
      {found.total > 0 ? t.mine.more : t.give}
    </LinkButton>
  );
  return (
    <>
      <ConsultationCrumbs lang={lang} consultation={consultation} here={t.mine.title} />
      <PageHead
        title={t.mine.title}
        lead={<span lang={title.lang}>{title.text}</span>}
        action={found.total > 0 && more}
      />
      {found.total === 0 && <EmptyState title={t.mine.none} action={more} />}
      {found.total > 0 && found.rows.length === 0 && (
        <EmptyState title={t.mine.noneHere} action={<LinkButton href={path}>{t.firstPage}</LinkButton>} />
      )}
      <div class="stack">
        {found.total > ownPerPage && found.rows.length > 0 && (
          <p class="quiet">
            {rangeText(pager)} {t.mine.page}
          </p>
        )}
        {found.rows.map((comment) => (
          <OwnComment key={comment.id} {...props} comment={comment} />
        ))}
      </div>
      <Pager {...pager} href={(one) => (one > 1 ? `${path}?trang=${one}` : path)} />
    </>
  );
}

function OwnComment(props: MyProps & { readonly comment: Comment }) {
  const { lang, consultation, comment, open } = props;
  const t = consultationTexts(lang);
  const sent = comment.state === 'sent';
  const state = sent ? comment.moderation : 'withdrawn';
  return (
    <article class="card">
      <div class="stack">
        <div class="marks">
          <Badge tone={tones[state] ?? 'quiet'}>{t.mine.states[state]}</Badge>
        </div>
        <p class="quiet">
          <PartOf lang={lang} comment={comment} />
          {` · ${t.kinds[comment.kind]} · ${formatInstant(lang, comment.changedAt ?? comment.sentAt)}`}
          {comment.author.organisation && (
            <span lang={otherThan(lang, 'vi')}>
              {` · ${comment.author.organisation}, ${comment.author.name}`}
            </span>
          )}
        </p>
        {sent ? <OwnWords lang={lang} comment={comment} /> : <p class="quiet">{t.mine.gone}</p>}
        {sent && comment.hiddenReason && (
          <p>
            <b>{t.mine.hidden}:</b> <span lang={otherThan(lang, 'vi')}>{comment.hiddenReason}</span>
          </p>
        )}
        {consultation.state === 'published' && <OwnReply lang={lang} comment={comment} />}
        {open && sent && props.mayChange(comment) && (
          <p>
            <a href={localPath(lang, consultationPaths.own(consultation.id, comment.id))}>{t.mine.change}</a>
          </p>
        )}
      </div>
    </article>
  );
}

function PartOf({
  lang,
  comment: { part, partName: name },
}: {
  readonly lang: Language;
  readonly comment: Comment;
}) {
  const t = consultationTexts(lang);
  if (name !== null) return <span lang={otherThan(lang, 'vi')}>{name}</span>;
  return <>{part === 0 ? t.whole : t.partGone}</>;
}

function OwnReply({ lang, comment: { reply } }: { readonly lang: Language; readonly comment: Comment }) {
  const t = consultationTexts(lang);
  if (!reply?.outcome) return null;
  return (
    <>
      <p>
        <b>
          {t.reply}: {t.outcomes[reply.outcome]}
        </b>
      </p>
      {reply.body && <Words lang={lang} language="vi" text={reply.body} />}
    </>
  );
}
