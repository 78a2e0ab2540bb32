/** Where boards stand; what is asked of them stands in the query, the same on each. */
export const boardPaths = {
  leader: '/ban-lam-viec/dieu-hanh',
  all: '/ban-lam-viec/bang-theo-doi',
  unit: '/ban-lam-viec/bang-don-vi',
  wall: '/ban-lam-viec/man-hinh',
  /** Targets of one plan against their trajectory. */
  planTargets: (id: string) => `/ban-lam-viec/ke-hoach/${id}/lo-trinh`,
  picture: '/ban-lam-viec/bang-theo-doi.svg',
  sheet: '/ban-lam-viec/bang-theo-doi.xlsx',
} as const;

/** The board everybody reads, and the tasks its figures count. */
export const openBoardPaths = {
  board: '/ke-hoach/bang',
  tasks: '/ke-hoach/nhiem-vu',
  picture: '/ke-hoach/bang.svg',
  sheet: '/ke-hoach/bang.xlsx',
} as const;
