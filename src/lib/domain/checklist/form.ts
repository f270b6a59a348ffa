// A checklist form is data: it is versioned, stored and synchronised like any record.
import type { Day, Row } from '../entity.ts';

export const cardCodes = [
	'pregnant',
	'postpartum',
	'infant_0_6m',
	'child_6_71m',
	'school_age_teen',
	'adult',
	'elderly',
	'tb'
] as const;
export type CardCode = (typeof cardCodes)[number];

export type Answer = string | number | boolean | readonly string[] | null;

/** Shown only while every clause holds. `age_months` and `sex` are the member's on the visit date. */
export interface Condition {
	readonly question: string | 'age_months' | 'sex';
	readonly op: 'eq' | 'ne' | 'in' | 'gte' | 'lt' | 'answered';
	readonly value?: Answer;
}

export interface Question {
	/** Stable code, unique in its sheet or card. */
	readonly code: string;
	readonly kind: 'yes_no' | 'choice' | 'choices' | 'number' | 'date' | 'text';
	readonly label: { readonly id: string; readonly en: string };
	readonly help?: { readonly id: string; readonly en: string };
	readonly unit?: string;
	readonly min?: number;
	readonly max?: number;
	readonly options?: readonly {
		readonly code: string;
		readonly label: { readonly id: string; readonly en: string };
	}[];
	readonly when?: readonly Condition[];
	/** A danger sign is answered by ticking; ticked means present. */
	readonly danger?: boolean;
	/** The finding that an answer makes, besides danger signs. */
	readonly finding?: {
		readonly kind: 'missed_service' | 'non_compliance';
		readonly when: readonly Condition[];
	};
}

export interface Section {
	readonly code: string;
	readonly label: { readonly id: string; readonly en: string };
	/** Shown closed: needed now and then, not at every visit. */
	readonly folded?: boolean;
	/** Seldom changes: what was answered at an earlier visit is offered again, in one tap. */
	readonly lasting?: boolean;
	readonly questions: readonly Question[];
}

export interface Card {
	readonly code: CardCode;
	readonly label: { readonly id: string; readonly en: string };
	readonly sections: readonly Section[];
}

export interface FormDefinition {
	readonly household: readonly Section[];
	readonly cards: readonly Card[];
}

export interface ChecklistForm extends Row<'checklist_form'> {
	readonly code: string;
	readonly version: number;
	readonly title: string;
	readonly validFrom: Day;
	readonly definition: FormDefinition;
}
