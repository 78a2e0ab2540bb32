export const auditPaths = {
  search: '/kiem-tra',
  file: '/kiem-tra/nhat-ky.csv',
  check: '/kiem-tra/kiem-chuoi',
  event: (seq: number) => `/kiem-tra/${seq}`,
} as const;
