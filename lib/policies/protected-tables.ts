import { type Breach, type Policy } from './policy';
import { asList, asObject, type NamedResource, resourcesOfType } from './template';

/** Orders must survive a mistake: nobody deletes a table by accident, and any second can be restored. */
export const protectedTables: Policy = {
  id: 'protected-tables',
  description: 'Every replica needs point-in-time recovery and deletion protection, every table is retained',
  check: (template) =>
    resourcesOfType(template, 'AWS::DynamoDB::GlobalTable').flatMap((table) => [
      ...retention(table),
      ...replicas(table),
    ]),
};

function retention({ logicalId, deletionPolicy }: NamedResource): readonly Breach[] {
  if (deletionPolicy === 'Retain') return [];
  const message = `is deleted with its stack (DeletionPolicy ${deletionPolicy ?? 'missing'}): set Retain`;
  return [{ logicalId, location: 'DeletionPolicy', message }];
}

function replicas({ logicalId, properties }: NamedResource): readonly Breach[] {
  return asList(properties['Replicas']).flatMap((replica, index) => {
    const location = `Properties.Replicas.${index}`;
    return missingProtections(asObject(replica)).map((message) => ({ logicalId, location, message }));
  });
}

function missingProtections(replica: Readonly<Record<string, unknown>>): string[] {
  const region = String(replica['Region']);
  const recovery = asObject(replica['PointInTimeRecoverySpecification'])['PointInTimeRecoveryEnabled'];
  return [
    ...(recovery === true ? [] : [`has no point-in-time recovery in ${region}`]),
    ...(replica['DeletionProtectionEnabled'] === true ? [] : [`has no deletion protection in ${region}`]),
  ];
}
