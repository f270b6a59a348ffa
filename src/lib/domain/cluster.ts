// The clusters of integrated primary care (ILP) that serve people by their age: 2, mothers and children up to 18
// years; 3, adults and the elderly (Permenkes 19/2024). Clusters 1 and 4 are of the work, not of people.
import type { TargetGroup } from './target-group.ts';

export const clusters = ['cluster_2', 'cluster_3'] as const;
export type Cluster = (typeof clusters)[number];

/** One target group, or all of a cluster. */
export type PeopleGroup = TargetGroup | Cluster;

const clusterOfGroup: Readonly<Record<TargetGroup, Cluster>> = {
	pregnant: 'cluster_2',
	postpartum: 'cluster_2',
	infant_0_6m: 'cluster_2',
	child_6_71m: 'cluster_2',
	school_age_teen: 'cluster_2',
	adult: 'cluster_3',
	elderly: 'cluster_3'
};

export const isCluster = (group: PeopleGroup): group is Cluster =>
	clusters.some((cluster) => cluster === group);

/** Where somebody in these groups is served; an adult who is pregnant, by the cluster of mothers. */
export function clusterOf(groups: readonly TargetGroup[]): Cluster | null {
	const served = groups.map((group) => clusterOfGroup[group]);
	return clusters.find((cluster) => served.includes(cluster)) ?? null;
}

/** @param groups of one person */
export function isAmong(groups: readonly TargetGroup[], wanted: PeopleGroup): boolean {
	return isCluster(wanted) ? clusterOf(groups) === wanted : groups.includes(wanted);
}
