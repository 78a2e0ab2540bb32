import type { AccountActor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan, Words } from '../../catalogue/index.ts';
import type { Consultation, Part, Phase } from '../consultation.ts';
import type { Failure } from '../failure.ts';
import { partName, titleIn } from '../parts.tsx';
import { consultationPaths } from '../paths.ts';
import { ConsultationCrumbs, Terms } from '../public-view.tsx';
import { consultationTexts } from '../texts.ts';
import { bodyMost, type Comment, commentKinds } from './comment.ts';
import type { TypedComment } from './inputs.ts';
import { ownPerPage, type Speaking } from './queries.ts';

interface FormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly actor: AccountActor;
  readonly consultation: Consultation;
  readonly phase: Phase | null;
  /** The comment that is changed; null: a new one. */
  readonly comment: Comment | null;
  /** It is one's own still, or one speaks for its organisation. */
  readonly mayChange: boolean;
  readonly values: TypedComment;
  readonly failure: Failure | null;
  readonly formKey: string;
  readonly parts: readonly Omit<Part, 'body'>[];
  readonly speaking: readonly Speaking[];
}

/** A new comment, or one's own to change. What was typed stays, whatever the answer. */
export function CommentForm(props: FormProps) {
  const { lang, consultation, comment, failure, phase } = props;
  const t = consultationTexts(lang);
  const open = phase === 'open';
  const title = titleIn(lang, consultation);
  const here = comment ? t.form.change : t.form.title;
  const gone = comment?.state === 'withdrawn';
  const changeable = open && !gone && props.mayChange;
  return (
    <>
      <ConsultationCrumbs lang={lang} consultation={consultation} here={here} />
      <PageHead title={here} lead={<span lang={title.lang}>{title.text}</span>} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      {!open && !failure && (
        <Notice lang={lang} kind="information">
          {phase === 'coming'
            ? t.coming(formatDate(lang, consultation.window.from))
            : phase === 'withdrawn'
              ? t.withdrawn
              : t.ended}
        </Notice>
      )}
      {failure?.conflict && comment && (
        <Notice lang={lang} kind="warning">
          <Words lang={lang} language="vi" text={comment.body} />
        </Notice>
      )}
      {open && !failure && !changeable && (
        <Notice lang={lang} kind="information">
          {gone ? t.mine.gone : t.mine.notYours}
        </Notice>
      )}
      {(changeable || failure) && <Fields {...props} />}
      {!changeable && !failure && comment && !gone && <OwnWords lang={lang} comment={comment} />}
      {comment && changeable && <WithdrawForm {...props} comment={comment} />}
    </>
  );
}

function Fields(props: FormProps) {
  const { lang, csrfToken, actor, consultation, comment, values, failure, speaking, parts } = props;
  const t = consultationTexts(lang);
  const field = bindForm<TypedComment>({ lang, values, errors: failure?.errors ?? {} });
  const vietnamese = otherThan(lang, 'vi');
  const path = localPath(
    lang,
    comment ? consultationPaths.own(consultation.id, comment.id) : consultationPaths.comment(consultation.id),
  );
  return (
    <Form
      lang={lang}
      action={path}
      csrfToken={csrfToken}
      {...(comment ? { guard: true } : { autosave: path, owner: String(actor.id) })}
      label={t.form.title}
      hidden={comment ? { version: String(comment.version) } : { khoa: props.formKey }}
    >
      <p class="hint">{t.form.how}</p>
      <Terms lang={lang} consultation={consultation} signedIn />
      <Select
        {...field.text('part')}
        label={t.form.part}
        empty={null}
        options={[
          { value: '0', label: t.whole },
          ...parts.map((part) => ({
            ...{ value: String(part.position), label: partName(part), lang: vietnamese },
          })),
        ]}
      />
      <RadioGroup
        {...field.text('kind')}
        label={t.form.kind}
        options={commentKinds.map((value) => ({ value, label: t.kinds[value] }))}
      />
      <TextArea {...field.text('body')} label={t.form.body} hint={t.form.bodyHint} rows={8} most={bodyMost} />
      <TextArea
        {...field.text('proposed')}
        label={t.form.proposed}
        hint={t.form.proposedHint}
        rows={4}
        most={bodyMost}
        optional
      />
      {speaking.length > 0 && (
        <Select
          {...field.text('as')}
          label={t.form.as}
          empty={t.form.self(actor.name)}
          optional="at times"
          options={speaking.map(({ id, name }) => ({ value: String(id), label: name, lang: vietnamese }))}
        />
      )}
      <Buttons>
        <Button {...(comment && { name: 'do', value: 'luu' })}>{comment ? t.form.save : t.form.send}</Button>
      </Buttons>
    </Form>
  );
}

function WithdrawForm(props: FormProps & { readonly comment: Comment }) {
  const { lang, csrfToken, consultation, comment } = props;
  const t = consultationTexts(lang).mine;
  return (
    <Section title={t.withdraw}>
      <Form
        lang={lang}
        csrfToken={csrfToken}
        action={localPath(lang, consultationPaths.own(consultation.id, comment.id))}
        label={t.withdraw}
      >
        <p class="hint">{t.withdrawHelp}</p>
        <Buttons>
          <Button look="danger" name="do" value="rut">
            {t.withdraw}
          </Button>
        </Buttons>
      </Form>
    </Section>
  );
}

/** A comment as its author wrote it. */
function OwnWords({ lang, comment }: { readonly lang: Language; readonly comment: Comment }) {
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
