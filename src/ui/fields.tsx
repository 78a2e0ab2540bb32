/** Fields with one value: words, long text, one choice of many, password, date, money. */
import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { fieldId, Hint } from './form.tsx';
import { formatNumber } from './format.ts';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/**
 * What every field takes. A field that may stay empty says so; a required one needs no star. Of one that is needed at
 * times the hint tells when.
 */
export type FieldProps = {
  readonly lang: Lang;
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly optional?: boolean | 'at times' | undefined;
};

type ValueProps = FieldProps & { readonly value?: string | undefined };

export type Option = {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Of a label in another language than the page, such as the title of a document. */
  readonly lang?: string | undefined;
  /** Of its hint, where that is not in the language of the label. */
  readonly hintLang?: string | undefined;
};

/** Attributes that tie a control to its hint and its error for people who do not see them. */
export function describedBy(props: Pick<FieldProps, 'name' | 'hint' | 'error'>, more?: string | undefined) {
  const id = fieldId(props.name);
  const ids = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : '', more ?? ''].filter(Boolean);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': props.error ? ('true' as const) : undefined,
  };
}

/** The words "(không bắt buộc)" after a label. */
export function OptionalMark({ lang, optional }: Pick<FieldProps, 'lang' | 'optional'>) {
  return optional === true ? <span class="optional"> ({texts(lang).form.optional})</span> : null;
}

/** A field's error, with its sign and the word "Lỗi:". */
export function FieldError({ lang, name, error }: Pick<FieldProps, 'lang' | 'name' | 'error'>) {
  if (!error) return null;
  return (
    <p class="field-error" id={`${fieldId(name)}-error`}>
      <Icon name="alert" />
      <span class="sr">{texts(lang).form.errorPrefix} </span>
      {error}
    </p>
  );
}

/** Label, hint, error, control: the frame of every field with one control. */
function Frame(props: FieldProps & { readonly children: ComponentChildren }) {
  return (
    <div class={`field${props.error ? ' field-wrong' : ''}`}>
      <label for={fieldId(props.name)}>
        {props.label}
        <OptionalMark lang={props.lang} optional={props.optional} />
      </label>
      {props.hint && <Hint id={`${fieldId(props.name)}-hint`}>{props.hint}</Hint>}
      <FieldError lang={props.lang} name={props.name} error={props.error} />
      {props.children}
    </div>
  );
}

/** One line of text. `width` hints at how much is expected: "short" for codes and numbers. */
export function TextField(
  props: ValueProps & {
    readonly type?: 'text' | 'email' | 'tel' | 'url' | undefined;
    readonly width?: 'short' | 'medium' | 'full' | undefined;
    readonly autocomplete?: string | undefined;
    readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | undefined;
    readonly maxLength?: number | undefined;
    readonly spellcheck?: boolean | undefined;
    readonly readOnly?: boolean | undefined;
    /** The id of a datalist with what is usual; only of text. */
    readonly list?: string | undefined;
  },
) {
  const control = {
    id: fieldId(props.name),
    class: `input input-${props.width ?? 'full'}`,
    name: props.name,
    value: props.value ?? '',
    required: !props.optional,
    autocomplete: props.autocomplete,
    inputMode: props.inputMode,
    maxLength: props.maxLength,
    spellcheck: props.spellcheck,
    readOnly: props.readOnly,
    ...describedBy(props),
  };
  return (
    <Frame {...props}>
      <TypedInput type={props.type ?? 'text'} control={control} list={props.list} />
    </Frame>
  );
}

/** The typed attributes know which kinds of input exist one by one, so each is written out. */
function TypedInput(props: {
  readonly type: 'text' | 'email' | 'tel' | 'url';
  readonly control: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list'>;
  readonly list: string | undefined;
}) {
  switch (props.type) {
    case 'email':
      return <input type="email" {...props.control} />;
    case 'tel':
      return <input type="tel" {...props.control} />;
    case 'url':
      return <input type="url" {...props.control} />;
    case 'text':
      return <input type="text" {...props.control} list={props.list} />;
  }
}

/** Long text. With `most`, the limit is said, and counted while typing when scripts run; longer text is kept, not cut. */
export function TextArea(
  props: ValueProps & { readonly rows?: number | undefined; readonly most?: number | undefined },
) {
  const t = texts(props.lang).form;
  const id = fieldId(props.name);
  const most = props.most === undefined ? undefined : formatNumber(props.lang, props.most, 0);
  return (
    <Frame {...props}>
      <textarea
        id={id}
        class="input"
        name={props.name}
        rows={props.rows ?? 5}
        required={!props.optional}
        data-most={props.most}
        {...describedBy(props, most && `${id}-count`)}
      >
        {props.value ?? ''}
      </textarea>
      {most && (
        <p class="hint count" id={`${id}-count`} data-count={t.characters('{used}', most)}>
          {t.atMost(most)}
        </p>
      )}
    </Frame>
  );
}

/** One choice of many in a list. `empty` is the first line that means nothing chosen; null leaves it out. */
export function Select(
  props: ValueProps & {
    readonly options: readonly Option[];
    readonly empty?: string | null | undefined;
    readonly width?: 'medium' | 'full' | undefined;
  },
) {
  const empty = props.empty === undefined ? texts(props.lang).form.choose : props.empty;
  return (
    <Frame {...props}>
      <select
        id={fieldId(props.name)}
        class={`input input-${props.width ?? 'full'}`}
        name={props.name}
        required={!props.optional && empty !== null}
        {...describedBy(props)}
      >
        {empty !== null && <option value="">{empty}</option>}
        {props.options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            selected={option.value === props.value}
            lang={option.lang}
          >
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A date typed as people write it, 05/01/2026: a text field, because pickers differ and none writes Vietnamese dates everywhere. */
export function DateField(props: ValueProps) {
  const hint = props.hint ?? texts(props.lang).form.dateHint;
  return (
    <Frame {...props} hint={hint}>
      <input
        id={fieldId(props.name)}
        class="input input-short"
        type="text"
        name={props.name}
        value={props.value ?? ''}
        required={!props.optional}
        inputMode="text"
        autocomplete="off"
        {...describedBy({ ...props, hint })}
      />
    </Frame>
  );
}

/** An amount in đồng, typed in figures or in words of money. */
export function MoneyField(props: ValueProps) {
  const t = texts(props.lang).form;
  const hint = props.hint ?? t.moneyHint;
  return (
    <Frame {...props} hint={hint}>
      <span class="input-unit">
        <input
          id={fieldId(props.name)}
          class="input input-medium"
          type="text"
          name={props.name}
          value={props.value ?? ''}
          required={!props.optional}
          autocomplete="off"
          {...describedBy({ ...props, hint })}
        />
        <span class="unit">{t.dong}</span>
      </span>
    </Frame>
  );
}

/** A password; the box that shows it appears when scripts run. Never filled in again after a refusal. */
export function PasswordField(
  props: FieldProps & { readonly autocomplete: 'current-password' | 'new-password' },
) {
  const id = fieldId(props.name);
  return (
    <Frame {...props}>
      <input
        id={id}
        class="input"
        type="password"
        name={props.name}
        required={!props.optional}
        autocomplete={props.autocomplete}
        autocapitalize="off"
        spellcheck={false}
        {...describedBy(props)}
      />
      <label class="choice choice-small" hidden data-show-password={id}>
        <input type="checkbox" />
        <span>{texts(props.lang).form.showPassword}</span>
      </label>
    </Frame>
  );
}
