import { z } from 'zod';
import type { Text } from '../../kernel/text.ts';
import { assignmentSentences } from './assignment/sentences.ts';
import { communeSentences } from './communes/sentences.ts';
import { difficultySentences } from './difficulties/sentences.ts';
import { directiveSentences } from './directives/sentences.ts';
import { handOverSentences } from './handover/sentences.ts';
import { linkSentences } from './links/sentences.ts';
import { lookSentences } from './look-sentences.ts';
import { planSentences } from './plans/sentences.ts';
import { targetSentences } from './targets/sentences.ts';
import { taskSentences } from './tasks/sentences.ts';
import { urgingSentences } from './urging/sentences.ts';
import { letterSentences } from './urging-letters/sentences.ts';
import { versionSentences } from './versions/sentences.ts';
import { workbookSentences } from './workbook/sentences.ts';

const anyFacts = z.record(z.string(), z.unknown()).catch({});

const sentences = {
  ...planSentences,
  ...targetSentences,
  ...taskSentences,
  ...assignmentSentences,
  ...versionSentences,
  ...handOverSentences,
  ...linkSentences,
  ...difficultySentences,
  ...communeSentences,
  ...urgingSentences,
  ...directiveSentences,
  ...letterSentences,
  ...workbookSentences,
  ...lookSentences,
};

/** An event of this module as a sentence without its subject; null for any other. */
export function programmeSentence(name: string, facts: unknown): Text | null {
  return sentences[name]?.(anyFacts.parse(facts)) ?? null;
}
