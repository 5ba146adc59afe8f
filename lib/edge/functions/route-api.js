/**
 * Viewer request of the API: refuses administration, and picks the Region that answers.
 *
 * CloudFront Functions, JavaScript runtime 2.0: ECMAScript 5.1 with some of the later versions, no timers, no
 * network but the key-value store. `lib/edge/function-code.ts` puts the constants in.
 */
import cf from 'cloudfront';

/** Regions of the shop, in the order of the configuration. */
const REGIONS = __REGIONS__;
/** True when the origin named `api` leaves the choice to Route 53 as long as nothing speaks against it. */
const BY_DNS = __BY_DNS__;

/** A Region whose entry is missing or cannot be read: the routing data must never close the shop. */
const OPEN = { in: true, weight: 100 };
/** Encodings upon encodings that are taken off a path before it is looked at; nobody needs as many. */
const DECODINGS = 5;

/** The path as the most lenient server could read it: decoded, lower case, slashes instead of backslashes. */
function lenient(uri) {
  let path = uri;
  for (let i = 0; i < DECODINGS; i += 1) {
    path = path.replace(/%([0-9a-f]{2})/gi, function (_, hex) {
      return String.fromCharCode(parseInt(hex, 16));
    });
  }
  return path
    .toLowerCase()
    .replace(/\\/g, '/')
    .replace(/;[^/]*/g, '');
}

/** Segments of a path without empty ones and dots; `..` takes one back where `resolve` says so. */
function segments(path, resolve) {
  const kept = [];
  path.split('/').forEach(function (segment) {
    const name = segment.trim();
    if (name === '..') {
      if (resolve) kept.pop();
    } else if (name !== '' && name !== '.') kept.push(name);
  });
  return '/' + kept.join('/');
}

/** True for every spelling of /v1/admin, whether or not API Gateway would follow it there. */
function isAdministration(uri) {
  const path = lenient(uri);
  return [segments(path, true), segments(path, false)].some(function (spelling) {
    return /\/v1\/admin(?![a-z0-9-])/.test(spelling);
  });
}

function refusal(event) {
  const problem = {
    type: 'about:blank',
    title: 'Administration is not reachable through the edge',
    status: 403,
    code: 'forbidden',
    detail: "Sign the call and send it to a Region's own address.",
  };
  return {
    statusCode: 403,
    statusDescription: 'Forbidden',
    headers: {
      'content-type': { value: 'application/problem+json' },
      'cache-control': { value: 'no-store' },
      'x-request-id': { value: event.context.requestId },
      'x-region': { value: 'edge' },
    },
    body: { encoding: 'text', data: JSON.stringify(problem) },
  };
}

function isEntry(value) {
  const isWeight = typeof value.weight === 'number' && value.weight >= 0 && value.weight <= 100;
  return typeof value.in === 'boolean' && isWeight;
}

/** What the probes and the operator say of a Region: `{in, weight}`, weight from 0 to 100. */
async function entryOf(region) {
  try {
    const entry = await cf.kvs().get(region, { format: 'json' });
    return isEntry(entry) ? entry : OPEN;
  } catch (_) {
    return OPEN;
  }
}

/** Regions that take requests, with their weights. When none does, all do: better a try than a closed shop. */
async function candidates() {
  const all = [];
  for (let i = 0; i < REGIONS.length; i += 1) {
    const entry = await entryOf(REGIONS[i]);
    all.push({ region: REGIONS[i], weight: entry.in ? entry.weight : 0 });
  }
  const open = all.filter(function (each) {
    return each.weight > 0;
  });
  if (open.length > 0) return open;
  return REGIONS.map(function (region) {
    return { region: region, weight: 100 };
  });
}

/** The id that the storefront keeps for a shopper, or else the address: what makes the choice last. */
function shopperOf(event) {
  const header = event.request.headers['x-shopper-id'];
  const id = header === undefined ? '' : header.value;
  return /^[\x20-\x7e]{1,64}$/.test(id) ? id : event.viewer.ip;
}

/** A number from 0 up to 1 that is the same for the same text: FNV-1a, and the last step of MurmurHash3. */
function shareOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}

/**
 * The candidate on whose part of the scale a shopper stands. The order never changes, so that a weight that rises
 * moves shoppers to its Region only, and nobody between the others.
 */
function pick(open, shopper) {
  const total = open.reduce(function (sum, each) {
    return sum + each.weight;
  }, 0);
  let left = shareOf(shopper) * total;
  for (let i = 0; i < open.length - 1; i += 1) {
    left -= open[i].weight;
    if (left < 0) return open[i].region;
  }
  return open[open.length - 1].region;
}

/**
 * Reads that fail at the picked Region, or wait there for long, are tried at the other one. Only when that takes
 * requests too: otherwise a truthful 503 would be replaced by the failure of a Region that is known to be out.
 */
function direct(request, picked, open) {
  const others = open.filter(function (each) {
    return each.region !== picked;
  });
  const mayRepeat = request.method === 'GET' || request.method === 'HEAD';
  if (!mayRepeat || others.length === 0) {
    cf.selectRequestOriginById('api-' + picked);
    return;
  }
  try {
    cf.createRequestOriginGroup({
      originIds: [{ originId: 'api-read-' + picked }, { originId: 'api-' + others[0].region }],
      failoverCriteria: { statusCodes: [502, 503, 504] },
    });
  } catch (_) {
    // A read without a second chance is better than none: nobody has tried this on AWS where POST is allowed, too.
    cf.selectRequestOriginById('api-' + picked);
  }
}

/** Every Region takes all that comes to it, so that Route 53 may choose by latency. */
function isUndisturbed(open) {
  return (
    open.length === REGIONS.length &&
    open.every(function (each) {
      return each.weight === 100;
    })
  );
}

async function handler(event) {
  if (isAdministration(event.request.uri)) return refusal(event);
  const open = await candidates();
  if (BY_DNS && isUndisturbed(open)) cf.selectRequestOriginById('api');
  else direct(event.request, pick(open, shopperOf(event)), open);
  return event.request;
}
