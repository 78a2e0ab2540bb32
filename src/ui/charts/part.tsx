import type { ComponentChildren } from 'preact';

type Length = number | string;

/**
 * A part of a drawing with coordinates of its own. Lengths in percent follow the width there is, so that bars and lines
 * stretch while words keep their size; `viewBox` stretches all that is in it.
 */
export function Part(props: {
  readonly x?: Length;
  readonly y?: Length;
  readonly width?: Length;
  readonly height?: Length;
  readonly viewBox?: string;
  /** Drawn also where it leaves its own bounds. */
  readonly open?: boolean;
  readonly children: ComponentChildren;
}) {
  const { open, viewBox, children, ...place } = props;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a part is named by the drawing it stands in
    <svg
      {...place}
      viewBox={viewBox}
      preserveAspectRatio={viewBox && 'none'}
      overflow={open ? 'visible' : undefined}
    >
      {children}
    </svg>
  );
}
