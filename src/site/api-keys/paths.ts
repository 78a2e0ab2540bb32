/** Addresses of the pages of API keys, without the language prefix. */
export const keyPaths = {
  mine: '/tai-khoan/khoa-api',
  create: '/tai-khoan/khoa-api/them',
  key: (id: number) => `/tai-khoan/khoa-api/${id}`,
  revokeMine: (id: number) => `/tai-khoan/khoa-api/${id}/thu-hoi`,
  all: '/quan-tri/khoa-api',
  any: (id: number) => `/quan-tri/khoa-api/${id}`,
  limit: (id: number) => `/quan-tri/khoa-api/${id}/muc`,
  revoke: (id: number) => `/quan-tri/khoa-api/${id}/thu-hoi`,
} as const;
