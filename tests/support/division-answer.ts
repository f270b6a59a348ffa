// The engine's answer to one question as text. Bundled for engines that read no TypeScript.
import { divide } from '#lib/domain/division/divide.ts';
import type { DivisionRequest } from '#lib/domain/division/protocol.ts';
import { redivide } from '#lib/domain/division/redivide.ts';

/** @param request JSON of a `DivisionRequest` */
export function answer(request: string): string {
	const asked = JSON.parse(request) as DivisionRequest;
	return JSON.stringify(asked.type === 'divide' ? divide(asked.input) : redivide(asked.input));
}
