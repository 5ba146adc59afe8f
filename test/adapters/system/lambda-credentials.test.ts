import { defaultProvider, NoCredentials } from '../../../lambdas/adapters/system/lambda-credentials';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

function environment(variables: Record<string, string>): void {
  process.env = { ...variables };
}

test('are those of the role that Lambda runs the function under', async () => {
  environment({ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' });
  expect(await defaultProvider()()).toEqual({
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
});

test('need no session token, as the local cloud and tests have none', async () => {
  environment({ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
  expect(await defaultProvider()()).toEqual({ accessKeyId: 'key', secretAccessKey: 'secret' });
});

test.each([{}, { AWS_ACCESS_KEY_ID: 'key' }, { AWS_SECRET_ACCESS_KEY: 'secret' }])(
  'are missed where only %j is set',
  async (variables) => {
    environment(variables);
    await expect(defaultProvider()()).rejects.toThrow(NoCredentials);
  },
);
