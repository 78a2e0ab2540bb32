import { z } from 'zod';
import type { Text } from '../../../kernel/text.ts';
import { followKinds } from '../../../ui/follow-links.tsx';
import { followingTexts } from './texts.ts';

const facts = z.object({ kind: z.enum(followKinds).optional(), count: z.number().optional() }).catch({});

/** An event of following as a sentence without its subject; null where `name` is none. What is followed is a person's own. */
export function followingSentence(name: string, given: unknown): Text | null {
  const { kind, count = 0 } = facts.parse(given);
  if (name === 'follow.began')
    return {
      vi: `Bắt đầu theo dõi${kind ? ` một nội dung (${followingTexts('vi').kinds[kind]})` : ''}`,
      en: `Began to follow${kind ? ` something (${followingTexts('en').kinds[kind]})` : ''}`,
    };
  if (name === 'follow.ended')
    return { vi: `Thôi theo dõi ${count} nội dung`, en: `Stopped following ${count}` };
  return null;
}
