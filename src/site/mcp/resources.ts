import type { Call } from '../../platform/http/call.ts';
import { type Operation, operations } from '../api/index.ts';

/** Lists of the API as resources, by their address. */
export function listResources(origin: string): readonly Readonly<Record<string, string>>[] {
  return operations
    .filter(({ parts }) => Object.keys(parts).length === 0)
    .map(({ path, name, summary }) => describe(origin, path, 'uri', { name, summary }));
}

/** Single things of the API, by the pattern of their address (RFC 6570). */
export function listTemplates(origin: string): readonly Readonly<Record<string, string>>[] {
  return operations
    .filter(({ parts }) => Object.keys(parts).length > 0)
    .map(({ path, name, summary }) => describe(origin, path, 'uriTemplate', { name, summary }));
}

function describe(
  origin: string,
  path: string,
  key: 'uri' | 'uriTemplate',
  { name, summary }: Pick<Operation, 'name' | 'summary'>,
): Readonly<Record<string, string>> {
  return {
    [key]: `${origin}${path}`,
    name,
    title: summary.vi,
    description: summary.en,
    mimeType: 'application/json',
  };
}

/** What the API answers under an address; null where that is none of it. Throws as `Operation.ask`. */
export async function readResource(call: Call, uri: string): Promise<string | null> {
  const { origin } = call.services.config.baseUrl;
  if (!URL.canParse(uri)) return null;
  const url = new URL(uri);
  if (url.origin !== origin) return null;
  for (const operation of operations) {
    const parts = partsIn(operation, url.pathname);
    if (parts) return JSON.stringify(await operation.ask(call, { ...queryOf(url), ...parts }));
  }
  return null;
}

/** The parts of a path by their names; null where it is another operation’s, or not written as an address is. */
function partsIn({ path }: Operation, asked: string): Record<string, string> | null {
  const pattern = path.split('/');
  const given = asked.split('/');
  if (pattern.length !== given.length) return null;
  const parts: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const value = given[at] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part !== value) return null;
    } else if (/%(?![0-9a-f]{2})/i.test(value) || value === '') return null;
    else parts[name] = decoded(value);
  }
  return parts;
}

/** Bytes that are no UTF-8 stay as they are written, and are found nowhere. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function queryOf(url: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => {
      const values = url.searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
