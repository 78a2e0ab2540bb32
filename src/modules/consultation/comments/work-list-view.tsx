import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import type { Facet } from '../../../ui/facets.tsx';
import { ErrorSummary, Form, fieldId } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { NarrowedList, type Narrowing } from '../../../ui/narrowed-list.tsx';
import { EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan } from '../../catalogue/index.ts';
import type { Consultation, Part } from '../consultation.ts';
import type { Failure } from '../failure.ts';
import { partName } from '../parts.tsx';
import { consultationWork } from '../paths.ts';
import { consultationTexts } from '../texts.ts';
import { consultationWorkTexts } from '../work-texts.ts';
import { WorkCrumbs } from '../work-view.tsx';
import { type Comment, commentKinds, needsReply } from './comment.ts';
import { asking, type Named, named } from './filters.ts';
import { type CommentFilters, commentsPerPage, listedComments, type StateCounts } from './queries.ts';
import { commentWorkTexts } from './work-texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly consultation: Consultation;
  readonly filters: CommentFilters;
  readonly found: { readonly rows: readonly Comment[]; readonly counts: StateCounts };
  readonly parts: readonly Omit<Part, 'body'>[];
  /** Whether comments that wait may be shown from here. */
  readonly mayShow: boolean;
  readonly failure: Failure | null;
}

function address({ lang, consultation }: ListProps, pairs: Named): string {
  return localPath(lang, asking(consultationWork.comments(consultation.id), pairs));
}

/** The comments officers work on, by part. */
export function CommentList(props: ListProps) {
  const { lang, consultation, filters } = props;
  const t = consultationWorkTexts(lang);
  const narrowing: Narrowing = {
    ...{ path: consultationWork.comments(consultation.id), text: filters.text, view: filters.state },
    ...{ chosen: named({ ...filters, text: '' }, 'state'), views: { name: 'trang-thai', usual: 'open' } },
  };
  return (
    <>
      <WorkCrumbs lang={lang} consultation={consultation} here={t.comments} />
      <PageHead title={t.comments} lead={<span lang={otherThan(lang, 'vi')}>{consultation.title}</span>} />
      <ErrorSummary lang={lang} errors={props.failure?.errors ?? {}} general={props.failure?.general} />
      <NarrowedList
        {...{ lang, narrowing, title: t.comments, search: commentWorkTexts(lang).search }}
        views={listedComments.map((view) => ({
          ...{ view, label: t.listed[view], count: formatNumber(lang, props.found.counts[view], 0) },
        }))}
        facets={facetsOf(props)}
      >
        <Found {...props} />
      </NarrowedList>
    </>
  );
}

/** Parts offered as filters; of more, those chosen alone: the others are found by their code. */
const mostPartsOffered = 40;

function facetsOf({ lang, filters, parts }: ListProps): Facet[] {
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const all = [{ position: 0, label: null, title: open.whole }, ...parts];
  const offered =
    all.length > mostPartsOffered ? all.filter(({ position }) => filters.parts.includes(position)) : all;
  return [
    {
      name: 'loai',
      label: t.kind,
      options: commentKinds.map((kind) => ({
        ...{ value: kind, label: open.kinds[kind], count: null },
        chosen: filters.kinds.includes(kind),
      })),
    },
    {
      name: 'phan',
      label: t.part,
      options: offered.map((part) => ({
        ...{ value: String(part.position), label: part.label ?? partName(part), count: null },
        ...{
          chosen: filters.parts.includes(part.position),
          language: part.position === 0 ? undefined : ('vi' as const),
        },
      })),
    },
  ];
}

function Found(props: ListProps) {
  const { lang, filters, found } = props;
  const t = consultationWorkTexts(lang);
  if (found.rows.length === 0)
    return (
      <EmptyState
        title={
          filters.state === 'all' && named(filters, 'state').length === 0 ? t.noComments : t.noCommentsFound
        }
        action={
          filters.page > 1 && (
            <LinkButton href={address(props, named(filters))}>{consultationTexts(lang).firstPage}</LinkButton>
          )
        }
      />
    );
  const pager = {
    ...{
      lang,
      page: filters.page,
      pageSize: commentsPerPage,
      total: found.counts[filters.state],
      totalIsExact: true,
    },
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.commentsSent}
      </p>
      <Rows {...props} />
      <Pager
        {...pager}
        href={(to) => address(props, [...named(filters), ...pageOf({ ...filters, page: to })])}
      />
    </>
  );
}

