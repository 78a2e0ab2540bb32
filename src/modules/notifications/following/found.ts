import type { Text } from '../../../kernel/text.ts';
import type { StandingQuery } from '../../../platform/search/index.ts';

/** What a thing that can be followed is found as. */
export interface Found {
  readonly key: string;
  readonly label: Text;
  readonly path: string;
  readonly ref?: number | null;
  readonly query?: StandingQuery | null;
}
