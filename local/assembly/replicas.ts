import { isRecord } from './template';

const REPLICA_LISTS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'Replicas',
  'AWS::SecretsManager::Secret': 'ReplicaRegions',
};

/** Whether a resource that is defined in another region has a replica in this one. */
export function isReplicatedTo(
  region: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
): boolean {
  const list = REPLICA_LISTS[type];
  const replicas = list === undefined ? undefined : properties[list];
  return (
    Array.isArray(replicas) && replicas.some((replica) => isRecord(replica) && replica.Region === region)
  );
}
