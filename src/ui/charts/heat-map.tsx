/** Units by months: how many of the tasks due are late. A table, for it is read by row and column. */
import { Content } from '../inline.tsx';
import { chartTexts } from '../texts/charts.ts';
import { type ChartCommon, ChartFigure, Legend } from './frame.tsx';
import type { Colour } from './paint.ts';
import { counted } from './scale.ts';

export type HeatCell = { readonly late: number; readonly due: number; readonly href?: string | undefined };
export type HeatRow = {
  readonly key: string;
  readonly name: string;
  readonly href?: string | undefined;
  /** One for each month, in their order; null where nothing is due. */
  readonly cells: readonly (HeatCell | null)[];
};
export type HeatMonth = { readonly key: string; readonly label: string };
export type Heat = { readonly months: readonly HeatMonth[]; readonly rows: readonly HeatRow[] };

/** From none late to half and more: the order of the words in the legend. */
export type HeatTone = 0 | 1 | 2 | 3;

/** Null where nothing is due. More late than due is a fault of whoever counted, and all late. */
export function heatTone(cell: HeatCell | null | undefined): HeatTone | null {
  const [late, due] = [counted(cell?.late ?? 0), counted(cell?.due ?? 0)];
  if (due === 0 && late === 0) return null;
  if (late === 0) return 0;
  const share = late / Math.max(due, late);
  return share < 0.2 ? 1 : share < 0.5 ? 2 : 3;
}

/** Ground and letters of the tones, for drawings; the style sheet says the same of the table. */
export const heatColours: readonly (readonly [ground: Colour, ink: Colour])[] = [
  ['river-soft', 'ink'],
  ['amber-soft', 'ink'],
  ['blossom-soft', 'ink'],
  ['blossom', 'on-river'],
];

export const heatWords = ({ late, due }: HeatCell): string =>
  `${counted(late)}/${Math.max(counted(due), counted(late))}`;

function Cell({ cell }: { readonly cell: HeatCell | null | undefined }) {
  const tone = heatTone(cell);
  if (!cell || tone === null) return <td />;
  const words = heatWords(cell);
  return <td class={`heat-${tone}`}>{cell.href ? <a href={cell.href}>{words}</a> : words}</td>;
}

export function HeatMap(
  props: ChartCommon & {
    readonly of: Heat;
    /** What the rows are; units where nothing is said. */
    readonly rowsAre?: string | undefined;
    /** For the region that scrolls, which is named after its caption: once on a page. */
    readonly id: string;
  },
) {
  const { lang, id } = props;
  const { months, rows } = props.of;
  const t = chartTexts(lang).heat;
  const name = `${id}-name`;
  return (
    <ChartFigure {...props} note={rows.length > 0 && <p>{t.note}</p>}>
      {rows.length === 0 ? (
        <p class="quiet">{t.empty}</p>
      ) : (
        <>
          <section class="heat" id={id} aria-labelledby={name} tabindex={0}>
            <table>
              <caption class="sr" id={name}>
                <Content lang={lang} text={props.title} />
              </caption>
              <thead>
                <tr>
                  <th scope="col">{props.rowsAre ?? t.unit}</th>
                  {months.map((month) => (
                    <th key={month.key} scope="col">
                      {month.label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.key}>
                    <th scope="row">
                      {row.href ? (
                        <a href={row.href}>
                          <Content lang={lang} text={row.name} />
                        </a>
                      ) : (
                        <Content lang={lang} text={row.name} />
                      )}
                    </th>
                    {months.map((month, at) => (
                      <Cell key={month.key} cell={row.cells[at]} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <Legend lang={lang}>
            {t.tones.map((words, tone) => (
              <li key={words}>
                <span>
                  <span class={`swatch heat-${tone}`} /> {words}
                </span>
              </li>
            ))}
          </Legend>
        </>
      )}
    </ChartFigure>
  );
}
