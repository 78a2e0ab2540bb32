import type { z } from 'zod';
import { InvalidInput } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';

/**
 * Reads an input by its schema, whose issues carry keys of `messages`, so that one schema speaks both languages.
 * Throws InvalidInput with the first message of each field; an issue without a key of its own gets `wrong`.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  messages: Readonly<Record<string, Text>>,
): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const fields: Record<string, Text> = {};
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    fields[field] ??= messages[issue.message] ?? wrong;
  }
  throw new InvalidInput(fields);
}

const wrong: Text = { vi: 'Giá trị này chưa đúng.', en: 'This value is not right.' };
