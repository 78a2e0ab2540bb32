import type { AccountActor } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { Select, TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Columns, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan, Words } from '../../catalogue/index.ts';
import type { Consultation, Part, Phase } from '../consultation.ts';
import type { Failure } from '../failure.ts';
import { partName, titleIn } from '../parts.tsx';
import { consultationPaths } from '../paths.ts';
import { ConsultationCrumbs, Terms } from '../public-view.tsx';
import { consultationTexts } from '../texts.ts';
import { bodyMost, type Comment, commentKinds } from './comment.ts';
import { OwnWords } from './comment-view.tsx';
import type { TypedComment } from './inputs.ts';
import type { Speaking } from './queries.ts';

interface FormProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly actor: AccountActor;
  readonly today: LocalDate;
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
  /** What was sent before, where nothing was sent now. */
  readonly before: { readonly comment: Comment; readonly mayReplace: boolean } | null;
  /** Positions of other parts for which words wait that were not sent. */
  readonly drafts: readonly string[];
  /** The address names the part: it is not asked for. */
  readonly partGiven: boolean;
  /** The words that are commented on. */
  readonly beside: (Part & { readonly cut: boolean }) | null;
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
  const form = (
    <>
      {(changeable || failure) && <Fields {...props} />}
      {!changeable && !failure && comment && !gone && <OwnWords lang={lang} comment={comment} />}
      {comment && changeable && <WithdrawForm {...props} comment={comment} />}
    </>
  );
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
      {props.before && <SentNotice {...props} sent={props.before.comment} />}
      {props.beside ? (
        <Columns first="side" side={<Beside {...props} part={props.beside} />} main={form} />
      ) : (
        form
      )}
    </>
  );
}

/** The words of the part: folded on a phone, beside the form where there is room. */
function Beside({
  lang,
  consultation,
  part,
}: FormProps & { readonly part: Part & { readonly cut: boolean } }) {
  const t = consultationTexts(lang);
  const path = localPath(lang, consultationPaths.part(consultation.id, part.position));
  return (
    <details class="card part-beside">
      <summary>{t.form.beside}</summary>
      <h2 lang={otherThan(lang, 'vi')}>{partName(part)}</h2>
      <Words lang={lang} language="vi" text={part.cut ? `${part.body}…` : part.body} />
      <p>
        <a href={path}>{part.cut ? t.form.readOn : t.form.openPart}</a>
      </p>
    </details>
  );
}

/** What was sent already, where nothing was sent now. */
function SentNotice({ lang, consultation, sent }: FormProps & { readonly sent: Comment }) {
  const t = consultationTexts(lang);
  const path = localPath(lang, consultationPaths.own(consultation.id, sent.id));
  return (
    <Notice lang={lang} kind="information" title={t.form.sentBefore}>
      {sent.state === 'sent' ? <OwnWords lang={lang} comment={sent} /> : <p>{t.mine.gone}</p>}
      <p>
        <a href={path}>{t.form.openSent}</a>
      </p>
    </Notice>
  );
}

