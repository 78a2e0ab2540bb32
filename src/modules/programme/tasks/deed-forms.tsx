import type { ComponentChildren } from 'preact';
import { Button, Buttons } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { bindForm, Form } from '../../../ui/form.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import type { deedFields } from './deeds.ts';
import type { TaskAgency } from './queries.ts';
import { reasonMost } from './task.ts';
import type { TaskProps } from './work-view.tsx';

type Field = (typeof deedFields)[number];
export type Typed = { readonly [Name in Field]: string };

export function formOf({ lang, csrfToken, task }: TaskProps, label: string, decides = false) {
  return {
    ...{ lang, csrfToken, label, hidden: { version: String(task.version) } },
    action: localPath(lang, decides ? programmeWork.decideTask(task.id) : programmeWork.task(task.id)),
  };
}

/** As `formOf`, in the name of one of the leads. */
export function formFor(props: TaskProps, label: string, { organisationId }: TaskAgency, decides = false) {
  const form = formOf(props, label, decides);
  return { ...form, hidden: { ...form.hidden, organisation: String(organisationId ?? '') } };
}

export function fieldsOf({ lang, refused }: TaskProps, deed: string) {
  // what was typed stands in the form it was typed in
  const own = refused?.deed === deed ? refused : null;
  return bindForm<Typed>({ lang, values: own?.values ?? {}, errors: own?.errors ?? {} });
}

/** Acts that are not the usual one stand closed, open where something was refused there. */
export function Closed(
  props: TaskProps & { readonly deed: string; readonly title: string; readonly children: ComponentChildren },
) {
  return (
    <details open={props.refused?.deed === props.deed}>
      <summary>{props.title}</summary>
      <div class="stack">{props.children}</div>
    </details>
  );
}

/** A deed that only needs its reason. */
export function ReasonForm(props: {
  readonly of: TaskProps;
  readonly deed: string;
  readonly label: string;
  readonly field: Field;
  readonly fieldLabel: string;
  readonly decides?: boolean;
  /** In the name of which lead. */
  readonly lead?: TaskAgency;
  readonly children?: ComponentChildren;
}) {
  const { of, deed, label, decides = false, lead } = props;
  return (
    <Form {...(lead ? formFor(of, label, lead, decides) : formOf(of, label, decides))}>
      {props.children}
      <TextArea
        {...fieldsOf(of, deed).text(props.field)}
        label={props.fieldLabel}
        rows={3}
        most={reasonMost}
      />
      <Buttons>
        <Button look="secondary" name="do" value={deed}>
          {label}
        </Button>
      </Buttons>
    </Form>
  );
}
