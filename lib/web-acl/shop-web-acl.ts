import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { RESPONSE_BODIES } from './problems';
import { type RuleOptions, visibility, webAclRules } from './rules';

/** What a web ACL is made from. */
export interface ShopWebAclProps extends RuleOptions {
  readonly name: string;
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  readonly description: string;
}

/** A web ACL with rates for each client address and AWS's managed rules; what no rule blocks is let through. */
export class ShopWebAcl extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, props: ShopWebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name: props.name,
      scope: props.scope,
      description: props.description,
      defaultAction: { allow: {} },
      visibilityConfig: visibility(props.name),
      customResponseBodies: RESPONSE_BODIES,
      rules: webAclRules(props),
    });
    this.webAclArn = acl.attrArn;
  }
}
