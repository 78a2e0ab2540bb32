import type { ComponentChildren } from 'preact';

/** One entry of a list: its code, its title as the link, a quiet line, marks (badges). */
export type RowEntry = {
  readonly key: string;
  readonly code?: string | undefined;
  readonly href: string;
  readonly title: ComponentChildren;
  readonly detail?: ComponentChildren;
  /** A passage of the text where the searched words stand. */
  readonly excerpt?: ComponentChildren;
  readonly marks?: ComponentChildren;
};

/** The lists of the portal: codes at the left, titles to read down, states at the right; stacked on phones. */
export function RowList(props: { readonly label: string; readonly rows: readonly RowEntry[] }) {
  const coded = props.rows.some((row) => row.code);
  return (
    <ul class={`rows${coded ? ' rows-coded' : ''}`} aria-label={props.label}>
      {props.rows.map((row) => (
        <li key={row.key} class="row">
          {row.code && <span class="row-code">{row.code}</span>}
          <div class="row-body">
            <a class="row-title" href={row.href}>
              {row.title}
            </a>
            {row.detail && <div class="row-detail">{row.detail}</div>}
            {row.excerpt && <p class="row-excerpt">{row.excerpt}</p>}
          </div>
          {row.marks && <div class="row-marks">{row.marks}</div>}
        </li>
      ))}
    </ul>
  );
}
