import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { CSRF_FIELD, fieldId } from '../../../ui/form.tsx';
import { factorTexts } from './texts.ts';

/** Field that carries the browser's answer, as JSON. */
export const passkeyField = 'passkey';

/**
 * A form whose answer the browser makes with a passkey. It is there only where a script can do that, so that without
 * one nothing is offered that does nothing.
 */
export function PasskeyForm(props: {
  readonly lang: Language;
  readonly action: string;
  readonly csrfToken: string;
  readonly manner: 'create' | 'get';
  /** As the platform reads them from JSON. */
  readonly options: object;
  readonly label: string;
  readonly field?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly look?: 'primary' | 'secondary';
  readonly children?: ComponentChildren;
}) {
  const { lang, label, look = 'secondary' } = props;
  return (
    <form
      class="form"
      method="post"
      hidden
      action={props.action}
      aria-label={label}
      id={fieldId(props.field ?? passkeyField)}
      data-passkey={JSON.stringify(props.options)}
      data-passkey-manner={props.manner}
    >
      {props.csrfToken && <input type="hidden" name={CSRF_FIELD} value={props.csrfToken} />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name={props.field ?? passkeyField} value="" data-passkey-answer />
      {props.children}
      <Buttons>
        <Button look={look}>{label}</Button>
      </Buttons>
      <p role="alert" class="field-error" hidden data-passkey-failed>
        {factorTexts(lang).passkeyFailed}
      </p>
    </form>
  );
}
