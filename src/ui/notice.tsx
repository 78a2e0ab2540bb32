import type { ComponentChildren } from 'preact';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

export type NoticeKind = 'success' | 'information' | 'warning' | 'error';

const SIGNS: Record<NoticeKind, IconName> = {
  success: 'check',
  information: 'information',
  warning: 'alert',
  error: 'alert',
};

/** A message set apart from the text; `live` for one that answers what the person just did. */
export function Notice(props: {
  readonly lang: Lang;
  readonly kind: NoticeKind;
  readonly title?: string | undefined;
  readonly live?: boolean | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice notice-${props.kind}`} role={props.live ? 'status' : undefined}>
      <Icon name={SIGNS[props.kind]} />
      <div>
        <span class="sr">{texts(props.lang).notice[props.kind]}: </span>
        {props.title && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  );
}
