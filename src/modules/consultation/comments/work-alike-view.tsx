import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { CheckboxGroup } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { otherThan, Words } from '../../catalogue/index.ts';
import type { Consultation } from '../consultation.ts';
import { consultationWork } from '../paths.ts';
import { consultationTexts } from '../texts.ts';
import { consultationWorkTexts } from '../work-texts.ts';
import type { Comment } from './comment.ts';
import { commentWorkTexts } from './work-texts.ts';

interface AlikeProps {
  readonly lang: Language;
  readonly consultation: Consultation;
  readonly comment: Comment;
  readonly alike: readonly Comment[];
  readonly chosen: readonly number[];
  readonly number: {
    readonly lang: Language;
    readonly name: string;
    readonly value: string;
    readonly error: string | undefined;
  };
  readonly error: string | undefined;
}

/** Characters of another comment in a choice. */
const excerpt = 200;

const wordsOf = ({ body }: Comment) => (body.length > excerpt ? `${body.slice(0, excerpt)}…` : body);

/** Comments alike, and others by their numbers: put under one reply, or answered as they were. */
export function Alike(props: AlikeProps) {
  const { lang, comment, alike, chosen } = props;
  const t = consultationWorkTexts(lang);
  const own = commentWorkTexts(lang);
  const shared = comment.reply?.id;
  const together = alike.filter(({ reply }) => reply !== null && reply.id === shared);
  const others = alike.filter(({ reply }) => shared === undefined || reply?.id !== shared);
  const free = others.filter(({ reply }) => !reply?.outcome);
  const answered = others.filter(({ reply }) => reply?.outcome);
  return (
    <Section title={t.alike} id="giong-nhau">
      <div class="stack">
        {together.map((other) => (
          <p key={other.id} class="quiet">
            <Other {...props} other={other} note={t.already} />
          </p>
        ))}
        {free.length > 0 && (
          <CheckboxGroup
            {...{ lang, name: 'chung', label: t.alikeHelp, error: props.error }}
            values={free.filter(({ id }) => chosen.includes(id)).map(({ id, version }) => `${id}-${version}`)}
            options={free.map((other) => choiceOf(lang, other))}
          />
        )}
        {free.length > 0 && (
          <Buttons>
            <Button look="secondary" name="do" value="gop" formNoValidate>
              {t.together}
            </Button>
          </Buttons>
        )}
        {answered.length > 0 && <Answered {...props} answered={answered} />}
        <details open={props.number.error !== undefined}>
          <summary>{own.byNumber}</summary>
          <div class="stack">
            <TextField
              {...props.number}
              label={own.byNumber}
              hint={own.byNumberHint}
              width="medium"
              optional
            />
            <Buttons>
              <Button look="secondary" name="do" value="tim" formNoValidate>
                {own.find}
              </Button>
            </Buttons>
          </div>
        </details>
      </div>
    </Section>
  );
}

function choiceOf(lang: Language, other: Comment) {
  return {
    ...{ value: `${other.id}-${other.version}`, label: `#${other.id}: ${wordsOf(other)}` },
    hint: [
      other.partName ?? consultationTexts(lang).whole,
      other.author.organisation ?? other.author.name,
    ].join(' · '),
    lang: otherThan(lang, 'vi'),
  };
}

function Other(props: AlikeProps & { readonly other: Comment; readonly note: string | null }) {
  const { lang, consultation, other, note } = props;
  return (
    <>
      <a href={localPath(lang, consultationWork.comment(consultation.id, other.id))}>#{other.id}</a>
      {note ? ` (${note}): ` : ': '}
      <span lang={otherThan(lang, 'vi')}>{wordsOf(other)}</span>
    </>
  );
}

/** Replies given to comments alike; one that has none of its own can share them. */
function Answered(props: AlikeProps & { readonly answered: readonly Comment[] }) {
  const { lang, comment, answered } = props;
  const t = commentWorkTexts(lang);
  const replies = answered.map(({ reply }) => reply?.id);
  const first = answered.filter(({ reply }, index) => replies.indexOf(reply?.id) === index);
  return (
    <>
      <h3>{t.answered}</h3>
      {first.map((other) => (
        <div key={other.id} class="stack">
          <p>
            <Other {...props} other={other} note={null} />
          </p>
          {other.reply?.outcome && (
            <blockquote>
              <p>
                <b>{consultationTexts(lang).outcomes[other.reply.outcome]}</b>
              </p>
              {other.reply.body && <Words lang={lang} language="vi" text={other.reply.body} />}
            </blockquote>
          )}
          {!comment.reply?.outcome && other.reply && (
            <Buttons>
              <Button
                look="secondary"
                name="do"
                value={`theo-${other.reply.id}-${other.reply.version}`}
                formNoValidate
              >
                {t.useReply}
              </Button>
            </Buttons>
          )}
        </div>
      ))}
    </>
  );
}
