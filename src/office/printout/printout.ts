/** A page of the site as it is printed: what stands on it, without menus, forms and buttons. */
export interface Printout {
  readonly language: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A stretch of text in one language. */
export interface Run {
  readonly text: string;
  readonly language: string;
  readonly strong: boolean;
}
export type Line = readonly Run[];

export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly line: Line }
  | { readonly type: 'line'; readonly line: Line; readonly look: 'plain' | 'quiet' | 'middle' }
  | { readonly type: 'list'; readonly numbered: boolean; readonly items: readonly (readonly Line[])[] }
  | {
      readonly type: 'facts';
      readonly rows: readonly { readonly label: Line; readonly value: readonly Line[] }[];
    }
  | {
      readonly type: 'table';
      readonly caption: Line;
      readonly columns: readonly Line[];
      readonly rows: readonly (readonly (readonly Line[])[])[];
    };
