import { localDateOf } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { Buttons, LinkButton } from '../../ui/button.tsx';
import { formatDate } from '../../ui/format.ts';
import { EmptyState, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath } from '../../ui/site-links.ts';
import { otherThan, Words } from '../catalogue/index.ts';
import type { ShownComment } from './comments/comment.ts';
import { type Part, phaseOn } from './consultation.ts';
import type { DraftPage } from './draft-text.ts';
import { DraftText } from './draft-view.tsx';
import { partName, titleIn } from './parts.tsx';
import { consultationPaths } from './paths.ts';
import { ConsultationCrumbs, Marks, type OneProps } from './public-view.tsx';
import { consultationTexts } from './texts.ts';

/** A part of the draft, or the whole of it, with what people say of it. */
export function PartPage(
  props: OneProps & {
    /** Null: the whole draft. */
    readonly part: (Part & { readonly previous: number | null; readonly next: number | null }) | null;
    /** The text of the whole draft, where that is shown. */
    readonly draft: DraftPage | null;
    readonly found: { readonly rows: readonly ShownComment[]; readonly total: number };
    readonly page: number;
    readonly pageSize: number;
  },
) {
  const { lang, today, consultation, part, draft } = props;
  const t = consultationTexts(lang);
  const { id } = consultation;
  const vietnamese = otherThan(lang, 'vi');
  const open = phaseOn(consultation, today) === 'open';
  const position = part?.position ?? 0;
  const to = (path: string) => localPath(lang, path);
  const title = titleIn(lang, consultation);
  const give = (look: 'primary' | 'secondary') =>
    open && (
      <LinkButton href={to(consultationPaths.commentOn(id, position))} look={look}>
        {part ? t.giveHere : t.giveWhole}
      </LinkButton>
    );
  return (
    <>
      <ConsultationCrumbs
        {...{ lang, consultation }}
        here={
          part?.label ? <span lang={vietnamese}>{part.label}</span> : part ? t.partAt(part.position) : t.whole
        }
      />
      <PageHead
        title={part ? <span lang={vietnamese}>{partName(part)}</span> : t.whole}
        lead={<span lang={title.lang}>{title.text}</span>}
        action={give('primary')}
      />
      <Marks {...props} />
      {part && <Words lang={lang} language="vi" text={part.body} />}
      {draft && <DraftText {...{ lang, consultation, draft, open }} />}
      <div class="stack screen-only section">
        <Buttons>
          {give('secondary')}
          {part && part.previous !== null && (
            <LinkButton href={to(consultationPaths.part(id, part.previous))} look="quiet">
              {t.previous}
            </LinkButton>
          )}
          {part && part.next !== null && (
            <LinkButton href={to(consultationPaths.part(id, part.next))} look="quiet">
              {t.next}
            </LinkButton>
          )}
        </Buttons>
      </div>
      <div class={part ? 'section' : 'section screen-only'}>
        <Comments {...props} position={position} />
      </div>
    </>
  );
}

function Comments(props: Parameters<typeof PartPage>[0] & { readonly position: number }) {
  const { lang, consultation, found, page, pageSize, position } = props;
  const t = consultationTexts(lang);
  const path = localPath(lang, consultationPaths.part(consultation.id, position));
  const pager = { lang, page, pageSize, total: found.total, totalIsExact: true };
  return (
    <Section title={t.commentsTitle} id="y-kien">
      {found.rows.length === 0 && page === 1 && <p class="quiet">{t.noComments}</p>}
      {found.rows.length === 0 && page > 1 && (
        <EmptyState title={t.mine.noneHere} action={<LinkButton href={path}>{t.firstPage}</LinkButton>} />
      )}
      <div class="stack">
        {found.rows.map((comment) => (
          <CommentView key={comment.id} lang={lang} comment={comment} />
        ))}
      </div>
      <Pager {...pager} href={(one) => (one > 1 ? `${path}?trang=${one}` : path)} />
    </Section>
  );
}

function CommentView({ lang, comment }: { readonly lang: Language; readonly comment: ShownComment }) {
  const t = consultationTexts(lang);
  const { by, reply } = comment;
  const name = by && [by.organisation, by.name].filter(Boolean).join(', ');
  return (
    <article class="card" id={`y-kien-${comment.id}`}>
      <div class="stack">
        <p class="quiet">
          <b>{t.kinds[comment.kind]}</b>
          {' · '}
          {name ? (
            <span lang={otherThan(lang, 'vi')}>{name}</span>
          ) : comment.forOrganisation ? (
            t.organisation
          ) : (
            t.person
          )}
          {' · '}
          {formatDate(lang, localDateOf(comment.sentAt))}
          {comment.illustrative && (
            <>
              {' '}
              <IllustrativeMark lang={lang} />
            </>
          )}
        </p>
        <Words lang={lang} language="vi" text={comment.body} />
        {comment.proposed && (
          <>
            <p>
              <b>{t.proposed}</b>
            </p>
            <Words lang={lang} language="vi" text={comment.proposed} />
          </>
        )}
        {reply && (
          <>
            <p>
              <b>
                {t.reply}: {t.outcomes[reply.outcome]}
              </b>
            </p>
            {reply.body && <Words lang={lang} language="vi" text={reply.body} />}
          </>
        )}
      </div>
    </article>
  );
}
