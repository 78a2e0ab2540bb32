/** Finding: the search box, filters with counts, what is filtered now, the order of the list. All GET, all in the address. */
import { formatNumber } from './format.ts';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** The search box. `hidden` keeps other parts of the address, e.g. the filters; `examples` are searches to try. */
export function SearchBox(props: {
  readonly lang: Lang;
  readonly action: string;
  readonly value?: string | undefined;
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly large?: boolean | undefined;
  readonly hidden?: readonly (readonly [name: string, value: string])[] | undefined;
  readonly examples?: readonly { readonly label: string; readonly href: string }[] | undefined;
}) {
  const t = texts(props.lang).search;
  return (
    <search>
      <form class={`search${props.large ? ' search-large' : ''}`} action={props.action} method="get">
        <label>
          <span class="sr">{props.label ?? t.label}</span>
          <input
            type="search"
            name="q"
            value={props.value ?? ''}
            placeholder={props.placeholder ?? t.placeholder}
            autocomplete="off"
            maxLength={200}
          />
        </label>
        {(props.hidden ?? []).map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">
          <Icon name="search" />
          <span>{t.submit}</span>
        </button>
      </form>
      {props.examples && props.examples.length > 0 && (
        <p class="search-examples">
          {t.examples}{' '}
          {props.examples.map((example) => (
            <a key={example.href} href={example.href}>
              {example.label}
            </a>
          ))}
        </p>
      )}
    </search>
  );
}

export type FacetOption = {
  readonly value: string;
  readonly label: string;
  /** Of the label, where it is not that of the page: names of organisations. */
  readonly language?: Lang | undefined;
  /** How many entries this choice would show; null when not counted. */
  readonly count: number | null;
  readonly chosen: boolean;
};

/** One filter: the query name it sets and its choices, the likeliest first. */
export type Facet = {
  readonly name: string;
  readonly label: string;
  readonly options: readonly FacetOption[];
};

/** Choices shown before "Xem thêm lựa chọn"; chosen ones always show. */
const SHOWN = 6;

function FacetChoice({
  lang,
  facet,
  option,
}: {
  readonly lang: Lang;
  readonly facet: Facet;
  readonly option: FacetOption;
}) {
  return (
    <label class="choice choice-small">
      <input type="checkbox" name={facet.name} value={option.value} checked={option.chosen} />
      <span lang={option.language}>{option.label}</span>
      {option.count !== null && <span class="facet-count">{formatNumber(lang, option.count)}</span>}
    </label>
  );
}

function FacetGroup({ lang, facet }: { readonly lang: Lang; readonly facet: Facet }) {
  const shown = facet.options.filter((option, index) => index < SHOWN || option.chosen);
  const rest = facet.options.filter((option) => !shown.includes(option));
  return (
    <fieldset class="facet">
      <legend>{facet.label}</legend>
      {shown.map((option) => (
        <FacetChoice key={option.value} lang={lang} facet={facet} option={option} />
      ))}
      {rest.length > 0 && (
        <details>
          <summary>{texts(lang).search.more}</summary>
          {rest.map((option) => (
            <FacetChoice key={option.value} lang={lang} facet={facet} option={option} />
          ))}
        </details>
      )}
    </fieldset>
  );
}

/**
 * The filters of a list. On phones they open under one button. Choices within one filter widen, filters narrow.
 * `hidden` carries what must stay in the address: the words searched, the order.
 */
export function Facets(props: {
  readonly lang: Lang;
  readonly action: string;
  readonly facets: readonly Facet[];
  readonly hidden?: readonly (readonly [name: string, value: string])[] | undefined;
}) {
  const t = texts(props.lang).search;
  const chosen = props.facets.flatMap((facet) => facet.options).filter((option) => option.chosen).length;
  return (
    <details class="facets" data-facets>
      <summary>
        <Icon name="filter" />
        {t.filters}
        {chosen > 0 && <span class="tab-count">{chosen}</span>}
      </summary>
      <form action={props.action} method="get" data-submit-on-change aria-label={t.filters}>
        {(props.hidden ?? []).map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        {props.facets
          .filter((facet) => facet.options.length > 0)
          .map((facet) => (
            <FacetGroup key={facet.name} lang={props.lang} facet={facet} />
          ))}
        <button type="submit" class="button button-secondary button-small">
          {t.apply}
        </button>
      </form>
    </details>
  );
}

/** What the list is filtered by now; each chip leads to the list without it. Renders nothing when nothing is filtered. */
export function ActiveFilters(props: {
  readonly lang: Lang;
  readonly filters: readonly { readonly label: string; readonly removeHref: string }[];
  readonly clearHref: string;
}) {
  const t = texts(props.lang).search;
  if (props.filters.length === 0) return null;
  return (
    <div class="chips">
      <p class="quiet" id="active-filters">
        {t.active}
      </p>
      <ul aria-labelledby="active-filters">
        {props.filters.map((filter) => (
          <li key={filter.removeHref}>
            <a class="chip" href={filter.removeHref} aria-label={t.remove(filter.label)}>
              {filter.label}
              <Icon name="close" />
            </a>
          </li>
        ))}
        {props.filters.length > 1 && (
          <li>
            <a class="chip-clear" href={props.clearHref}>
              {t.clear}
            </a>
          </li>
        )}
      </ul>
    </div>
  );
}

/** The order of a list; works at once with scripts, with its button without. */
export function SortSelect(props: {
  readonly lang: Lang;
  readonly action: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly hidden?: readonly (readonly [name: string, value: string])[] | undefined;
}) {
  const t = texts(props.lang).search;
  return (
    <form class="sort" action={props.action} method="get" data-submit-on-change>
      {(props.hidden ?? []).map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span>{t.sort}</span>
        <select class="input" name={props.name}>
          {props.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button button-secondary button-small">
        {t.sortApply}
      </button>
    </form>
  );
}
