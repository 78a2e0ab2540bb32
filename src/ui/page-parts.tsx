/** The parts pages are made of: heads, ways through, cards, facts, empty states. */
import type { ComponentChildren } from 'preact';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

export type Crumb = { readonly label: ComponentChildren; readonly href: string };

/** Where the page stands; the last entry is the page itself and may be text alone. */
export function Breadcrumbs(props: {
  readonly lang: Lang;
  readonly items: readonly Crumb[];
  readonly here?: ComponentChildren;
}) {
  return (
    <nav class="crumbs" aria-label={texts(props.lang).breadcrumbs}>
      <ol>
        {props.items.map((item) => (
          <li key={item.href}>
            <a href={item.href}>{item.label}</a>
          </li>
        ))}
        {props.here && <li aria-current="page">{props.here}</li>}
      </ol>
    </nav>
  );
}

/** The head of a page: its title, one lead sentence, marks (badges), and its main action. */
export function PageHead(props: {
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly marks?: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class="page-head">
      <div>
        <h1>{props.title}</h1>
        {props.lead && <p class="lead">{props.lead}</p>}
        {props.marks && <div class="marks">{props.marks}</div>}
      </div>
      {props.action && <div class="buttons">{props.action}</div>}
    </div>
  );
}

/** A section with its heading; `aside` stands at the end of the heading's line, e.g. a link to all. */
export function Section(props: {
  readonly title: ComponentChildren;
  readonly id?: string | undefined;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="section" id={props.id}>
      <div class="section-head">
        <h2>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** A main column with a narrower one beside it; below it on phones. `first` puts the side column first there and in reading order. */
export function Columns(props: {
  readonly main: ComponentChildren;
  readonly side: ComponentChildren;
  readonly first?: 'main' | 'side' | undefined;
}) {
  const main = <div class="columns-main">{props.main}</div>;
  const side = <div class="columns-side">{props.side}</div>;
  return (
    <div class={`columns${props.first === 'side' ? ' columns-side-first' : ''}`}>
      {props.first === 'side' ? [side, main] : [main, side]}
    </div>
  );
}

/** A framed group; few on a page. `screenOnly`: paper leaves it out, as it offers what only a screen can do. */
export function Card(props: {
  readonly title?: string | undefined;
  readonly screenOnly?: boolean | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <section class={props.screenOnly ? 'card screen-only' : 'card'}>
      {props.title && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

export type Fact = { readonly label: string; readonly value: ComponentChildren };

/** Facts by name; entries without a value are left out. */
export function DefinitionList({ items }: { readonly items: readonly Fact[] }) {
  const known = items.filter(
    ({ value }) => value !== null && value !== undefined && value !== '' && value !== false,
  );
  return (
    <dl class="facts">
      {known.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A list whose order counts, with its numbers in river circles. */
export function NumberedList({ items }: { readonly items: readonly ComponentChildren[] }) {
  return (
    <ol class="numbered">
      {items.map((item, index) => (
        <li key={String(index)}>
          <div>{item}</div>
        </li>
      ))}
    </ol>
  );
}

export type Tab = {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
  readonly count?: string | undefined;
};

/** Views of one thing as links: each has its own address. */
export function Tabs({ label, items }: { readonly label: string; readonly items: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              {item.count !== undefined && <span class="tab-count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Nothing here: says so, says what to do, offers it. */
export function EmptyState(props: {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <svg
        class="empty-art"
        viewBox="0 0 120 44"
        width="120"
        height="44"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M4 36C20 4 60 4 60 36M60 36C60 4 100 4 116 36" stroke-dasharray="3 6" />
        <path d="M2 37h116" />
      </svg>
      <h2>{props.title}</h2>
      {props.children}
      {props.action && <div class="buttons">{props.action}</div>}
    </div>
  );
}

export type Stat = {
  readonly value: string;
  readonly label: string;
  readonly href?: string | undefined;
  /** Blossom: this number asks for something now. */
  readonly now?: boolean | undefined;
};

/** The row of numbers that say how things stand. */
export function StatRow({ label, items }: { readonly label: string; readonly items: readonly Stat[] }) {
  return (
    <ul class="stats" aria-label={label}>
      {items.map((item) => {
        const content = (
          <>
            <span class={`stat-value${item.now ? ' stat-now' : ''}`}>{item.value}</span>
            <span class="stat-label">{item.label}</span>
          </>
        );
        return (
          <li key={item.label}>{item.href ? <a href={item.href}>{content}</a> : <div>{content}</div>}</li>
        );
      })}
    </ul>
  );
}

export type Moment = {
  readonly key: string;
  readonly when: ComponentChildren;
  readonly what: ComponentChildren;
  readonly who?: ComponentChildren;
  readonly note?: ComponentChildren;
};

/** What happened, newest first as given. */
export function Timeline({ items }: { readonly items: readonly Moment[] }) {
  return (
    <ol class="timeline">
      {items.map((item) => (
        <li key={item.key}>
          <p class="timeline-when">{item.when}</p>
          <div>
            <p>
              {item.what}
              {item.who && <span class="quiet"> · {item.who}</span>}
            </p>
            {item.note && <p class="quiet">{item.note}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/**
 * The part of a time limit used, or of a work done: a bar that always has its words. `share` from 0 to 1.
 * The words carry the meaning (date, legal source); the bar is decoration for the eye.
 */
export function ProgressBar(props: {
  readonly share: number;
  readonly words: ComponentChildren;
  readonly now?: boolean | undefined;
}) {
  const share = Math.min(1, Math.max(0, props.share));
  return (
    <div class="bar">
      <svg
        class={props.now ? 'bar-now' : undefined}
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect width={Math.round(share * 1000) / 10} height="1" />
      </svg>
      <p>{props.words}</p>
    </div>
  );
}

/** A page that asks once more before something that cannot be taken back lightly. */
export function ConfirmPanel(props: {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly form: ComponentChildren;
}) {
  return (
    <div class="confirm">
      <h1>{props.title}</h1>
      <div class="prose">{props.children}</div>
      {props.form}
    </div>
  );
}
