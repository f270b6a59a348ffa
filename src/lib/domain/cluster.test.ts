import { describe, expect, it } from 'vitest';
import { clusterOf, isAmong } from './cluster.ts';
import { targetGroups } from './target-group.ts';

describe('a cluster of integrated primary care', () => {
	it('is one for everybody who is in a target group', () => {
		for (const group of targetGroups) expect(clusterOf([group])).not.toBeNull();
		expect(clusterOf([])).toBeNull();
	});

	it('of mothers and children has a pregnant adult, and no other has her too', () => {
		expect(isAmong(['adult', 'pregnant'], 'cluster_2')).toBe(true);
		expect(isAmong(['adult', 'pregnant'], 'cluster_3')).toBe(false);
		expect(isAmong(['adult', 'pregnant'], 'adult')).toBe(true);
		expect(isAmong(['school_age_teen'], 'cluster_2')).toBe(true);
		expect(isAmong(['elderly'], 'cluster_3')).toBe(true);
	});
});