/** The comments; those that wait can be ticked and shown together. */
function Rows(props: ListProps) {
  const { lang, csrfToken, filters, found } = props;
  const t = commentWorkTexts(lang);
  const rows = (
    <RowList
      label={consultationWorkTexts(lang).comments}
      rows={found.rows.map((comment) => commentRow(props, comment))}
    />
  );
  if (!props.mayShow || !found.rows.some(waits)) return rows;
  return (
    <Form
      {...{ lang, csrfToken, wide: true }}
      action={address(props, [...named(filters), ...pageOf(filters)])}
      label={t.showChosen}
    >
      {rows}
      <p class="hint" id={fieldId('chon')}>
        {t.showChosenHelp}
      </p>
      <Buttons>
        <Button look="secondary">{t.showChosen}</Button>
      </Buttons>
    </Form>
  );
}

const waits = ({ state, moderation }: Comment) => state === 'sent' && moderation === 'waiting';

const pageOf = ({ page }: CommentFilters): Named => (page > 1 ? [['trang', String(page)]] : []);

/** Characters of a comment in a list. */
const excerpt = 160;

function commentRow({ lang, consultation, filters, mayShow }: ListProps, comment: Comment): RowEntry {
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const vietnamese = otherThan(lang, 'vi');
  const sent = comment.state === 'sent';
  const words = comment.body.replace(/\s+/g, ' ');
  const by = [comment.author.organisation, comment.author.name].filter(Boolean).join(', ');
  return {
    key: String(comment.id),
    code: `#${comment.id}`,
    href: localPath(lang, asking(consultationWork.comment(consultation.id, comment.id), named(filters))),
    title: sent ? (
      <span lang={vietnamese}>{words.length > excerpt ? `${words.slice(0, excerpt)}…` : words}</span>
    ) : (
      t.takenBackTitle
    ),
    detail: (
      <>
        {comment.partName ? <span lang={vietnamese}>{comment.partName}</span> : open.whole}
        {sent && ` · ${open.kinds[comment.kind]} · `}
        {sent && <span lang={vietnamese}>{by}</span>}
        {` · ${formatInstant(lang, comment.changedAt ?? comment.sentAt)}`}
      </>
    ),
    marks: (
      <>
        <CommentMarks lang={lang} comment={comment} />
        {comment.reply && comment.reply.comments > 1 && (
          <Badge tone="note">{t.replyTogether(String(comment.reply.comments))}</Badge>
        )}
        {mayShow && waits(comment) && (
          <label class="choice choice-small">
            <input
              type="checkbox"
              name="chon"
              value={`${comment.id}-${comment.version}`}
              aria-label={commentWorkTexts(lang).chooseOne(comment.id)}
            />
            <span>{commentWorkTexts(lang).choose}</span>
          </label>
        )}
      </>
    ),
  };
}

/** Where a comment stands with its officers. */
export function CommentMarks({ lang, comment }: { readonly lang: Language; readonly comment: Comment }) {
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  return (
    <>
      {comment.state === 'withdrawn' && <Badge tone="quiet">{open.mine.states.withdrawn}</Badge>}
      {comment.state === 'sent' && comment.moderation === 'waiting' && (
        <Badge tone="now">{open.mine.states.waiting}</Badge>
      )}
      {comment.state === 'sent' && comment.moderation === 'hidden' && (
        <Badge tone="quiet">{open.mine.states.hidden}</Badge>
      )}
      {comment.state === 'sent' && comment.reply?.outcome && (
        <Badge tone="done">{open.outcomes[comment.reply.outcome]}</Badge>
      )}
      {comment.state === 'sent' &&
        !comment.reply?.outcome &&
        needsReply(comment) &&
        comment.moderation !== 'hidden' && <Badge tone="work">{t.commentsOpen}</Badge>}
      {comment.illustrative && <IllustrativeMark lang={lang} />}
    </>
  );
}
