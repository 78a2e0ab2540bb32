export const rehearsalPaths = {
  page: '/ban-lam-viec/dien-tap',
  sheet: '/ban-lam-viec/dien-tap/danh-sach.xlsx',
} as const;
