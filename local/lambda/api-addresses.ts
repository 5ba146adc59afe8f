/** Base address of the API of a region, by what AWS calls it; undefined where there is none. */
export type ApiAddress = (api: { readonly apiId: string; readonly region: string }) => string | undefined;

/** An API's own host, with the stage as the first part of the path. */
const EXECUTE_API = /https:\/\/([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\/[\w-]+)?/g;

/**
 * Points the addresses of API Gateway in a function's environment at the gateways of the local cloud, whose paths
 * begin without the stage. Addresses of APIs that are not here stay as they are.
 */
export function withLocalApis(
  environment: Readonly<Record<string, string>>,
  address: ApiAddress,
): Record<string, string> {
  const entries = Object.entries(environment).map(
    ([name, value]) =>
      [
        name,
        value.replace(
          EXECUTE_API,
          (found, apiId: string, region: string) => address({ apiId, region }) ?? found,
        ),
      ] as const,
  );
  return Object.fromEntries(entries);
}

/** Base address at which a shop's own host name is served; undefined where it is not. */
export type ShopAddress = (hostName: string) => string | undefined;

/** Points addresses of the shop in a function's environment at the local edge: they would lead to AWS, or to nobody. */
export function withLocalShop(
  environment: Readonly<Record<string, string>>,
  address: ShopAddress,
): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => {
    const hostName = /^https:\/\/([a-z0-9.-]+)\/?$/.exec(value)?.[1];
    return [name, (hostName === undefined ? undefined : address(hostName)) ?? value] as const;
  });
  return Object.fromEntries(entries);
}
