import { type MetricStore, type MetricWriter } from '../store/metric-store';

const NAMESPACE = 'AWS/CloudFront';
const ALL = 100;

/**
 * AWS/CloudFront of one distribution, as far as it is free ("Types of metrics for CloudFront"), bytes aside: each answer counts
 * 0 or 100 as error, so that Average is the share in percent.
 */
export class DistributionMetrics {
  private readonly requests: MetricWriter;
  private readonly clientErrors: MetricWriter;
  private readonly serverErrors: MetricWriter;

  constructor(store: MetricStore, distributionId: string) {
    const dimensions = { DistributionId: distributionId, Region: 'Global' };
    const writer = (name: string) => store.writer({ namespace: NAMESPACE, name, dimensions });
    this.requests = writer('Requests');
    this.clientErrors = writer('4xxErrorRate');
    this.serverErrors = writer('5xxErrorRate');
  }

  /** An answer left the edge. */
  answered(status: number): void {
    this.requests.add(1);
    this.clientErrors.add(status >= 400 && status < 500 ? ALL : 0);
    this.serverErrors.add(status >= 500 ? ALL : 0);
  }
}
