/** Fields that are ticked: one of a few, several of a few, a single yes; and files. */
import type { ComponentChildren } from 'preact';
import type { FieldProps, Option } from './fields.tsx';
import { describedBy, FieldError, OptionalMark } from './fields.tsx';
import { fieldId, Hint } from './form.tsx';
import { formatFileSize } from './format.ts';
import { InVietnamese } from './inline.tsx';
import { texts } from './texts/texts.ts';

/** `of`: behind the label, what people wrote in Vietnamese, such as the name of an agency. */
type NamedOption = Option & { readonly of?: string | null };

function ChoiceGroup(
  props: FieldProps & {
    readonly type: 'radio' | 'checkbox';
    readonly options: readonly NamedOption[];
    readonly chosen: readonly string[];
    readonly columns?: boolean | undefined;
  },
) {
  const id = fieldId(props.name);
  return (
    <fieldset
      class={`field choices${props.error ? ' field-wrong' : ''}`}
      aria-describedby={describedBy(props)['aria-describedby']}
    >
      <legend>
        {props.label}
        <OptionalMark lang={props.lang} optional={props.optional} />
      </legend>
      {props.hint && <Hint id={`${id}-hint`}>{props.hint}</Hint>}
      <FieldError lang={props.lang} name={props.name} error={props.error} />
      <div class={props.columns ? 'choice-list choice-columns' : 'choice-list'}>
        {props.options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${index + 1}`;
          return (
            <label key={option.value} class="choice" for={optionId}>
              <input
                id={optionId}
                type={props.type}
                name={props.name}
                value={option.value}
                checked={props.chosen.includes(option.value)}
              />
              <span lang={option.lang}>
                {option.label}
                {option.of && (
                  <>
                    {' · '}
                    <InVietnamese lang={props.lang}>{option.of}</InVietnamese>
                  </>
                )}
                {option.hint && (
                  <span class="choice-hint" lang={option.hintLang}>
                    {option.hint}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Several of a few; `columns` sets a long list in columns where there is room. */
export function CheckboxGroup(
  props: FieldProps & {
    readonly options: readonly Option[];
    readonly values: readonly string[];
    readonly columns?: boolean | undefined;
  },
) {
  return <ChoiceGroup {...props} type="checkbox" chosen={props.values} />;
}

/** One of a few. */
export function RadioGroup(
  props: FieldProps & {
    readonly options: readonly NamedOption[];
    readonly value?: string | undefined;
    readonly columns?: boolean | undefined;
  },
) {
  return <ChoiceGroup {...props} type="radio" chosen={props.value ? [props.value] : []} />;
}

/** A single yes or no; sends "1" when ticked. */
export function Checkbox(
  props: Omit<FieldProps, 'label'> & {
    readonly label: ComponentChildren;
    readonly checked?: boolean | undefined;
  },
) {
  const id = fieldId(props.name);
  return (
    <div class={`field${props.error ? ' field-wrong' : ''}`}>
      <FieldError lang={props.lang} name={props.name} error={props.error} />
      <label class="choice" for={id}>
        <input
          id={id}
          type="checkbox"
          name={props.name}
          value="1"
          checked={props.checked}
          {...describedBy(props)}
        />
        <span>
          {props.label}
          {props.hint && (
            <span class="choice-hint" id={`${id}-hint`}>
              {props.hint}
            </span>
          )}
        </span>
      </label>
    </div>
  );
}

/** A file to send. `accept` as in HTML, `kinds` the same in words, `mostBytes` the limit; the form needs `upload`. */
export function FileField(
  props: FieldProps & {
    readonly accept: string;
    readonly kinds: string;
    readonly mostBytes: number;
    readonly multiple?: boolean | undefined;
  },
) {
  const t = texts(props.lang).form;
  const id = fieldId(props.name);
  return (
    <div class={`field${props.error ? ' field-wrong' : ''}`}>
      <label for={id}>
        {props.label}
        <OptionalMark lang={props.lang} optional={props.optional} />
      </label>
      <Hint id={`${id}-hint`}>
        {props.hint} {t.fileLimit(props.kinds, formatFileSize(props.lang, props.mostBytes))}
      </Hint>
      <FieldError lang={props.lang} name={props.name} error={props.error} />
      <input
        id={id}
        class="input file"
        type="file"
        name={props.name}
        accept={props.accept}
        multiple={props.multiple}
        required={!props.optional}
        {...describedBy({ ...props, hint: true })}
      />
      <div class="upload" hidden data-upload-progress>
        <progress max="100" value="0" aria-label={t.uploading} />
        <span aria-live="polite" />
      </div>
    </div>
  );
}
