import { formatNumber } from './format.ts';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** How many pages on each side of the present one are offered by number. */
const REACH = 2;

/** The page numbers to offer around `page`, with "gap" where numbers are left out; the first and the last always. */
export function pageWindow(page: number, lastPage: number): readonly (number | 'gap')[] {
  const wanted = new Set([1, lastPage]);
  for (let number = page - REACH; number <= page + REACH; number += 1) wanted.add(number);
  const numbers = [...wanted].filter((number) => number >= 1 && number <= lastPage).sort((a, b) => a - b);
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1] ?? number - 1;
    if (number - before === 1) return [number];
    return number - before === 2 ? [number - 1, number] : ['gap' as const, number];
  });
}

function Step(props: {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly rel?: 'prev' | 'next';
}) {
  return (
    <li>
      <a class="pager-step" href={props.href} rel={props.rel} aria-label={props.label} title={props.label}>
        <Icon name={props.icon} />
      </a>
    </li>
  );
}

type PagerProps = {
  readonly lang: Lang;
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  /** False when the search stopped counting at `total`: said as "hơn 1.000", and no last page is offered. */
  readonly totalIsExact: boolean;
  readonly href: (page: number) => string;
};

/** "1–20 trong 63", "1–20 trong hơn 1.000". Empty when there is nothing to count. */
export function rangeText(props: Omit<PagerProps, 'href'>): string {
  const t = texts(props.lang).pager;
  if (props.total === 0) return '';
  const number = (value: number) => formatNumber(props.lang, value, 0);
  const from = (props.page - 1) * props.pageSize + 1;
  const to = props.totalIsExact
    ? Math.min(props.page * props.pageSize, props.total)
    : props.page * props.pageSize;
  const total = props.totalIsExact ? number(props.total) : t.moreThan(number(props.total));
  return t.range(number(from), number(to), total);
}

/** Links to the other pages of a list; renders nothing when there is one page. */
export function Pager(props: PagerProps) {
  const t = texts(props.lang).pager;
  // A capped total still proves the pages it covers, and says nothing about those beyond.
  const lastPage = Math.max(1, Math.ceil(props.total / props.pageSize));
  if (lastPage === 1) return null;
  const hasNext = props.page < lastPage;
  return (
    <nav class="pager" aria-label={t.label}>
      <p class="quiet">{rangeText(props)}</p>
      <ul>
        {props.page > 1 && <Step href={props.href(1)} label={t.first} icon="leftEnd" />}
        {props.page > 1 && (
          <Step href={props.href(props.page - 1)} label={t.previous} icon="left" rel="prev" />
        )}
        {pageWindow(props.page, lastPage).map((entry, index) =>
          entry === 'gap' ? (
            <li key={`gap${index}`} class="pager-gap" aria-hidden="true">
              …
            </li>
          ) : (
            <li key={entry} class={entry === props.page ? undefined : 'pager-other'}>
              <a
                href={props.href(entry)}
                aria-current={entry === props.page ? 'page' : undefined}
                aria-label={entry === props.page ? t.current(String(entry)) : t.page(String(entry))}
              >
                {formatNumber(props.lang, entry, 0)}
              </a>
            </li>
          ),
        )}
        {hasNext && <Step href={props.href(props.page + 1)} label={t.next} icon="right" rel="next" />}
        {hasNext && props.totalIsExact && <Step href={props.href(lastPage)} label={t.last} icon="rightEnd" />}
      </ul>
    </nav>
  );
}
