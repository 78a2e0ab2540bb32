/** Addresses of documents, without the language prefix. */
export const documentPaths = {
  register: '/van-ban',
  document: (id: number) => `/van-ban/${id}`,
  file: (id: number) => `/van-ban/${id}/tep`,
} as const;

export const documentWork = {
  list: '/ban-lam-viec/van-ban',
  add: '/ban-lam-viec/van-ban/them',
  type: '/ban-lam-viec/van-ban/nhap-tay',
  document: (id: number) => `/ban-lam-viec/van-ban/${id}`,
  publish: (id: number) => `/ban-lam-viec/van-ban/${id}/cong-bo`,
  remove: (id: number) => `/ban-lam-viec/van-ban/${id}/bo`,
  join: (id: number) => `/ban-lam-viec/van-ban/${id}/gop`,
  preview: (id: number) => `/ban-lam-viec/van-ban/${id}/xem`,
  history: (id: number) => `/ban-lam-viec/van-ban/${id}/lich-su`,
  scan: (id: number) => `/ban-lam-viec/van-ban/${id}/ban-quet`,
  scanPicture: (id: number) => `/ban-lam-viec/van-ban/${id}/anh-quet`,
} as const;

/** `path` with the parts of the query that are set; lists repeat their name. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | readonly string[] | null | undefined>>,
): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined || value === '') return [];
    if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]];
    return value.map((one) => [name, one]);
  });
  const text = new URLSearchParams(pairs).toString();
  return text ? `${path}?${text}` : path;
}
