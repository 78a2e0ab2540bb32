import { z } from 'zod';
import { type Recognition, type StoppedPage, TURNS } from '../../office/index.ts';
import type { Logger } from '../../platform/log.ts';
import type { KeptFile } from './register.ts';

const beside = z.string().nullable();

/** What was recognised of a scan, as it is kept with what was read. */
export const recognitionShape: z.ZodType<Recognition> = z.object({
  pages: z.array(
    z.object({
      number: z.number().int(),
      width: z.number(),
      height: z.number(),
      turned: z.union([z.literal(TURNS[0]), z.literal(TURNS[1]), z.literal(TURNS[2]), z.literal(TURNS[3])]),
    }),
  ),
  uncertain: z.array(
    z.object({
      ...{ page: z.number().int(), line: z.number().int(), text: z.string(), confidence: z.number() },
      ...{ box: z.tuple([z.number(), z.number(), z.number(), z.number()]), before: beside, after: beside },
      compared: z.literal(true).optional(),
    }),
  ),
  unread: z.array(z.number().int()),
});

/** A scan whose pages can be looked at. */
export interface KeptScan {
  readonly file: Pick<KeptFile, 'sha256'>;
  readonly recognition: Recognition;
}

/** What stopped a recogniser, for who runs the server: one line a file, nothing of its content. */
export function warnOfStopped(log: Logger, file: string): (pages: readonly StoppedPage[]) => void {
  return (pages) => log.warn({ file, pages }, 'recognition of scanned pages was stopped');
}
