import { z } from 'zod';
import { DOCUMENT_KINDS } from '../office/index.ts';
import type { FoundItem } from '../platform/search/index.ts';

const shape = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: z.string().nullable(),
  symbol: z.string().nullable(),
  issued: z.string().nullable(),
  issuer: z.string().nullable(),
});

/** What the index keeps of a document beside its texts. */
export function readShownDocument(item: FoundItem): z.output<typeof shape> {
  return shape.parse(item.shown);
}
