import { withLocalApis, withLocalShop } from '../../../local/lambda/api-addresses';

test('addresses of the local APIs lead to their gateways, without the stage', () => {
  const address = ({ apiId, region }: { apiId: string; region: string }) =>
    region === 'us-west-2' && apiId === 'abc123' ? 'http://127.0.0.1:4002' : undefined;
  const environment = {
    OTHER_API_URL: 'https://abc123.execute-api.us-west-2.amazonaws.com/prod/',
    HEALTH: 'https://abc123.execute-api.us-west-2.amazonaws.com/prod/health',
    ELSEWHERE: 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/',
    TABLE: 'shop',
  };

  expect(withLocalApis(environment, address)).toEqual({
    OTHER_API_URL: 'http://127.0.0.1:4002/',
    HEALTH: 'http://127.0.0.1:4002/health',
    ELSEWHERE: environment.ELSEWHERE,
    TABLE: 'shop',
  });
});

test("addresses of the shop lead to the local edge, and nobody else's do", () => {
  const address = (hostName: string) =>
    hostName === 'd111.cloudfront.net' ? 'http://127.0.0.1:4000' : undefined;
  const environment = {
    SHOP_URL: 'https://d111.cloudfront.net',
    BASE: 'https://d111.cloudfront.net/',
    ELSEWHERE: 'https://d222.cloudfront.net',
    TABLE: 'shop',
  };

  expect(withLocalShop(environment, address)).toEqual({
    SHOP_URL: 'http://127.0.0.1:4000',
    BASE: 'http://127.0.0.1:4000',
    ELSEWHERE: environment.ELSEWHERE,
    TABLE: 'shop',
  });
});
