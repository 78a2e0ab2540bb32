import type { ComponentChildren } from 'preact';
import type { Language } from '../kernel/text.ts';
import { ActiveFilters, type Facet, Facets, SearchBox } from './facets.tsx';
import { Columns, Tabs } from './page-parts.tsx';
import { localPath } from './site-links.ts';

/** What is asked of a page, as it stands in its address. */
export type Asked = readonly (readonly [name: string, value: string])[];

/** By what a list of work is narrowed. */
export interface Narrowing {
  /** Where the list stands, without the language prefix. */
  readonly path: string;
  readonly text: string;
  readonly view: string;
  /** What its view is called in the address, and the view that needs no word there; usually `xem`, and each is told. */
  readonly views?: { readonly name: string; readonly usual: string };
  /** Of its facets. */
  readonly chosen: Asked;
}

const viewAsked = ({ views }: Narrowing, view: string): Asked =>
  view === views?.usual ? [] : [[views?.name ?? 'xem', view]];

/** The same in the address of the list, but for one part. */
export function askedOf(narrowing: Narrowing, but?: 'text' | 'view' | 'chosen'): Asked {
  const { text, view, chosen } = narrowing;
  return [
    ...(text && but !== 'text' ? [['q', text] as const] : []),
    ...(but === 'view' ? [] : viewAsked(narrowing, view)),
    ...(but === 'chosen' ? [] : chosen),
  ];
}

export function hrefAsking(lang: Language, path: string, asked: Asked): string {
  const query = new URLSearchParams(asked.map(([name, value]) => [name, value])).toString();
  return localPath(lang, query ? `${path}?${query}` : path);
}

/** Where a page of the list stands. */
export function pageOf(lang: Language, narrowing: Narrowing, page: number): string {
  const turned = page > 1 ? [['trang', String(page)] as const] : [];
  return hrefAsking(lang, narrowing.path, [...askedOf(narrowing), ...turned]);
}

/** A list of work: searched, seen in views, narrowed by facets that stand beside what is found. */
export function NarrowedList<View extends string>(props: {
  readonly lang: Language;
  readonly narrowing: Narrowing;
  readonly title: string;
  readonly search: string;
  readonly views: readonly { readonly view: View; readonly label: string; readonly count?: string }[];
  readonly facets: readonly Facet[];
  readonly children: ComponentChildren;
}) {
  const { lang, narrowing, title, search, facets } = props;
  const action = localPath(lang, narrowing.path);
  const without = (name: string, value: string) =>
    hrefAsking(
      lang,
      narrowing.path,
      askedOf(narrowing).filter((pair) => pair[0] !== name || pair[1] !== value),
    );
  return (
    <div class="stack">
      <SearchBox
        {...{ lang, action, value: narrowing.text, label: search, placeholder: search }}
        hidden={askedOf(narrowing, 'text')}
      />
      <Tabs
        label={title}
        items={props.views.map(({ view, ...tab }) => ({
          ...tab,
          href: hrefAsking(lang, narrowing.path, [
            ...viewAsked(narrowing, view),
            ...askedOf(narrowing, 'view'),
          ]),
          current: view === narrowing.view,
        }))}
      />
      <Columns
        first="side"
        side={<Facets {...{ lang, action, facets }} hidden={askedOf(narrowing, 'chosen')} />}
        main={
          <div class="stack">
            <ActiveFilters
              lang={lang}
              clearHref={action}
              filters={[
                ...(narrowing.text
                  ? [{ label: `“${narrowing.text}”`, removeHref: without('q', narrowing.text) }]
                  : []),
                ...facets.flatMap(({ name, options }) =>
                  options
                    .filter(({ chosen }) => chosen)
                    .map(({ label, value }) => ({ label, removeHref: without(name, value) })),
                ),
              ]}
            />
            {props.children}
          </div>
        }
      />
    </div>
  );
}