/** Parts for which words wait that were not sent. */
function OtherDrafts({ lang, consultation, drafts, parts }: FormProps) {
  const t = consultationTexts(lang);
  const known = drafts.flatMap((draft) => {
    const part = parts.find(({ position }) => String(position) === draft);
    return part || draft === '0' ? [{ position: Number(draft), part }] : [];
  });
  if (known.length === 0) return null;
  return (
    <Notice lang={lang} kind="information">
      <p>{t.form.drafts}</p>
      <ul class="plain-links">
        {known.map(({ position, part }) => (
          <li key={position}>
            <a href={localPath(lang, consultationPaths.commentOn(consultation.id, position))}>
              {part ? <span lang={otherThan(lang, 'vi')}>{partName(part)}</span> : t.whole}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The part that is commented on: chosen, or named where the address names it. */
function PartField({ lang, consultation, values, failure, parts, partGiven }: FormProps) {
  const t = consultationTexts(lang);
  const vietnamese = otherThan(lang, 'vi');
  if (!partGiven)
    return (
      <Select
        {...bindForm<TypedComment>({ lang, values, errors: failure?.errors ?? {} }).text('part')}
        label={t.form.part}
        empty={null}
        options={[
          { value: '0', label: t.whole },
          ...parts.map((part) => ({
            ...{ value: String(part.position), label: partName(part), lang: vietnamese },
          })),
        ]}
      />
    );
  const part = parts.find(({ position }) => String(position) === values.part);
  return (
    <p>
      <b>{t.form.part}:</b> {part ? <span lang={vietnamese}>{partName(part)}</span> : t.whole}
      {' · '}
      <a href={localPath(lang, consultationPaths.one(consultation.id))}>{t.form.otherPart}</a>
    </p>
  );
}

/** For whom: asked first, since it decides whose opinion it is. */
function SpeakerField({ lang, actor, values, failure, speaking }: FormProps) {
  const t = consultationTexts(lang).form;
  return (
    <Select
      {...bindForm<TypedComment>({ lang, values, errors: failure?.errors ?? {} }).text('as')}
      label={t.as}
      empty={t.self(actor.name)}
      optional="at times"
      options={speaking.map(({ id, name }) => ({
        ...{ value: String(id), label: name, lang: otherThan(lang, 'vi') },
      }))}
    />
  );
}

function SendButtons(props: FormProps) {
  const { lang, consultation, comment, before, speaking, values } = props;
  const t = consultationTexts(lang).form;
  const speaker = speaking.find(({ id }) => String(id) === values.as);
  // the part goes along, so that what the browser keeps of this form can be dropped
  const query = props.partGiven ? `?phan=${values.part}` : '';
  const replaced =
    before?.mayReplace &&
    localPath(lang, `${consultationPaths.own(consultation.id, before.comment.id)}${query}`);
  return (
    <>
      {speaking.length > 0 && (
        <p class="hint">
          {speaker ? (
            <Quoting lang={lang} text={t.sentFor(speaker.name)} quoted={[speaker.name]} />
          ) : (
            t.sentForSelf
          )}
        </p>
      )}
      <Buttons>
        {replaced && (
          <Button name="do" value="luu" formAction={replaced}>
            {t.replace}
          </Button>
        )}
        <Button {...(comment && { name: 'do', value: 'luu' })} look={replaced ? 'secondary' : 'primary'}>
          {comment ? t.save : replaced ? t.sendAnother : t.send}
        </Button>
      </Buttons>
    </>
  );
}

function Fields(props: FormProps) {
  const { lang, csrfToken, actor, consultation, comment, values, failure, speaking, before } = props;
  const t = consultationTexts(lang);
  const field = bindForm<TypedComment>({ lang, values, errors: failure?.errors ?? {} });
  const path = localPath(
    lang,
    comment
      ? consultationPaths.own(consultation.id, comment.id)
      : props.partGiven
        ? consultationPaths.commentOn(consultation.id, Number(values.part))
        : consultationPaths.comment(consultation.id),
  );
  const hidden = comment
    ? { version: String(comment.version) }
    : {
        khoa: props.formKey,
        ...(props.partGiven && { part: values.part }),
        ...(before?.mayReplace && { version: String(before.comment.version) }),
      };
  return (
    <Form
      lang={lang}
      action={path}
      csrfToken={csrfToken}
      {...(comment ? { guard: true } : { autosave: path, owner: String(actor.id) })}
      label={t.form.title}
      hidden={hidden}
      unsaved={before !== null}
    >
      <p class="hint">{t.form.how}</p>
      <Terms lang={lang} today={props.today} consultation={consultation} signedIn />
      <OtherDrafts {...props} />
      {speaking.length > 0 && <SpeakerField {...props} />}
      <PartField {...props} />
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
      <SendButtons {...props} />
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
