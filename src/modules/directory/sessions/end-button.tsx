import type { Language } from '../../../kernel/text.ts';
import { Button } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { sessionTexts } from './texts.ts';

/** A small form of one button; `label` says to screen readers which row it is of. */
export function EndButton(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly action: string;
  readonly label: string;
}) {
  const { lang } = props;
  return (
    <Form lang={lang} action={localPath(lang, props.action)} csrfToken={props.csrfToken} label={props.label}>
      <Button look="secondary" small>
        {sessionTexts(lang).end}
      </Button>
    </Form>
  );
}
