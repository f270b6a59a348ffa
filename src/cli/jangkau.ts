// The command line for GIS staff and for measuring: JSON on stdout, everything else on stderr.
// Bad input ends with exit code 1 and one line that says what is wrong.
import { BadInput } from './bad-input.ts';
import { checkCommand, checkUsage } from './check.ts';
import { divideCommand, divideUsage } from './divide.ts';
import { routeCommand, routeUsage } from './route.ts';

interface Command {
	readonly usage: string;
	run(args: string[]): Promise<void>;
}

/** Every command by its name. A new one is a file beside this and a line here. */
const commands: Readonly<Record<string, Command>> = {
	check: { usage: checkUsage, run: checkCommand },
	divide: { usage: divideUsage, run: divideCommand },
	route: { usage: routeUsage, run: routeCommand }
};

async function main([name = '', ...args]: string[]): Promise<void> {
	const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
	if (!command) {
		const known = Object.values(commands).map(({ usage }) => `jangkau ${usage}`);
		const fault = name ? `perintah "${name}" tidak dikenal` : 'sebutkan perintahnya';
		throw new BadInput(`${fault}; yang ada: ${known.join(' · ')}`);
	}
	await command.run(args);
}

try {
	await main(process.argv.slice(2));
} catch (fault) {
	if (!(fault instanceof BadInput)) throw fault;
	process.stderr.write(`${fault.message}\n`);
	process.exitCode = 1;
}
