/** Addresses at which things are followed and told of; the same on every page, whoever reads it. */
import { LinkButton } from './button.tsx';
import { localPath } from './site-links.ts';
import type { Lang } from './texts/texts.ts';
import { texts } from './texts/texts.ts';

/** What can be followed, by its name in addresses. */
export const followNames = {
  entry: 'muc',
  sector: 'linh-vuc',
  search: 'tim-kiem',
  series: 'loat',
  edition: 'danh-muc',
  document: 'van-ban',
  consultation: 'lay-y-kien',
  plan: 'ke-hoach',
  task: 'nhiem-vu',
  target: 'chi-tieu',
  agency: 'co-quan',
} as const;
export type FollowKind = keyof typeof followNames;
export const followKinds = Object.keys(followNames) as readonly FollowKind[];

/** `key`: the code of an entry, sector, edition, plan, task, target or organisation; the id of a document or consultation; the list of a series; list and filters of a search. */
export interface FollowTarget {
  readonly kind: FollowKind;
  readonly key: string;
}

/** Characters of a key: of a search, whose words and filters stand in the addresses of its pages and feed. */
export const longestKey = 900;

/** Where somebody chooses what to follow. Without the language prefix. */
export const followingPage = '/theo-doi';

/** The page on which somebody begins to follow. Without the language prefix. */
export function followPath(target: FollowTarget): string {
  return `${followingPage}?${asQuery(target)}`;
}

/** The Atom feed of one thing; of all that is new without one. Without the language prefix. */
export function feedPath(target: FollowTarget | null): string {
  return target ? `/tin.atom?${asQuery(target)}` : '/tin.atom';
}

/** The deadlines of one thing as a calendar; of all entries without one. Without the language prefix. */
export function calendarPath(target: FollowTarget | null): string {
  return target ? `/lich.ics?${asQuery(target)}` : '/lich.ics';
}

function asQuery({ kind, key }: FollowTarget): string {
  return new URLSearchParams({ loai: followNames[kind], ma: key }).toString();
}

export function FollowLink(props: {
  readonly lang: Lang;
  readonly target: FollowTarget;
  readonly label?: string;
}) {
  const { lang, target, label } = props;
  return (
    <p class="screen-only">
      <LinkButton look="secondary" small icon="bell" href={localPath(lang, followPath(target))}>
        {label ?? texts(lang).site.follow}
      </LinkButton>
    </p>
  );
}
