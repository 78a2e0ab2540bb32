import { fileFormats } from '../../office/index.ts';

/** Kinds a browser may be told, by the ending of the name; anything else is bytes. Never a kind that a browser runs. */
const mediaTypes: ReadonlyMap<string, string> = new Map(
  Object.values(fileFormats).flatMap(({ endings, mediaType }) =>
    endings.map((ending): [string, string] => [ending, mediaType]),
  ),
);

/**
 * Headers under which a file somebody uploaded is handed out: always to save, never to open within the site. `name`
 * goes out in both forms of RFC 6266, since Vietnamese names are not ASCII.
 */
export function attachmentHeaders(name: string, sha256: string, published: boolean): Headers {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^A-Za-z0-9 ._()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return new Headers({
    'content-type': mediaTypes.get(ending) ?? 'application/octet-stream',
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    etag: `"${sha256}"`,
    'cache-control': published ? 'public, no-cache' : 'private, no-store',
  });
}
