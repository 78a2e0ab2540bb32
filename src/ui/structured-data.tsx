/** JSON-LD: data for programs, which no browser runs, so that the content policy has nothing to say of it. */
export type StructuredData = Readonly<Record<string, unknown>>;

/** A text within it cannot end the block: what HTML would read is written as JSON can write it too. */
export function StructuredDataBlock({ of }: { readonly of: StructuredData }) {
  const json = JSON.stringify(of).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  // escaping for HTML would spoil the JSON, which has escapes of its own
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
