import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup } from '../../../ui/choices.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { texts } from '../../../ui/texts/texts.ts';
import type { Edition } from '../edition.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import type { Entry } from '../entry.ts';
import { work } from '../paths.ts';
import { catalogueReaders } from '../policy.ts';
import type { Readers } from './readers.ts';
import { readerTexts } from './texts.ts';

export interface ReadersValues {
  readonly roles: readonly string[];
  readonly accounts: readonly string[];
}

function Named({ language, entry }: { readonly language: Language; readonly entry: Entry }) {
  return (
    <>
      {entry.code} · <span lang={foreign(language)}>{entry.title}</span>
    </>
  );
}

/** Who may see a confidential entry, to be chosen. */
export function ReadersPage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly entry: Entry;
  readonly accounts: Readers['accounts'];
  readonly values: ReadersValues;
  readonly seen: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly error: string | undefined;
}) {
  const { language, edition, entry, values, errors } = props;
  const t = readerTexts(language);
  const to = (path: string) => localPath(language, path);
  const back = (
    <LinkButton href={to(work.entry(edition.id, entry.id))} look="quiet">
      {t.back}
    </LinkButton>
  );
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={entry.code} />
      <ErrorSummary lang={language} errors={errors} general={props.error} />
      <PageHead title={t.title} lead={<Named {...{ language, entry }} />} />
      {entry.confidential ? (
        <Form
          lang={language}
          action={to(work.readers(edition.id, entry.id))}
          csrfToken={props.csrfToken}
          hidden={{ 'da-thay': props.seen }}
          guard
        >
          <p>{t.lead}</p>
          <CheckboxGroup
            lang={language}
            name="roles"
            label={t.roles}
            options={catalogueReaders.map((role) => ({ value: role, label: texts(language).roles[role] }))}
            values={values.roles}
            error={errors.roles}
          />
          <CheckboxGroup
            lang={language}
            name="accounts"
            label={t.accounts}
            hint={t.accountsHint}
            options={props.accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
            values={values.accounts}
            error={errors.accounts}
            columns
          />
          <Buttons>
            <Button>{t.save}</Button>
            {back}
          </Buttons>
        </Form>
      ) : (
        <>
          <Notice lang={language} kind="information">
            <p>{t.open}</p>
          </Notice>
          <Buttons>{back}</Buttons>
        </>
      )}
    </>
  );
}
