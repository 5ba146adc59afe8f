import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { storesContract } from '../contract/all-stores';
import { dynamoDbStores } from '../support/dynamodb-stores';
import { type EmulatedDynamoDb, emulateDynamoDb } from '../support/emulated-dynamodb';

/** dynalite is what remains where dynoxide has no binary, so both must do what the adapters need. */
const kinds = [...new Set([installedEmulator(), 'dynalite' as const])];

describe.each(kinds)('stores in DynamoDB, emulated by %s', (kind) => {
  let dynamoDb: EmulatedDynamoDb;
  beforeAll(async () => (dynamoDb = await emulateDynamoDb(kind)));
  afterAll(async () => dynamoDb.close());

  storesContract(async () => dynamoDbStores(dynamoDb));
});
