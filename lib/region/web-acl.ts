import { type Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { type HoldfastConfig } from '../config/schema';
import { EDGE_HEADER, edgeHeaderValue } from '../edge/edge-header';
import { type Names } from '../names';
import { ShopWebAcl } from '../web-acl/shop-web-acl';
import { headerIs, not } from '../web-acl/statements';

/** The stage to be guarded, and how. */
export interface RegionWebAclProps {
  readonly names: Names;
  readonly rates: HoldfastConfig['edge'];
  readonly stage: Stage;
}

/**
 * Guards a Region's API against callers that go round the edge. Calls that came through it are left alone: it has
 * held them against the same rules, and their address is CloudFront's, which all shoppers share.
 */
export class RegionWebAcl extends Construct {
  constructor(scope: Construct, id: string, { names, rates, stage }: RegionWebAclProps) {
    super(scope, id);
    const { webAclArn } = new ShopWebAcl(this, 'Rules', {
      name: names.webAcl,
      scope: 'REGIONAL',
      description: 'Calls that do not come through CloudFront',
      rates,
      only: not(headerIs(EDGE_HEADER, edgeHeaderValue(names))),
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: stage.stageArn, webAclArn });
  }
}
