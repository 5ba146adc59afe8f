/**
 * The sets of Regions within which DynamoDB offers multi-Region strong consistency. The two replicas and
 * the witness of a table must all be of one set.
 * Source: DynamoDB developer guide, "How DynamoDB global tables work", section on MRSC availability.
 */
export const MRSC_REGION_SETS = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
] as const;

/** A Region in which an MRSC table can have a replica or a witness. */
export type MrscRegion = (typeof MRSC_REGION_SETS)[number][number];

/** Every {@link MrscRegion}, in the order of the sets. */
export const MRSC_REGIONS: readonly MrscRegion[] = MRSC_REGION_SETS.flat();

/** True when all regions given belong to one and the same MRSC set. */
export function shareMrscSet(regions: readonly MrscRegion[]): boolean {
  return MRSC_REGION_SETS.some((set) => regions.every((region) => set.some((member) => member === region)));
}

/** The sets in one line, as error messages show them. */
export function describeMrscSets(): string {
  return MRSC_REGION_SETS.map((set) => set.join(', ')).join(' | ');
}
