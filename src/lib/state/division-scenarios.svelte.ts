// The scenarios of one area on the screen. What is shown is on the disk: a change that could not be
// stored is refused and changes nothing.
import type { Instant } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import {
	putBack,
	renamed,
	withScenario,
	withoutScenario,
	type Scenario,
	type ScenarioProblem
} from '#lib/domain/scenario.ts';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import type { Drafts } from '#lib/data/contracts.ts';
import { keptScenarios, scenariosFrom, scenariosKey } from './division-scenarios.ts';

/** `not_kept`: the disk is full. `unreadable`: a newer version of the app keeps them in another form. */
export type ScenarioFailure = ScenarioProblem | { readonly code: 'not_kept' | 'unreadable' };

export interface ScenariosDeps {
	readonly drafts: Drafts;
	readonly now: () => Instant;
	readonly newId: () => string;
}

type Command = (list: readonly Scenario[]) => Result<readonly Scenario[], ScenarioProblem>;

export class DivisionScenarios {
	/** Newest first. */
	list = $state.raw<readonly Scenario[]>([]);
	isRead = $state(false);
	isUnreadable = $state(false);
	readonly #key: string;
	readonly #deps: ScenariosDeps;
	#last: Promise<unknown> = Promise.resolve();

	constructor(areaId: string, deps: ScenariosDeps) {
		this.#key = scenariosKey(areaId);
		this.#deps = deps;
	}

	async load(): Promise<void> {
		const list = await this.#read();
		this.list = list ?? [];
		this.isUnreadable = list === null;
		this.isRead = true;
	}

	save(name: string, draft: PlanDraft): Promise<Result<void, ScenarioFailure>> {
		const { newId, now } = this.#deps;
		const scenario = { id: newId(), name, savedAt: now(), draft };
		return this.#change((list) => withScenario(list, scenario));
	}

	rename(id: string, name: string): Promise<Result<void, ScenarioFailure>> {
		return this.#change((list) => renamed(list, id, name));
	}

	remove(id: string): Promise<Result<void, ScenarioFailure>> {
		return this.#change((list) => withoutScenario(list, id));
	}

	/** Takes a deletion back. */
	putBack(scenario: Scenario): Promise<Result<void, ScenarioFailure>> {
		return this.#change((list) => putBack(list, scenario));
	}

	/** One after another, each on what is on the disk then: another tab may have added to it. */
	#change(command: Command): Promise<Result<void, ScenarioFailure>> {
		const done = this.#last.then(() => this.#apply(command));
		this.#last = done;
		return done;
	}

	async #apply(command: Command): Promise<Result<void, ScenarioFailure>> {
		const kept = await this.#read();
		if (!kept) return err({ code: 'unreadable' });
		const changed = command(kept);
		if (!changed.ok) return changed;
		const { drafts } = this.#deps;
		try {
			if (changed.value.length === 0) await drafts.remove(this.#key);
			else await drafts.save(this.#key, keptScenarios(changed.value));
		} catch {
			return err({ code: 'not_kept' });
		}
		this.list = changed.value;
		return ok(undefined);
	}

	/** Null where it cannot be read. */
	async #read(): Promise<readonly Scenario[] | null> {
		return this.#deps.drafts.load(this.#key).then(scenariosFrom, () => null);
	}
}
