import { z } from 'zod';
import type { Text } from '../../kernel/text.ts';
import { difficultySentences } from './difficulties/sentences.ts';
import { planSentences } from './plans/sentences.ts';

const anyFacts = z.record(z.string(), z.unknown()).catch({});

const sentences = { ...planSentences, ...difficultySentences };

/** An event of this module as a sentence without its subject; null for any other. */
export function programmeSentence(name: string, facts: unknown): Text | null {
  return sentences[name]?.(anyFacts.parse(facts)) ?? null;
}
