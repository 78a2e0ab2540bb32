/** Where boards stand; what is asked of them stands in the query, the same on each. */
export const boardPaths = {
  leader: '/ban-lam-viec/dieu-hanh',
  all: '/ban-lam-viec/bang-theo-doi',
  unit: '/ban-lam-viec/bang-don-vi',
  wall: '/ban-lam-viec/man-hinh',
  picture: '/ban-lam-viec/bang-theo-doi.svg',
  sheet: '/ban-lam-viec/bang-theo-doi.xlsx',
} as const;
