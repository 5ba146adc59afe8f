import { DatabaseSync } from 'node:sqlite';
import { readDistribution } from '../../../local/edge/distribution/read-distribution';
import { createEdge } from '../../../local/edge/edge';
import { ErrorCache } from '../../../local/edge/error-cache';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { sendJson } from '../../../local/http/problem';
import { startHttpServer, type RequestHandler } from '../../../local/http/server';
import { KeyValueStore } from '../../../local/keyvaluestore/key-value-store';
import { ObjectStore } from '../../../local/s3/object-store';
import { s3 } from '../../../local/s3/s3';
import { resource } from '../iam/support';
import { BUCKETS, CONFIG, STORE_ARN, templateWith } from './distribution';

/** What a region's API does with a request. */
export type Behaviour = 'answers' | 'breaks' | 'fails' | 'hangs';

const READ = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Condition: { ArnLike: { 'AWS:SourceArn': 'arn:shop*' } },
};

/** An edge in front of two regions' APIs and buckets, which do as they are told. */
export class RunningEdge {
  /** What reached the APIs: region, method and target. */
  readonly seen: string[] = [];
  /** What the edge logged. */
  readonly logged: string[] = [];
  readonly objects = new ObjectStore(new DatabaseSync(':memory:'));
  /** By region; one that is not named answers. */
  behaviours: Readonly<Record<string, Behaviour>> = {};
  /** Regions whose S3 is gone. */
  down: readonly string[] = [];
  /** Whether viewer functions fail. */
  failing = false;
  /** Status of each answer. */
  readonly answered: number[] = [];
  /** The edge's clock. */
  nowMs = 0;

  private readonly store = new KeyValueStore(STORE_ARN, 'routing', { pick: 'api-us-east-1' }, new Date(0));
  private readonly servers: { close(): Promise<void> }[] = [];

  /** Starts the edge of a distribution; returns its address. */
  async start(config: object = CONFIG): Promise<string> {
    const apis: Record<string, string> = {
      'us-east-1': await this.api('us-east-1'),
      'us-west-2': await this.api('us-west-2'),
    };
    const endpoints: Record<string, string> = {
      'us-east-1': await this.bucket('us-east-1', BUCKETS[0]),
      'us-west-2': await this.bucket('us-west-2', BUCKETS[1]),
    };
    const distribution = readDistribution({
      template: templateWith(config),
      addresses: {
        api: ({ region }) => apis[region],
        customDomain: () => undefined,
        aws: (region) => endpoints[region],
      },
      stores: new Map([[STORE_ARN, this.store]]),
      onLine: () => undefined,
    });
    return this.serve(
      createEdge({
        distribution,
        webAcl: undefined,
        errors: new ErrorCache(distribution.errorSeconds, () => this.nowMs),
        origins: [],
        fails: () => this.failing,
        answered: (status) => this.answered.push(status),
        log: (message, detail) => this.logged.push(`${message} ${JSON.stringify(detail)}`),
        control: async (request, response) => sendJson(response, 200, { control: request.url }),
      }),
    );
  }

  /** Has the function pick an origin by its id, or `group`. */
  pick(value: string): void {
    this.store.change(this.store.etag, { puts: { pick: value }, deletes: [] }, new Date(0));
  }

  put(bucket: string, key: string, body: string): void {
    const at = '2026-01-01T00:00:00Z';
    this.objects.put(bucket, key, { body: Buffer.from(body), contentType: 'text/html', at });
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
  }

  private async serve(handle: RequestHandler): Promise<string> {
    const server = await startHttpServer({ port: 0, handle });
    this.servers.push(server);
    return server.url;
  }

  /** A region's API that tells who it is and what it was sent, or does worse. */
  private api(region: string): Promise<string> {
    return this.serve(async (request, response) => {
      this.seen.push(`${region} ${request.method} ${request.url}`);
      const behaviour = this.behaviours[region] ?? 'answers';
      if (behaviour === 'breaks') response.destroy();
      if (behaviour === 'fails') sendJson(response, 503, { region });
      if (behaviour === 'answers') sendJson(response, 200, { region, headers: request.headers });
    });
  }

  /** S3 of a region with one bucket, which CloudFront may read. */
  private async bucket(region: string, name: string): Promise<string> {
    const template = templateWith(
      CONFIG,
      resource('AWS::S3::Bucket', name, {}),
      resource('AWS::S3::BucketPolicy', `${name}-policy`, {
        PolicyDocument: { Statement: [{ ...READ, Resource: `arn:aws:s3:::${name}/*` }] },
      }),
    );
    const endpoint = new Endpoint({
      port: 0,
      region,
      isDown: () => this.down.includes(region),
      refusal: () => null,
      afterCall: () => undefined,
    });
    endpoint.addRest(s3({ template, objects: this.objects, mayList: () => true, now: () => new Date(0) }));
    await endpoint.listen();
    this.servers.push(endpoint);
    return endpoint.url;
  }
}
