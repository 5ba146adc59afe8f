import { Stack } from 'aws-cdk-lib';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BACKGROUND_TIMEOUTS, type FunctionContext, paymentEnvironment } from './function-settings';
import { ReportBucket } from './report-bucket';
import { ShopFunction } from './shop-function';

/** What reconciliation is made from. */
export interface ReconciliationProps extends FunctionContext {
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
}

/** The function that compares charges with orders, and the bucket that keeps its reports. */
export class Reconciliation extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    const { lambdasRoot, names, permissions } = props;
    const { account, region } = Stack.of(this);
    const reports = new ReportBucket(this, 'Reports', { bucketName: names.reportBucket(account, region) });
    this.function = new ShopFunction(this, 'Reconcile', {
      folder: 'reconcile',
      lambdasRoot,
      functionName: names.functionNamed('reconcile'),
      description: "Compares the payment provider's charges with the orders, both ways",
      timeout: BACKGROUND_TIMEOUTS.reconcile,
      // Remembers the charges of its range, some 60 MB a million.
      memorySize: 1024,
      scheduled: true,
      environment: {
        ...paymentEnvironment(props),
        LEDGER_TABLE: names.ledgerTable,
        SHOP_TABLE: names.shopTable,
        REPORT_BUCKET: reports.bucket.bucketName,
      },
      permissions: [
        permissions.scanLedger(['Scan']),
        permissions.ledgerItems(['GetItem', 'BatchGetItem'], ['ORDER']),
        permissions.readSecret(names.paymentSecret),
        permissions.shopItems(['GetItem', 'PutItem'], ['RECONCILIATION']),
        reports.keepReconciliations(),
      ],
    }).function;
  }
}
