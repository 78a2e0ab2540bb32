import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../../ui/choices.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Columns, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan, Words } from '../../catalogue/index.ts';
import { type Consultation, reasonMost } from '../consultation.ts';
import type { Failure } from '../failure.ts';
import { consultationPaths, consultationWork } from '../paths.ts';
import { consultationTexts } from '../texts.ts';
import { consultationWorkTexts } from '../work-texts.ts';
import { WorkCrumbs } from '../work-view.tsx';
import { type Comment, outcomes, replyMost } from './comment.ts';
import { CommentMarks } from './work-list-view.tsx';

/** Fields of the forms, as typed. */
export interface TypedWork {
  readonly outcome: string;
  readonly reply: string;
  readonly note: string;
  /** Comments chosen, each with the version that was read. */
  readonly chung: readonly string[];
}

interface WorkProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly consultation: Consultation;
  readonly comment: Comment;
  readonly mayAct: boolean;
  /** Comments much like it, those answered together with it first. */
  readonly alike: readonly Comment[];
  readonly refused: (Failure & { readonly values: Partial<TypedWork> }) | null;
}

/** One comment as officers work on it. */
export function CommentWork(props: WorkProps) {
  const { lang, consultation, comment, mayAct, refused } = props;
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const replies = mayAct && consultation.state === 'announced';
  return (
    <>
      <WorkCrumbs
        lang={lang}
        consultation={consultation}
        between={{ label: t.comments, href: consultationWork.comments(consultation.id) }}
        here={t.comment(comment.id)}
      />
      <PageHead title={t.comment(comment.id)} />
      <div class="marks question-marks">
        <CommentMarks lang={lang} comment={comment} />
      </div>
      <ErrorSummary lang={lang} errors={refused?.errors ?? {}} general={refused?.general} />
      <Columns
        main={
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
              <p class="quiet">{t.takenBackHelp}</p>
            )}
            {replies ? <ReplyForm {...props} /> : <GivenReply {...props} />}
            {replies && <Alike {...props} />}
            {mayAct && consultation.audience === 'public' && <Moderation {...props} />}
          </>
        }
        side={<Facts {...props} />}
      />
    </>
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
              consultation.audience === 'public' ? (
                <a href={localPath(lang, consultationPaths.part(consultation.id, comment.part))}>
                  {comment.partName ? <span lang={vietnamese}>{comment.partName}</span> : open.whole}
                </a>
              ) : comment.partName ? (
                <span lang={vietnamese}>{comment.partName}</span>
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
  const { lang, csrfToken, consultation, comment } = props;
  return {
    ...{ lang, csrfToken, hidden },
    action: localPath(lang, consultationWork.comment(consultation.id, comment.id)),
  };
}

function fieldsOf({ lang, comment, refused }: WorkProps) {
  const saved = {
    outcome: comment.reply?.outcome ?? '',
    reply: comment.reply?.body ?? '',
    note: '',
    chung: [],
  };
  return bindForm<TypedWork>({
    lang,
    values: { ...saved, ...refused?.values },
    errors: refused?.errors ?? {},
  });
}

function ReplyForm(props: WorkProps) {
  const { lang, comment, refused } = props;
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  const field = fieldsOf(props);
  const together = comment.reply?.comments ?? 1;
  // the words and the reply as they are read here: nothing is answered to others
  const read = { version: String(comment.reply?.version ?? 0), comment: String(comment.version) };
  return (
    <Section title={t.replyTitle} id="tra-loi">
      <Form {...formOf(props, read)} label={t.replyTitle} guard>
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
          <Button name="do" value="tra-loi">
            {t.replySave}
          </Button>
          {together > 1 && (
            <Button look="quiet" name="do" value="tach" formNoValidate>
              {t.apart}
            </Button>
          )}
        </Buttons>
      </Form>
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

/** Characters of another comment in a choice. */
const excerpt = 200;

function Alike(props: WorkProps) {
  const { lang, comment, alike, refused } = props;
  const t = consultationWorkTexts(lang);
  const open = consultationTexts(lang);
  if (alike.length === 0) return null;
  const shared = comment.reply?.id;
  const together = alike.filter(({ reply }) => reply !== null && reply.id === shared);
  const free = alike.filter(({ reply }) => !reply?.outcome && (shared === undefined || reply?.id !== shared));
  const words = ({ body }: Comment) => (body.length > excerpt ? `${body.slice(0, excerpt)}…` : body);
  const options = free.map((other) => ({
    value: `${other.id}-${other.version}`,
    label: `#${other.id}: ${words(other)}`,
    hint: [other.partName ?? open.whole, other.author.organisation ?? other.author.name].join(' · '),
    lang: otherThan(lang, 'vi'),
  }));
  // what was chosen stays so, whatever its words are by now
  const chosen = new Set((refused?.values.chung ?? []).map((one) => one.split('-')[0]));
  const isChosen = ({ value }: { readonly value: string }) => chosen.has(value.split('-')[0]);
  return (
    <Section title={t.alike} id="giong-nhau">
      <div class="stack">
        {together.map((other) => (
          <p key={other.id} class="quiet">
            <a href={localPath(lang, consultationWork.comment(props.consultation.id, other.id))}>
              #{other.id}
            </a>{' '}
            ({t.already}): <span lang={otherThan(lang, 'vi')}>{words(other)}</span>
          </p>
        ))}
        {free.length > 0 && (
          <Form {...formOf(props, {})} label={t.alike}>
            <CheckboxGroup
              {...{ lang, name: 'chung', label: t.alike, hint: t.alikeHelp }}
              values={options.filter(isChosen).map(({ value }) => value)}
              error={refused?.errors.chung}
              options={options}
            />
            <Buttons>
              <Button look="secondary" name="do" value="gop">
                {t.together}
              </Button>
            </Buttons>
          </Form>
        )}
      </div>
    </Section>
  );
}

function Moderation(props: WorkProps) {
  const { lang, comment, refused } = props;
  const t = consultationWorkTexts(lang);
  const form = formOf(props, { version: String(comment.version) });
  return (
    <Section title={t.shownState} id="hien">
      <div class="stack">
        {comment.moderation !== 'shown' && props.consultation.state !== 'published' && (
          <Form {...form} label={t.show}>
            <Buttons>
              <Button look="secondary" name="do" value="hien">
                {t.show}
              </Button>
            </Buttons>
          </Form>
        )}
        {comment.moderation !== 'hidden' && (
          <details open={refused?.errors.note !== undefined}>
            <summary>{t.hide}</summary>
            <Form {...form} label={t.hide}>
              <p class="hint">{t.hideHelp}</p>
              <TextArea {...fieldsOf(props).text('note')} label={t.note} rows={3} most={reasonMost} />
              <Buttons>
                <Button look="danger" name="do" value="an">
                  {t.hide}
                </Button>
              </Buttons>
            </Form>
          </details>
        )}
      </div>
    </Section>
  );
}
