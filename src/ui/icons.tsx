/** The mark of the product and the few signs the interface uses. Drawn inline: no request, and they take the text's colour. */

/** An arch bridge with its keystone in peach blossom. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 44 28" width="44" height="28" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-linecap="round">
        <path d="M3 23C8 4.5 36 4.5 41 23" stroke-width="2.6" />
        <path d="M12.5 13.5v9.5M22 9.5v13.5M31.5 13.5v9.5" stroke-width="1.5" />
        <path d="M2 23.5h40" stroke-width="3" />
      </g>
      <circle class="keystone" cx="22" cy="8" r="4.4" />
    </svg>
  );
}

const PATHS = {
  alert: 'M12 3.5 21.5 20h-19zM12 10v4.5M12 17.2v.1',
  bell: 'M6.5 16.5v-6a5.5 5.5 0 0 1 11 0v6l1.5 1.5H5zM10.3 20.5h3.4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm6 9.5 6 6 6-6',
  close: 'm6.5 6.5 11 11m0-11-11 11',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  clock: 'M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15M12 8v4.2l2.8 1.8',
  dot: 'M12 8a4 4 0 1 0 0 8 4 4 0 1 0 0-8',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14',
  file: 'M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4',
  filter: 'M4 6.5h16M7 12h10M10 17.5h4',
  information: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 11v5.5M12 7.6v.1',
  left: 'm14.5 6-6 6 6 6',
  leftEnd: 'm17.5 6-6 6 6 6M7 6v12',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  print: 'M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z',
  ring: 'M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9',
  right: 'm9.5 6 6 6-6 6',
  rightEnd: 'm6.5 6 6 6-6 6M17 6v12',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13m5 11.5 5 5',
  share: 'M12 15V4m-4 3.5L12 3.5l4 4M6 11.5v8.5h12v-8.5',
  size: 'M3 18.5 8.5 5 14 18.5M5 14h7M14.5 18.5l3.3-8 3.2 8M15.6 16h4.5',
  speaker: 'M4 9.5h3.5L12 6v12l-4.5-3.5H4zM15.5 9.2a4 4 0 0 1 0 5.6M18 6.8a7.5 7.5 0 0 1 0 10.4',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 1 0 0-8M4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside words, hidden from screen readers because the words say it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
