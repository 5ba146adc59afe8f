import { Construct } from 'constructs';
import { BACKGROUND_TIMEOUTS, type FunctionContext } from './function-settings';
import { ShopFunction } from './shop-function';

/** What forgetting is made from. */
export interface PersonalDataProps extends FunctionContext {
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
}

/** The function that erases a customer's data. Nothing starts it but an operator who may invoke it. */
export class PersonalData extends Construct {
  constructor(scope: Construct, id: string, { lambdasRoot, names, permissions }: PersonalDataProps) {
    super(scope, id);
    new ShopFunction(this, 'ForgetCustomer', {
      folder: 'forget-customer',
      lambdasRoot,
      functionName: names.functionNamed('forget-customer'),
      description: "Erases a customer's personal data from the orders, when an operator asks for it",
      timeout: BACKGROUND_TIMEOUTS.forgetCustomer,
      environment: { LEDGER_TABLE: names.ledgerTable },
      permissions: [
        permissions.scanLedger(['Scan']),
        permissions.ledgerItems(['GetItem', 'UpdateItem'], ['ORDER']),
        permissions.ledgerItems(['UpdateItem'], ['LINES']),
      ],
    });
  }
}
