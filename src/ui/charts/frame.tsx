/** What every chart stands in: its title, the drawing, notes, the same figures as a table, and the ways to take them along. */
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons.tsx';
import { Content } from '../inline.tsx';
import { chartTexts } from '../texts/charts.ts';
import type { Lang } from '../texts/texts.ts';

/** Addresses of the files with what the chart shows; a chart offers those it is given. */
export type ChartFiles = { readonly picture?: string | undefined; readonly sheet?: string | undefined };

export type ChartCommon = {
  readonly lang: Lang;
  readonly title: string;
  /** Where the title leads. */
  readonly href?: string | undefined;
  readonly files?: ChartFiles | undefined;
};

export function ChartFigure(
  props: ChartCommon & {
    readonly children: ComponentChildren;
    readonly note?: ComponentChildren;
    /** Left out where the chart is a table or a list itself. */
    readonly table?: ComponentChildren;
  },
) {
  const { lang, files = {} } = props;
  const t = chartTexts(lang);
  return (
    <figure class="chart">
      <figcaption>
        {props.href ? (
          <a href={props.href}>
            <Content lang={lang} text={props.title} />
          </a>
        ) : (
          <Content lang={lang} text={props.title} />
        )}
      </figcaption>
      {props.children}
      {props.note && <div class="chart-note">{props.note}</div>}
      {(props.table || files.picture || files.sheet) && (
        <div class="chart-foot">
          {props.table && (
            <details class="chart-table">
              <summary>{t.table}</summary>
              {props.table}
            </details>
          )}
          {files.picture && <FileLink href={files.picture} words={t.picture} />}
          {files.sheet && <FileLink href={files.sheet} words={t.sheet} />}
        </div>
      )}
    </figure>
  );
}

function FileLink({ href, words }: { readonly href: string; readonly words: string }) {
  return (
    <a class="chart-file screen-only" href={href} download>
      <Icon name="download" />
      {words}
    </a>
  );
}

/** What the signs of a drawing mean, in words. */
export function Legend(props: { readonly lang: Lang; readonly children: ComponentChildren }) {
  return (
    <ul class="chart-legend" aria-label={chartTexts(props.lang).legend}>
      {props.children}
    </ul>
  );
}
