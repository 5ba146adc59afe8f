import { type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

/** Seconds after which a caller may try again: the window over which the rate rules count. */
export const RATE_WINDOW_SECONDS = 60;

const BODY_KEY = 'too-many-requests';

/** Answers that the rules refer to by key. */
export const RESPONSE_BODIES: Record<string, CfnWebACL.CustomResponseBodyProperty> = {
  [BODY_KEY]: {
    // AWS WAF knows three content types and lets no header say otherwise (developer guide, "Custom responses").
    contentType: 'APPLICATION_JSON',
    content: JSON.stringify({
      type: 'about:blank',
      title: 'Too many requests from this address; try again in a moment',
      status: 429,
      code: 'throttled',
    }),
  },
};

/** Blocks with the answer that a throttled caller gets from API Gateway too: 429 `throttled`, and when to return. */
export const BLOCK_TOO_MANY: CfnWebACL.RuleActionProperty = {
  block: {
    customResponse: {
      responseCode: 429,
      customResponseBodyKey: BODY_KEY,
      responseHeaders: [
        { name: 'retry-after', value: String(RATE_WINDOW_SECONDS) },
        { name: 'cache-control', value: 'no-store' },
      ],
    },
  },
};
