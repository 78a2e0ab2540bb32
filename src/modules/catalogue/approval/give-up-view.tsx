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
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { work } from '../paths.ts';
import { approvalTexts } from './texts.ts';

/** What giving a draft up means, and why it is done. */
export function GiveUpPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  /** The edition it amends. */
  readonly amended: Edition | null;
  /** For whom the reader does it as a deputy. */
  readonly principal: Principal | null;
  readonly remark: string;
  readonly errors: Readonly<Partial<Record<'remark', string>>>;
}) {
  const { language, edition, amended, principal, errors } = props;
  const t = approvalTexts(language);
  const form = bindForm<{ remark: string }>({ lang: language, values: { remark: props.remark }, errors });
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.giveUp} />
      <ErrorSummary lang={language} errors={errors} />
      <PageHead
        title={t.giveUpTitle(edition.code)}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
      />
      <Notice lang={language} kind="warning">
        <p>
          {t.giveUpLead} {amended ? t.giveUpAmendment(amended.code) : t.giveUpEdition}
        </p>
      </Notice>
      {principal && (
        <p>
          {t.actsFor(principal.name, editionLifecycle.verbs.give_up.label[language].toLocaleLowerCase('vi'))}
        </p>
      )}
      <Form lang={language} action={to(work.giveUpEdition(edition.id))} csrfToken={props.csrfToken} guard>
        <TextArea {...form.text('remark')} label={t.giveUpReason} hint={t.remarkHint} rows={3} most={2000} />
        <Buttons>
          <Button look="danger">{t.giveUp}</Button>
          <LinkButton href={to(work.edition(edition.id))} look="quiet">
            {editionTexts(language).back}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
