import { routeApiCode } from '../../../lib/edge/function-code';
import { running, viewerEvent } from '../../lib/edge/cloudfront';
import { type Route } from './simulation';
import { REGIONS } from './world';

const routeApi = running(routeApiCode({ regions: REGIONS, byDns: false }));

/** `Route` by the very function that CloudFront runs, for orders. */
export const edgeRoute: Route = async (stored, shoppers) => {
  const values = Object.fromEntries([...stored].map(([region, value]) => [region, JSON.stringify(value)]));
  const directions = await Promise.all(
    shoppers.map((shopperId) => routeApi.call(viewerEvent({ method: 'POST', shopperId }), values)),
  );
  const origins = directions.flatMap(({ direction }) => direction?.origins ?? []);
  return new Set(origins.map((origin) => origin.replace('api-', '')));
};
