import type { Principal } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type Edition, editionLifecycle } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { WorkCrumbs } from '../edition-views.tsx';
import { work } from '../paths.ts';
import { approvalTexts } from './texts.ts';

export interface WithdrawValues {
  readonly note: string;
  readonly noteEn: string;
}

/** What withdrawing means, and the reason everybody will read. */
export function WithdrawPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  /** For whom the reader does it as a deputy. */
  readonly principal: Principal | null;
  readonly values: WithdrawValues;
  readonly errors: Readonly<Partial<Record<keyof WithdrawValues, string>>>;
}) {
  const { language, edition, principal, errors } = props;
  const t = approvalTexts(language);
  const form = bindForm<WithdrawValues>({ lang: language, values: props.values, errors });
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.withdraw} />
      <ErrorSummary lang={language} errors={errors} />
      <PageHead title={t.withdrawTitle(edition.code)} lead={edition.title} />
      <Notice lang={language} kind="warning">
        <p>{t.withdrawLead}</p>
      </Notice>
      {principal && (
        <p>
          {t.actsFor(principal.name, editionLifecycle.verbs.withdraw.label[language].toLocaleLowerCase('vi'))}
        </p>
      )}
      <Form lang={language} action={to(work.withdrawEdition(edition.id))} csrfToken={props.csrfToken} guard>
        <TextArea {...form.text('note')} label={t.note} hint={t.noteHint} rows={3} most={2000} />
        <TextArea {...form.text('noteEn')} label={t.noteEn} rows={3} most={2000} optional />
        <Buttons>
          <Button look="danger">{t.withdraw}</Button>
          <LinkButton href={to(work.edition(edition.id))} look="quiet">
            {editionTexts(language).back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
