import {
  findCredentials,
  isLoopback,
  LOCAL_OPERATOR,
  unsuitableKeys,
} from '../../../tools/client/credentials';

const LOCAL = new URL('http://127.0.0.1:4001');
const DEPLOYED = new URL('https://abc.execute-api.us-east-1.amazonaws.com/prod');
const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('credentials', () => {
  it('are the local operator’s for a loopback address without keys in the environment', () => {
    expect(findCredentials(LOCAL, {})).toEqual({ kind: 'found', credentials: LOCAL_OPERATOR });
  });

  it('come from the environment', () => {
    expect(findCredentials(DEPLOYED, { ...KEYS, AWS_SESSION_TOKEN: 'token' })).toEqual({
      kind: 'found',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' },
    });
  });

  it('are missing for a deployed shop without keys, and the message says what to set', () => {
    const found = findCredentials(DEPLOYED, {});

    expect(found).toMatchObject({
      kind: 'missing',
      message: expect.stringContaining('AWS_ACCESS_KEY_ID') as string,
    });
  });

  it('of the environment are remarked upon when they go to a local shop', () => {
    const own = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

    expect(unsuitableKeys(LOCAL, own)).toContain('unset AWS_ACCESS_KEY_ID');
    expect(unsuitableKeys(LOCAL, LOCAL_OPERATOR)).toBeNull();
    expect(unsuitableKeys(DEPLOYED, own)).toBeNull();
  });

  it.each([
    ['http://localhost:1', true],
    ['http://[::1]:1', true],
    ['http://127.1.2.3:1', true],
    ['http://128.0.0.1', false],
    ['http://127.0.0.1.example.com', false],
  ])('take %s for loopback: %s', (address, expected) => {
    expect(isLoopback(new URL(address))).toBe(expected);
  });
});
