/** What the drawings for files share. */
import type { ComponentChildren } from 'preact';
import { type Colour, inFile } from './paint.ts';

/** What is drawn and how tall it is; the width of all is `inner`. */
export type Picture = { readonly tall: number; readonly drawing: ComponentChildren };

/** Inside the margins of a picture. */
export const inner = 896;

export function Words(props: {
  readonly x?: number | string;
  readonly y: number;
  readonly size?: number;
  readonly colour?: Colour;
  readonly bold?: boolean;
  readonly middle?: boolean;
  readonly children: string;
}) {
  return (
    <text
      x={props.x}
      y={props.y}
      font-size={props.size ?? 13}
      font-weight={props.bold ? '600' : undefined}
      text-anchor={props.middle ? 'middle' : undefined}
      fill={inFile(props.colour ?? 'ink')}
    >
      {props.children}
    </text>
  );
}
