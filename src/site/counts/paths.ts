export const countsPaths = {
  show: '/ban-lam-viec/luot-dung',
  file: '/ban-lam-viec/luot-dung/tep.csv',
} as const;
