import type { ChildProcess } from 'node:child_process';

export function keepRunning(
	start: (environment: Record<string, string>) => { child: ChildProcess; ready: Promise<string> },
	ended: (code: number) => void,
	say?: (line: string) => void,
	pauseMs?: number
): { stop(signal: NodeJS.Signals): void };
