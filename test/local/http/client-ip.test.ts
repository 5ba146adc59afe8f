import { clientIp } from '../../../local/http/client-ip';

test.each([
  ['an address that is played', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['one of the sixth version', '::1', '2001:db8::1', '2001:db8::1'],
  ['none', '127.0.0.1', undefined, '127.0.0.1'],
  ['what is none', '::ffff:127.0.0.1', 'ann', '::ffff:127.0.0.1'],
  ['one from elsewhere, who may not', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
])('%s', (_, remote, played, expected) => {
  expect(clientIp(remote, played)).toBe(expected);
});
