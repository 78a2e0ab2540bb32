/** Where communes and wards are laid out as tiles. */
export const communePaths = {
  layout: '/ban-lam-viec/so-do-xa-phuong',
  restore: '/ban-lam-viec/so-do-xa-phuong/khoi-phuc',
} as const;
