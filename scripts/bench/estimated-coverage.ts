// Coverage where a third of the families is on no list: how near the estimate comes, beside dividing by the list.
import {
	simulatedDistrict,
	told,
	type Choice,
	type Told
} from '../../tests/support/estimated-districts.ts';
import type { BenchRow } from './bench-row.ts';

const districts = 200;

function row(what: string, goal: string, all: readonly Told[]): BenchRow {
	const mean = (of: (one: Told) => number) =>
		all.reduce((total, one) => total + of(one), 0) / all.length;
	const errors = all.map(({ errorPoints }) => errorPoints).sort((a, b) => a - b);
	const holding = mean(({ holdsTruth }) => Number(holdsTruth)) * 100;
	const near = mean(({ errorPoints }) => Number(errorPoints <= 5)) * 100;
	const points = (value: number) => value.toFixed(1);
	return {
		what,
		goal,
		ours: `${points(mean(({ errorPoints }) => errorPoints))} points (95 of 100 ≤ ${points(errors[Math.ceil(all.length * 0.95) - 1]!)}, largest ${points(errors.at(-1)!)}; ${near.toFixed(0)} % within 5); interval of ${points(mean(({ widthPoints }) => widthPoints))} points holds ${holding.toFixed(0)} %`,
		instead: `${points(mean((one) => one.registeredErrorPoints))} points too high by the list alone`
	};
}

export function benchEstimatedCoverage(): BenchRow[] {
	const of = (choice: Choice, areas: (id: string) => boolean) =>
		Array.from({ length: districts }, (_, seed) => simulatedDistrict(seed + 1, choice)).flatMap(
			(district) =>
				district.areas
					.filter(({ id }) => areas(id))
					.map(({ id }) => told(district, id))
					.filter((one) => one !== null)
		);
	const isDistrict = (id: string) => id === 'district';
	return [
		row(
			`coverage of ${String(districts)} districts, 30 % not registered, 30 % of the RT counted by lot`,
			'≤ 5 points, holds ≥ 90 %',
			of('by_lot', isDistrict)
		),
		row(
			'the same, each village',
			'–',
			of('by_lot', (id) => /^v\d+$/.test(id))
		),
		row('only the nearest RT counted, where houses are fuller', '–', of('nearest', isDistrict))
	];
}
