// The worker's entry: makes one schedule beside the page. It keeps nothing; one worker serves one request.
import { scheduleMonth, type ScheduleInput } from './schedule.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<ScheduleInput>) => {
	globalThis.postMessage(scheduleMonth(data));
});
