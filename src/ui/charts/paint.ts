/** Colours of drawings: by name of the style sheet on pages, where they follow the reader's theme; fixed in files. */
const light = {
  paper: '#fbfaf6',
  surface: '#fff',
  ink: '#14211d',
  quiet: '#55635e',
  line: '#e2dfd5',
  edge: '#7c8983',
  river: '#0f4c45',
  'river-soft': '#e3efec',
  'on-river': '#fff',
  blossom: '#c2325a',
  'blossom-text': '#b42750',
  'blossom-soft': '#fbe8ec',
  amber: '#8a5a00',
  'amber-soft': '#fbf0d9',
  sky: '#1c5d99',
  'sky-soft': '#e6eff8',
} as const;

export type Colour = keyof typeof light;
export type Paint = (colour: Colour) => string;

/** Written as attributes of SVG, which the content policy lets through where it refuses `style`. */
export const onScreen: Paint = (colour) => `var(--${colour})`;

/** The light theme, for pictures that leave the site; a test holds it against the style sheet. */
export const inFile: Paint = (colour) => light[colour];
