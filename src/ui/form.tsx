/** Forms: the form itself, its error summary, groups of fields, and binding a field to typed values and errors. */
import type { ComponentChildren } from 'preact';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** Name of the hidden field that carries the anti-forgery token. */
export const CSRF_FIELD = '_csrf';

/** Messages by field name, in the order of the page; an absent message means the field is fine. */
export type FieldErrors = Readonly<Partial<Record<string, string | undefined>>>;

/** The address fragment of a field, where the error summary leads. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

type BoundField = {
  readonly lang: Lang;
  readonly name: string;
  readonly error: string | undefined;
};

/**
 * Ties fields to one form's typed input: a renamed or mistyped field does not compile.
 * `values` are what was typed (kept as typed, also when wrong), `errors` the message of each field.
 * `text(name)` spreads into fields with one value, `choices(name)` into groups with several.
 */
export function bindForm<Input>(form: {
  readonly lang: Lang;
  readonly values: { readonly [Name in keyof Input]?: string | readonly string[] | undefined };
  readonly errors: { readonly [Name in keyof Input]?: string | undefined };
}) {
  type Name = keyof Input & string;
  const bound = (name: Name): BoundField => ({ lang: form.lang, name, error: form.errors[name] });
  return {
    text(name: Name): BoundField & { readonly value: string } {
      const value = form.values[name];
      return { ...bound(name), value: typeof value === 'string' ? value : (value?.[0] ?? '') };
    },
    choices(name: Name): BoundField & { readonly values: readonly string[] } {
      const value = form.values[name];
      return { ...bound(name), values: typeof value === 'string' ? [value] : (value ?? []) };
    },
  };
}

/**
 * A form that works without script. Enhancements, each optional:
 * `autosave`: address that takes the whole form by POST with the header `x-autosave: 1`; `owner`: whose text it is,
 * so that what the browser keeps is offered to nobody else;
 * `upload`: shows progress while files go up; `guard`: asks before leaving with unsaved changes, `unsaved` says that
 * there are some already; `preview`: address that draws what is typed, for the pane beside the form.
 */
export function Form(props: {
  readonly lang: Lang;
  readonly action: string;
  readonly method?: 'post' | 'get' | undefined;
  readonly csrfToken?: string | null | undefined;
  readonly upload?: boolean | undefined;
  readonly autosave?: string | undefined;
  readonly owner?: string | undefined;
  readonly guard?: boolean | undefined;
  readonly unsaved?: boolean | undefined;
  readonly preview?: string | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly label?: string | undefined;
  /** For forms around a wide table. */
  readonly wide?: boolean | undefined;
  readonly children: ComponentChildren;
}) {
  const t = texts(props.lang).form;
  const method = props.method ?? 'post';
  return (
    <form
      class={props.wide ? 'form form-wide' : 'form'}
      action={props.action}
      method={method}
      enctype={props.upload ? 'multipart/form-data' : undefined}
      aria-label={props.label}
      data-upload={props.upload ? t.uploading : undefined}
      data-autosave={props.autosave}
      data-autosave-owner={props.owner}
      data-dirty={props.unsaved ? '' : undefined}
      data-preview={props.preview}
      data-guard={props.guard || props.autosave ? t.leave : undefined}
      novalidate
    >
      {method === 'post' && props.csrfToken ? (
        <input type="hidden" name={CSRF_FIELD} value={props.csrfToken} />
      ) : null}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
      {props.autosave && <AutosaveStatus lang={props.lang} />}
    </form>
  );
}

/** Where the autosave script says what became of the text; its words travel as attributes because the script has none. */
function AutosaveStatus({ lang }: { readonly lang: Lang }) {
  const t = texts(lang).form;
  return (
    <div class="autosave" hidden data-autosave-panel>
      <p
        role="status"
        data-autosave-status
        data-saving={t.saving}
        data-saved={t.saved('{time}')}
        data-failed={t.notSaved}
        data-ended={t.sessionEnded}
        data-kept={t.keptHere}
        data-restored={t.restored}
      />
      <div class="buttons" hidden data-autosave-restore>
        <button type="button" class="button button-secondary button-small" data-autosave-take>
          {t.restore}
        </button>
        <button type="button" class="button button-quiet button-small" data-autosave-drop>
          {t.discard}
        </button>
      </div>
      <div data-autosave-conflict />
    </div>
  );
}

/**
 * All problems of a form at once, at the top of the page, each leading to its field. Renders nothing without errors.
 * `general` is a message about the form as a whole; `label` names a field, and its line begins with that. Takes the
 * focus when the page opens.
 */
export function ErrorSummary(props: {
  readonly lang: Lang;
  readonly errors: FieldErrors;
  readonly general?: string | undefined;
  readonly label?: ((name: string) => string | undefined) | undefined;
}) {
  const named = (name: string) => {
    const label = props.label?.(name);
    return label ? `${label}: ` : '';
  };
  const found = Object.entries(props.errors).filter(([, message]) => message);
  const count = found.length + (props.general ? 1 : 0);
  if (count === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} data-focus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">
        <Icon name="alert" />
        {texts(props.lang).form.errorTitle(count)}
      </h2>
      <ul>
        {props.general && <li>{props.general}</li>}
        {found.map(([name, message]) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`}>{`${named(name)}${message}`}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Fields that belong together under one question. */
export function Fieldset(props: {
  readonly legend: string;
  readonly hint?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <fieldset class="fieldset">
      <legend>{props.legend}</legend>
      {props.hint && <Hint>{props.hint}</Hint>}
      {props.children}
    </fieldset>
  );
}

/** A quiet line of advice; `id` lets a field name it as its description. */
export function Hint({ id, children }: { readonly id?: string; readonly children: ComponentChildren }) {
  return (
    <p class="hint" id={id}>
      {children}
    </p>
  );
}
