import { localDateOf } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { amendmentTexts } from '../amendment/texts.ts';
import { carryTexts } from '../carry-over/texts.ts';
import type { Edition, EditionVerb } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { work } from '../paths.ts';
import { actedBy } from './acted-by.ts';
import type { Step } from './steps.ts';
import { approvalTexts } from './texts.ts';

/** Where the edition stands, in words: why it was returned, given up or withdrawn, when it will be published. */
export function StateNotice(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  /** The step that returned it, or gave it up, while it stands so. */
  readonly said: Step | null;
  /** The edition that replaced it; null while none has. */
  readonly successor: Edition | null;
  /** Steps the reader may take now. */
  readonly may: readonly EditionVerb[];
}) {
  const { language, edition, said, may, csrfToken } = props;
  const t = editionTexts(language);
  const words = approvalTexts(language);
  if (edition.withdrawal)
    return (
      <Notice
        lang={language}
        kind="warning"
        title={words.withdrawnOn(formatDate(language, localDateOf(edition.withdrawal.at)))}
      >
        <p>{edition.withdrawal.note[language]}</p>
      </Notice>
    );
  if (edition.supersededAt && props.successor)
    return <SupersededNotice language={language} at={edition.supersededAt} by={props.successor} />;
  if (edition.state === 'published')
    return (
      <Notice lang={language} kind="information">
        <p>{t.publishedNote}</p>
        {edition.reopening && (
          <p>
            {words.reopenedOn(formatDate(language, localDateOf(edition.reopening.at)))}
            {': '}
            {edition.reopening.note[language]}
          </p>
        )}
        {edition.amends === null && (
          <p>
            <a href={localPath(language, work.amendments(edition.id))}>{amendmentTexts(language).title}</a>
          </p>
        )}
      </Notice>
    );
  if (edition.state === 'scheduled' && edition.publishAt)
    return (
      <Notice lang={language} kind="information">
        <p>{words.scheduledFor(formatInstant(language, edition.publishAt))}</p>
      </Notice>
    );
  if (!said) return null;
  const [who, when] = [actedBy(language, said) ?? t.system, formatInstant(language, said.at)];
  return (
    <Notice
      lang={language}
      kind="warning"
      title={edition.state === 'given_up' ? words.givenUpBy(who, when) : words.returnedBy(who, when)}
    >
      <p class="kept-lines">{said.remark}</p>
      {may.includes('resume') && !edition.amends && (
        <Form
          lang={language}
          action={localPath(language, work.resumeEdition(edition.id))}
          csrfToken={csrfToken}
          label={words.resume}
        >
          <Button look="secondary" small>
            {words.resume}
          </Button>
        </Form>
      )}
    </Notice>
  );
}

function SupersededNotice(props: { readonly language: Language; readonly at: Date; readonly by: Edition }) {
  const { language, at, by } = props;
  const t = carryTexts(language);
  return (
    <Notice
      lang={language}
      kind="warning"
      title={t.supersededBy(by.code, formatDate(language, localDateOf(at)))}
    >
      <p>{t.supersededNote}</p>
      <p>
        <a href={localPath(language, work.edition(by.id))}>{t.openSuccessor(by.code)}</a>
      </p>
    </Notice>
  );
}
