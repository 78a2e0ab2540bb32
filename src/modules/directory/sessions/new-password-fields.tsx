import type { Language } from '../../../kernel/text.ts';
import { PasswordField } from '../../../ui/fields.tsx';
import type { FormFailure } from '../form-failure.ts';
import { sessionTexts } from './texts.ts';

/** A new password and the same again; neither is ever filled in. */
export function NewPasswordFields(props: { readonly lang: Language; readonly failure: FormFailure | null }) {
  const { lang, failure } = props;
  const t = sessionTexts(lang);
  return (
    <>
      <PasswordField
        lang={lang}
        name="password"
        label={t.fresh}
        hint={t.freshHint}
        error={failure?.errors.password}
        autocomplete="new-password"
      />
      <PasswordField
        lang={lang}
        name="again"
        label={t.again}
        error={failure?.errors.again}
        autocomplete="new-password"
      />
    </>
  );
}
