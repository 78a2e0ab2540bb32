import type { ComponentChildren } from 'preact';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

type ButtonProps = {
  readonly look?: Look | undefined;
  readonly icon?: IconName | undefined;
  readonly small?: boolean | undefined;
  readonly children: ComponentChildren;
};

const classOf = (look: Look, small: boolean | undefined) =>
  `button button-${look}${small ? ' button-small' : ''}`;

/** A button that submits its form. A page has one primary button; `name` and `value` tell several submits apart. */
export function Button({
  look = 'primary',
  icon,
  small,
  name,
  value,
  formAction,
  formNoValidate,
  children,
}: ButtonProps & {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly formAction?: string | undefined;
  readonly formNoValidate?: boolean | undefined;
}) {
  return (
    <button
      type="submit"
      class={classOf(look, small)}
      name={name}
      value={value}
      formaction={formAction}
      formnovalidate={formNoValidate}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button, for a step that changes nothing by itself. */
export function LinkButton({
  href,
  look = 'primary',
  icon,
  small,
  download,
  children,
}: ButtonProps & { readonly href: string; readonly download?: boolean | undefined }) {
  return (
    <a href={href} class={classOf(look, small)} download={download}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Buttons side by side, stacked when there is no room. */
export function Buttons({ children }: { readonly children: ComponentChildren }) {
  return <div class="buttons">{children}</div>;
}
