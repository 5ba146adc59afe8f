import { startHttpServer } from '../../../local/http/server';

test('connections are kept for longer than Node’s clients keep them', async () => {
  const server = await startHttpServer({
    port: 0,
    handle: async (_request, response) => void response.end(),
  });
  const { headers } = await fetch(server.url);
  await server.close();
  expect(headers.get('keep-alive')).toBe('timeout=900');
});
