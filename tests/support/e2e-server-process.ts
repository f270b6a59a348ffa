// Child process of e2e-server-child.ts: one server, and SQL on request of its parent.
import { startServer } from '../../supabase/local/server.ts';
import type { ServerOptions } from '../../supabase/local/server.ts';
import type { ServerAnswer, ServerQuestion } from './e2e-server-child.ts';

const answer = (message: ServerAnswer) => process.send?.(message);
const server = await startServer(JSON.parse(process.argv[2] ?? '{}') as ServerOptions);

process.on('message', (question: ServerQuestion) => {
	server.sql(question.query, question.params).then(
		(rows) => answer({ id: question.id, rows }),
		(error: unknown) => answer({ id: question.id, error: String(error) })
	);
});
const stop = () =>
	server.close().then(
		() => process.exit(0),
		() => process.exit(1)
	);
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => void stop());
answer({ id: 0, rows: [{ url: server.url, code: server.firstPlannerCode }] });
