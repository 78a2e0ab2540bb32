import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Columns, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { History, otherThan, type PastEvent, Words } from '../../catalogue/index.ts';
import { type Consultation, type Part, reasonMost } from '../consultation.ts';
import type { Failure } from '../failure.ts';
import { partName } from '../parts.tsx';
import { consultationWork } from '../paths.ts';
import { consultationTexts } from '../texts.ts';
import { consultationWorkTexts } from '../work-texts.ts';
import { WorkCrumbs } from '../work-view.tsx';
import { type Comment, outcomes, replyMost } from './comment.ts';
import { asking, named } from './filters.ts';
import type { CommentFilters } from './queries.ts';
import { Alike } from './work-alike-view.tsx';
import { CommentMarks } from './work-list-view.tsx';
import { commentWorkTexts } from './work-texts.ts';

/** Fields of the form, as typed. */
export interface TypedWork {
  readonly outcome: string;
  readonly reply: string;
  readonly note: string;
  /** Numbers of other comments. */
  readonly so: string;
}

interface WorkProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly consultation: Consultation;
  readonly comment: Comment;
  readonly mayAct: boolean;
  readonly mayHide: boolean;
  /** What it is on; null: the whole draft. */
  readonly part: Part | null;
  /** Comments much like it, those answered together with it first, then those asked for by number. */
  readonly alike: readonly Comment[];
  /** Ticked, or asked for by number. */
  readonly chosen: readonly number[];
  /** The list it was opened from, and the comment that comes after it there. */
  readonly filters: CommentFilters;
  readonly next: number | null;
  readonly history: readonly PastEvent[];
  readonly typed: Partial<TypedWork>;
  readonly refused: Failure | null;
  /** What was done while a reply is typed that is not saved. */
  readonly done: string | null;
}

/** One comment as officers work on it. */
export function CommentWork(props: WorkProps) {
  const { lang, consultation, comment, mayAct, refused } = props;
  const t = consultationWorkTexts(lang);
  const replies = mayAct && consultation.state === 'announced';
  return (
    <>
      <WorkCrumbs
        lang={lang}
        consultation={consultation}
        between={{
          label: t.comments,
          href: asking(consultationWork.comments(consultation.id), named(props.filters)),
        }}
        here={t.comment(comment.id)}
      />
      <PageHead title={t.comment(comment.id)} />
      <div class="marks question-marks">
        <CommentMarks lang={lang} comment={comment} />
      </div>
      <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      {props.done && (
        <Notice lang={lang} kind="success" live>
          {`${props.done} ${commentWorkTexts(lang).unsavedReply}`}
        </Notice>
      )}
      <Columns
        main={
          <>
            <Said {...props} />
            {replies ? <WorkForm {...props} /> : <GivenReply {...props} />}
            {mayAct && !replies && <Moderation {...props} />}
            <Onward {...props} />
          </>
        }
        side={<Facts {...props} />}
      />
      {props.history.length > 0 && (
        <Section title={commentWorkTexts(lang).history} id="lich-su">
          <History language={lang} events={props.history} />
        </Section>
      )}
    </>
  );
}

/** The words of the comment, and those they are on. */
function Said({ lang, consultation, comment, part }: WorkProps) {
  const t = commentWorkTexts(lang);
  const open = consultationTexts(lang);
  return (
    <>
      {comment.state === 'sent' ? (
        <Section title={open.kinds[comment.kind]}>
          <div class="stack">
            <Words lang={lang} language="vi" text={comment.body} />
            {comment.proposed && (
              <>
                <h3>{open.proposed}</h3>
                <Words lang={lang} language="vi" text={comment.proposed} />
              </>
            )}
          </div>
        </Section>
      ) : (
        <p class="quiet">{consultationWorkTexts(lang).takenBackHelp}</p>
      )}
      {part && (
        <details class="section">
          <summary>{t.partWords}</summary>
          <div class="stack">
            <h3 lang={otherThan(lang, 'vi')}>{partName(part)}</h3>
            <Words lang={lang} language="vi" text={part.body} />
            <p>
              <a href={localPath(lang, consultationWork.part(consultation.id, part.position))}>
                {t.openPart}
              </a>
            </p>
          </div>
        </details>
      )}
    </>
  );
}

/** The next comment of the list this one was opened from. */
function Onward({ lang, consultation, filters, next }: WorkProps) {
  const t = commentWorkTexts(lang);
  const to = (path: string) => localPath(lang, asking(path, named(filters)));
  return (
    <div class="section">
      <Buttons>
        {next !== null && (
          <LinkButton href={to(consultationWork.comment(consultation.id, next))} look="secondary">
            {t.next(next)}
          </LinkButton>
        )}
        <LinkButton href={to(consultationWork.comments(consultation.id))} look="quiet">
          {t.backToList}
        </LinkButton>
      </Buttons>
    </div>
  );
}

