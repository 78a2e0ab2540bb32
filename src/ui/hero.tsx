import type { ComponentChildren } from 'preact';

/** Limestone hills, the river, and the bridge with its keystone: the one picture of the product. */
function Landscape() {
  return (
    <svg class="hero-art" viewBox="0 0 560 300" aria-hidden="true" focusable="false">
      <path
        class="hill-far"
        d="M0 240C20 236 40 150 62 146S96 190 112 196c14-42 30-96 52-96s34 66 50 84c14-30 26-58 44-58s30 40 44 62c16-58 34-132 62-132s44 86 60 126c12-24 22-42 38-42 26 0 44 78 98 100Z"
      />
      <path
        class="hill-near"
        d="M10 240c34-6 46-52 72-52s36 34 56 40c24-22 38-32 62-32 40 0 56 40 104 44Zm310 0c28-12 46-46 70-46s30 24 50 30c34-12 68-2 110 16Z"
      />
      <g class="bridge">
        <path d="M84 236C150 96 410 96 476 236" stroke-width="5" />
        <path
          d="M133 176V222M181.5 149V222M230.5 135V222M280 131V222M329.5 135V222M378.5 149V222M427 176V222"
          stroke-width="1.6"
        />
        <path d="M28 222h504" stroke-width="6" />
        <path d="M84 236v10M476 236v10" stroke-width="8" />
      </g>
      <circle class="keystone" cx="280" cy="131" r="11" />
      <path
        class="water"
        d="M40 262h150M230 262h210M470 262h50M96 278h84M210 278h150M396 278h96M190 292h170"
      />
    </svg>
  );
}

/** The opening of the home page: the promise in two lines, one sentence, and the way in (`children`, the search box). */
export function Hero(props: {
  readonly titleLines: readonly string[];
  readonly lead: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="hero">
      <div class="hero-words">
        <h1>
          {props.titleLines.map((line, index) => (
            <span key={line}>
              {index > 0 && ' '}
              {line}
            </span>
          ))}
        </h1>
        <p class="lead">{props.lead}</p>
        {props.children}
      </div>
      <Landscape />
    </section>
  );
}
