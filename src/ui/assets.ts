/** Logical names of what the build puts under /assets, each mapped to its hashed address. */
export type Assets = Readonly<Record<string, string>>;

/** The address of an asset; an unknown name falls back to its plain address so that a page without a build still has styles. */
export function assetUrl(assets: Assets, name: string): string {
  return assets[name] ?? `/assets/${name}`;
}
