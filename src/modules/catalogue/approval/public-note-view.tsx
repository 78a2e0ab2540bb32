import type { Principal } from '../../../kernel/actor.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type Edition, editionLifecycle } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { work } from '../paths.ts';
import { approvalTexts } from './texts.ts';

/** Steps that everybody is told the reason of. */
export type PublicStep = 'withdraw' | 'reopen';

export interface NoteValues {
  readonly note: string;
  readonly noteEn: string;
}

/** What withdrawing an edition means, or publishing it again, and the reason everybody will read. */
export function PublicNotePage(props: {
  readonly step: PublicStep;
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  /** For whom the reader does it as a deputy. */
  readonly principal: Principal | null;
  readonly values: NoteValues;
  readonly errors: Readonly<Partial<Record<keyof NoteValues, string>>>;
  /** Why the step was refused. */
  readonly error: string | undefined;
  /** What it means for other editions. */
  readonly touched: readonly Text[];
}) {
  const { step, language, edition, principal, errors } = props;
  const t = approvalTexts(language);
  const words = t[step];
  const path = step === 'withdraw' ? work.withdrawEdition : work.reopenEdition;
  const form = bindForm<NoteValues>({ lang: language, values: props.values, errors });
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={words.verb} />
      <ErrorSummary lang={language} errors={errors} general={props.error} />
      <PageHead
        title={words.title(edition.code)}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
      />
      <Notice lang={language} kind="warning">
        <p>{words.lead}</p>
        {props.touched.map((text) => (
          <p key={text.vi}>{text[language]}</p>
        ))}
      </Notice>
      {principal && (
        <p>
          {t.actsFor(principal.name, editionLifecycle.verbs[step].label[language].toLocaleLowerCase('vi'))}
        </p>
      )}
      <Form lang={language} action={to(path(edition.id))} csrfToken={props.csrfToken} guard>
        <TextArea {...form.text('note')} label={words.note} hint={t.noteHint} rows={3} most={2000} />
        <TextArea {...form.text('noteEn')} label={words.noteEn} rows={3} most={2000} optional />
        <Buttons>
          <Button look={step === 'withdraw' ? 'danger' : 'primary'}>{words.verb}</Button>
          <LinkButton href={to(work.edition(edition.id))} look="quiet">
            {editionTexts(language).back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
