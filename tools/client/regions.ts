import configuration from '../../holdfast.config.json';

/** One region's API as the tools reach it. */
export interface RegionTarget {
  readonly region: string;
  readonly url: URL;
}

/** Regions of the deployment configuration, in the order in which the local cloud numbers their ports. */
export const CONFIGURED_REGIONS: readonly string[] = configuration.regions;

/** Where `npm start` serves: the edge and control API at the base, each region's API after it. */
export const DEFAULT_PORT_BASE = 4000;

/** The local cloud's addresses for a port base (api.md: base N, regions at N+1, N+2 …). */
export function localTargets(portBase: number): readonly RegionTarget[] {
  return CONFIGURED_REGIONS.map((region, index) => ({
    region,
    url: new URL(`http://127.0.0.1:${portBase + 1 + index}`),
  }));
}

/** Address of the local cloud's control API. */
export function localControl(portBase: number): URL {
  return new URL(`http://127.0.0.1:${portBase}`);
}

/**
 * The address of a path of the contract below a base that may have a path of its own, as API
 * Gateway's stage addresses do (`https://….amazonaws.com/prod`).
 */
export function resource(base: URL, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(base);
  url.pathname = base.pathname.replace(/\/+$/, '') + path;
  url.search = new URLSearchParams(query).toString();
  return url;
}
