import { Icon } from './icons.tsx';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** One station of the way from the legal basis to the result. `href` only when its page is public. */
export type Station = {
  readonly key: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly href?: string | undefined;
  readonly state: 'done' | 'now' | 'todo';
};

/** "Đang ở bước Hội đồng, 4 trên 8 bước đã xong." */
export function stationsSentence(lang: Lang, stations: readonly Station[]): string {
  const t = texts(lang).stations;
  const done = stations.filter((station) => station.state === 'done').length;
  const now = stations.find((station) => station.state === 'now');
  return now ? t.at(now.label, done, stations.length) : t.between(done, stations.length);
}

/** One span of the bridge, drawn from this pier to the next; stretched to the width there is, its lines keep their weight. */
function Span() {
  return (
    <svg class="span" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="span-hangers" d="M25 10.2V26M50 5v21M75 10.2V26" vector-effect="non-scaling-stroke" />
      <path class="span-arch" d="M0 26C22 -2 78 -2 100 26" vector-effect="non-scaling-stroke" />
      <path class="span-deck" d="M0 26H100" vector-effect="non-scaling-stroke" />
    </svg>
  );
}

/** The line of stations: a bridge whose finished spans are drawn, the present pier in blossom; upright on phones. */
export function Stations({ lang, stations }: { readonly lang: Lang; readonly stations: readonly Station[] }) {
  const t = texts(lang).stations;
  return (
    <div class="stations">
      <p class="sr">{stationsSentence(lang, stations)}</p>
      <ol aria-label={t.label}>
        {stations.map((station, index) => (
          <li key={station.key} class={`station station-${station.state}`}>
            {index < stations.length - 1 && <Span />}
            <span class="pier">{station.state === 'done' && <Icon name="check" />}</span>
            <span class="station-words">
              <span class="station-label">
                {station.href ? <a href={station.href}>{station.label}</a> : station.label}
              </span>
              <span class="sr"> ({t[station.state]})</span>
              {station.detail && <span class="station-detail">{station.detail}</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