function Facts({ lang, consultation, comment }: WorkProps) {
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const vietnamese = otherThan(lang, 'vi');
  const by = [comment.author.organisation, comment.author.name].filter(Boolean).join(', ');
  return (
    <section class="card">
      <h2>{open.facts}</h2>
      <DefinitionList
        items={[
          {
            label: t.part,
            value:
              comment.part > 0 && comment.partName ? (
                <a
                  href={localPath(lang, consultationWork.part(consultation.id, comment.part))}
                  lang={vietnamese}
                >
                  {comment.partName}
                </a>
              ) : (
                open.whole
              ),
          },
          { label: t.author, value: comment.state === 'sent' && <span lang={vietnamese}>{by}</span> },
          { label: t.sent, value: formatInstant(lang, comment.sentAt) },
          { label: t.changed, value: comment.changedAt && formatInstant(lang, comment.changedAt) },
          {
            label: open.mine.hidden,
            value: comment.state === 'sent' && comment.hiddenReason && (
              <span lang={vietnamese}>{comment.hiddenReason}</span>
            ),
          },
        ]}
      />
    </section>
  );
}

function formOf(props: WorkProps, hidden: Readonly<Record<string, string>>) {
  const { lang, csrfToken, consultation, comment, filters } = props;
  return {
    ...{ lang, csrfToken, hidden },
    action: localPath(lang, asking(consultationWork.comment(consultation.id, comment.id), named(filters))),
  };
}

function fieldsOf({ lang, comment, refused, typed }: WorkProps) {
  const saved = { outcome: comment.reply?.outcome ?? '', reply: comment.reply?.body ?? '', note: '', so: '' };
  return bindForm<TypedWork>({ lang, values: { ...saved, ...typed }, errors: refused?.errors ?? {} });
}

/** One form for all that is done while comments are answered, so that no button loses what is typed beside another one. */
function WorkForm(props: WorkProps) {
  const { lang, comment, refused, done } = props;
  const t = consultationWorkTexts(lang);
  // the words and the reply as they are read here: nothing is answered to others
  const read = { version: String(comment.reply?.version ?? 0), comment: String(comment.version) };
  return (
    <Form
      {...formOf(props, read)}
      label={t.replyTitle}
      guard
      unsaved={refused !== null || done !== null || props.chosen.length > 0}
    >
      <ReplyFields {...props} />
      <Alike {...props} number={fieldsOf(props).text('so')} error={refused?.errors.chung} />
      <ModerationFields {...props} />
    </Form>
  );
}

function ReplyFields(props: WorkProps) {
  const { lang, comment, refused } = props;
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const field = fieldsOf(props);
  const together = comment.reply?.comments ?? 1;
  const waits = comment.moderation === 'waiting';
  return (
    <Section title={t.replyTitle} id="tra-loi">
      <div class="stack">
        {together > 1 && <p class="hint">{t.replyTogether(formatNumber(lang, together, 0))}</p>}
        {refused?.conflict && comment.reply?.body && (
          <Notice lang={lang} kind="warning" title={t.savedMeanwhile}>
            <Words lang={lang} language="vi" text={comment.reply.body} />
          </Notice>
        )}
        <RadioGroup
          {...field.text('outcome')}
          label={t.outcome}
          options={outcomes.map((value) => ({ value, label: open.outcomes[value] }))}
        />
        <TextArea
          {...field.text('reply')}
          label={t.replyBody}
          hint={t.replyHint}
          rows={6}
          most={replyMost}
          optional="at times"
        />
        <Buttons>
          {waits && (
            <Button name="do" value="tra-loi-hien">
              {commentWorkTexts(lang).replyAndShow}
            </Button>
          )}
          <Button look={waits ? 'secondary' : 'primary'} name="do" value="tra-loi">
            {t.replySave}
          </Button>
          {together > 1 && (
            <Button look="quiet" name="do" value="tach" formNoValidate>
              {t.apart}
            </Button>
          )}
        </Buttons>
      </div>
    </Section>
  );
}

function GivenReply({ lang, comment: { reply } }: WorkProps) {
  if (!reply?.outcome) return null;
  const t = consultationWorkTexts(lang);
  return (
    <Section title={t.replyTitle}>
      <p>
        <b>{consultationTexts(lang).outcomes[reply.outcome]}</b>
      </p>
      {reply.body && <Words lang={lang} language="vi" text={reply.body} />}
    </Section>
  );
}

/** Alone, where nothing is answered any longer. */
function Moderation(props: WorkProps) {
  const hidden = { version: String(props.comment.version) };
  return (
    <Form {...formOf(props, hidden)} label={consultationWorkTexts(props.lang).shownState}>
      <ModerationFields {...props} />
    </Form>
  );
}

function ModerationFields(props: WorkProps) {
  const { lang, comment, mayHide, refused } = props;
  const t = consultationWorkTexts(lang);
  return (
    <Section title={t.shownState} id="hien">
      <div class="stack">
        {comment.moderation !== 'shown' && props.consultation.state !== 'published' && (
          <Buttons>
            <Button look="secondary" name="do" value="hien">
              {t.show}
            </Button>
          </Buttons>
        )}
        {comment.moderation !== 'hidden' && !mayHide && (
          <p class="quiet">{commentWorkTexts(lang).onlyHeadHides}</p>
        )}
        {comment.moderation !== 'hidden' && mayHide && (
          <details open={refused?.errors.note !== undefined}>
            <summary>{t.hide}</summary>
            <div class="stack">
              <p class="hint">{t.hideHelp}</p>
              <TextArea {...fieldsOf(props).text('note')} label={t.note} rows={3} most={reasonMost} />
              <Buttons>
                <Button look="danger" name="do" value="an">
                  {t.hide}
                </Button>
              </Buttons>
            </div>
          </details>
        )}
      </div>
    </Section>
  );
}
