/** Addresses of files sent together, without the language prefix. */
export const batchWork = {
  list: '/ban-lam-viec/nhap/nhieu-tep',
  batch: (id: number) => `/ban-lam-viec/nhap/nhieu-tep/${id}`,
  retry: (id: number, file: number) => `/ban-lam-viec/nhap/nhieu-tep/${id}/tep/${file}/doc-lai`,
} as const;
